/** The language of the UI: Chinese unless chosen otherwise; remembered on this computer. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { readKept, writeKept } from '../session/kept.js';
import { en } from './en.js';
import { zh, type Texts } from './zh.js';

export type LanguageName = 'zh' | 'en';

interface LanguageState {
  readonly language: LanguageName;
  readonly texts: Texts;
  readonly setLanguage: (language: LanguageName) => void;
}

const LanguageContext = createContext<LanguageState | null>(null);
const KEY = 'mingcha.language';

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<LanguageName>(() =>
    readKept(KEY) === 'en' ? 'en' : 'zh',
  );
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    writeKept(KEY, language);
  }, [language]);
  const state = useMemo(
    () => ({ language, texts: language === 'zh' ? zh : en, setLanguage }),
    [language],
  );
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageState {
  const state = useContext(LanguageContext);
  if (state === null) throw new Error('useLanguage needs LanguageProvider around it');
  return state;
}

export function useTexts(): Texts {
  return useLanguage().texts;
}

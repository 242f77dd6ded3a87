/** Light or dark: as the system says unless chosen otherwise; remembered on this computer. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { readKept, writeKept } from './kept.js';

export type ThemeChoice = 'system' | 'light' | 'dark';

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly isDark: boolean;
  readonly setChoice: (choice: ThemeChoice) => void;
}

const ThemeContext = createContext<ThemeState | null>(null);
const KEY = 'mingcha.theme';

export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [choice, setChoice] = useState<ThemeChoice>(() => {
    const kept = readKept(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  });
  const systemIsDark = useSystemIsDark();
  const isDark = choice === 'system' ? systemIsDark : choice === 'dark';
  useEffect(() => {
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
    writeKept(KEY, choice);
  }, [choice, isDark]);
  const state = useMemo(() => ({ choice, isDark, setChoice }), [choice, isDark]);
  return <ThemeContext value={state}>{children}</ThemeContext>;
}

export function useTheme(): ThemeState {
  const state = useContext(ThemeContext);
  if (state === null) throw new Error('useTheme needs ThemeProvider around it');
  return state;
}

function useSystemIsDark(): boolean {
  const [query] = useState(() => matchMedia('(prefers-color-scheme: dark)'));
  const [isDark, setIsDark] = useState(query.matches);
  useEffect(() => {
    const follow = () => setIsDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, [query]);
  return isDark;
}

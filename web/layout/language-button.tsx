import { Button } from 'antd';
import { useLanguage } from '../i18n/language.js';

/** Chinese to English and back. */
export function LanguageButton() {
  const { texts, language, setLanguage } = useLanguage();
  return (
    <Button
      type="text"
      size="small"
      title={texts.languageHint}
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {texts.language}
    </Button>
  );
}

import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { english } from './english.ts';

/** Languages of the console; each catalogue has exactly the keys of the English one (a test holds them to it). */
export const languages = [
  { code: 'en', name: 'English' },
  { code: 'zh', name: '简体中文' },
] as const;
export type LanguageCode = (typeof languages)[number]['code'];

const STORAGE_KEY = 'dewpoint.language';

/** English comes with the first script; other languages are fetched when chosen. */
export async function startTranslations(): Promise<void> {
  const code = initialLanguage();
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: english } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  if (code !== 'en') await changeLanguage(code);
  document.documentElement.lang = code;
}

export async function changeLanguage(code: LanguageCode): Promise<void> {
  if (code === 'zh' && !i18next.hasResourceBundle('zh', 'translation')) {
    const { chinese } = await import('./chinese.ts');
    i18next.addResourceBundle('zh', 'translation', chinese);
  }
  await i18next.changeLanguage(code);
  document.documentElement.lang = code === 'zh' ? 'zh-CN' : code;
  localStorage.setItem(STORAGE_KEY, code);
}

function initialLanguage(): LanguageCode {
  const kept = localStorage.getItem(STORAGE_KEY);
  const known = languages.find((l) => l.code === kept);
  if (known) return known.code;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readPreference, writePreference } from '../preferences/preferences.ts';
import { english } from './english.ts';
import { addAddedEnglish } from './later-english.ts';

interface Language {
  readonly code: 'en' | 'zh';
  /** In its own words. */
  readonly name: string;
  /** BCP 47, for the page and for formats of numbers and times. */
  readonly tag: string;
}

/** Languages of the console. A further one is a line here, one in `load` and a catalogue. */
export const languages = [
  { code: 'en', name: 'English', tag: 'en' },
  { code: 'zh', name: '简体中文', tag: 'zh-CN' },
] as const satisfies readonly Language[];
export type LanguageCode = (typeof languages)[number]['code'];

/** English comes with the first script; other languages are fetched when chosen. */
const load = {
  zh: async () => {
    const [{ chinese }, { chineseServerWords }] = await Promise.all([
      import('./chinese.ts'),
      import('./chinese-server-words.ts'),
    ]);
    return { translation: chinese, server: chineseServerWords };
  },
};

export async function startTranslations(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    ns: ['translation', 'server'],
    defaultNS: 'translation',
    resources: { en: { translation: english, server: {} } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  addAddedEnglish();
  const code = initialLanguage();
  if (code !== 'en') await showLanguage(code);
}

/** Shows the console in another language and remembers it in this browser. */
export async function changeLanguage(code: LanguageCode): Promise<void> {
  await showLanguage(code);
  writePreference('language', code);
}

async function showLanguage(code: LanguageCode): Promise<void> {
  if (code !== 'en' && !i18next.hasResourceBundle(code, 'translation')) {
    const { translation, server } = await load[code]();
    i18next.addResourceBundle(code, 'translation', translation);
    i18next.addResourceBundle(code, 'server', server);
  }
  await i18next.changeLanguage(code);
  document.documentElement.lang = tagOf(code);
}

/** BCP 47 tag of the language shown, for `Intl`. */
export function tagOf(code: string): string {
  return languages.find((language) => language.code === code)?.tag ?? 'en';
}

function initialLanguage(): LanguageCode {
  const kept = readPreference('language');
  const known = languages.find((language) => language.code === kept);
  if (known) return known.code;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

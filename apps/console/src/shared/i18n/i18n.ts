import { readPreference, writePreference } from '../preferences/preferences.ts';
import { english } from './english/english.ts';
import { showServerWords } from './server-words.ts';
import { addTexts, type Translate, translator } from './words.ts';

interface Language {
  readonly code: 'en' | 'zh' | 'fr';
  /** In its own words. */
  readonly name: string;
  /** BCP 47, for the page and for formats of numbers and times. */
  readonly tag: string;
}

/** Languages of the console. A further one is a line here, one in `load` and a catalogue. */
export const languages = [
  { code: 'en', name: 'English', tag: 'en' },
  { code: 'zh', name: '简体中文', tag: 'zh-CN' },
  { code: 'fr', name: 'Français', tag: 'fr' },
] as const satisfies readonly Language[];
export type LanguageCode = (typeof languages)[number]['code'];

/** English comes with the scripts that speak it; other languages are fetched when chosen. */
const load = {
  zh: async () => {
    const [{ chinese }, { chineseServerWords }] = await Promise.all([
      import('./chinese/chinese.ts'),
      import('./chinese/server-words.ts'),
    ]);
    return { texts: [chinese], sentences: chineseServerWords };
  },
  fr: async () => {
    const [{ french }, { frenchServerWords }] = await Promise.all([
      import('./french/french.ts'),
      import('./french/server-words.ts'),
    ]);
    return { texts: french, sentences: frenchServerWords };
  },
};

export interface ShownLanguage {
  readonly language: LanguageCode;
  readonly t: Translate;
}

addTexts('en', english);
let shown: ShownLanguage = { language: 'en', t: translator('en') };
const loaded = new Set<LanguageCode>(['en']);
const listeners = new Set<() => void>();

/** What `useTranslation` answers. */
export const shownLanguage = (): ShownLanguage => shown;

/** Calls back when another language is shown, until the function that it answers is called. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows the console in the language that this browser remembers or asks for. */
export async function startTranslations(): Promise<void> {
  await showLanguage(initialLanguage());
}

/** Shows the console in another language and remembers it in this browser. */
export async function changeLanguage(code: LanguageCode): Promise<void> {
  await showLanguage(code);
  writePreference('language', code);
}

async function showLanguage(code: LanguageCode): Promise<void> {
  if (code !== 'en' && !loaded.has(code)) {
    const { texts, sentences } = await load[code]();
    for (const part of texts) addTexts(code, part);
    showServerWords(code, sentences);
    loaded.add(code);
  }
  showServerWords(code);
  shown = { language: code, t: translator(code) };
  document.documentElement.lang = tagOf(code);
  for (const listener of listeners) listener();
}

/** BCP 47 tag of the language shown, for `Intl`. */
export function tagOf(code: LanguageCode): string {
  return languages.find((language) => language.code === code)?.tag ?? 'en';
}

function initialLanguage(): LanguageCode {
  const kept = readPreference('language');
  const known = languages.find((language) => language.code === kept);
  if (known) return known.code;
  const [asked] = navigator.language.toLowerCase().split('-');
  return languages.find(({ code }) => code === asked)?.code ?? 'en';
}

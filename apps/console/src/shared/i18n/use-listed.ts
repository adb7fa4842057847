import { tagOf } from './i18n.ts';
import { useTranslation } from './use-translation.ts';

/** Writes words one after another as the language shown does: "a, b, c", "甲、乙、丙". */
export function useListed(): (words: readonly string[]) => string {
  const { language } = useTranslation();
  return (words) => listed(words, tagOf(language));
}

/** @param locale BCP 47 */
export function listed(words: readonly string[], locale: string): string {
  // The type `unit` would put nothing at all between Chinese words.
  return new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }).format(words);
}

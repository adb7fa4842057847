import { useSyncExternalStore } from 'react';
import { onLanguage, type ShownLanguage, shownLanguage } from './i18n.ts';

/** The texts of the console in the language shown, and that language; the component is drawn anew when it changes. */
export function useTranslation(): ShownLanguage {
  return useSyncExternalStore(onLanguage, shownLanguage);
}

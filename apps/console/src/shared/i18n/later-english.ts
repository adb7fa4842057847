import i18next from 'i18next';

/**
 * English words that come with the scripts of the screens that show them, so that the first script stays small. Such
 * a script begins with `addEnglish`; other languages are fetched whole.
 */
const added: object[] = [];

export function addEnglish(texts: object): void {
  added.push(texts);
  if (i18next.isInitialized) addAddedEnglish();
}

/** What came before the translations were started. */
export function addAddedEnglish(): void {
  for (const texts of added.splice(0)) i18next.addResourceBundle('en', 'translation', texts, true, true);
}

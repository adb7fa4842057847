import { addTexts } from './words.ts';

/**
 * English words that come with the scripts of the screens that show them, so that the first script stays small. Such
 * a script begins with `addEnglish`; other languages are fetched whole.
 */
export function addEnglish(texts: object): void {
  addTexts('en', texts);
}

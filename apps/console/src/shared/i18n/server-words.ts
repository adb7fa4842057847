/** Translations of sentences of the server, by language. */
const sentencesOf = new Map<string, ReadonlyMap<string, string>>();
let shown = 'en';

/** Says which language `inLanguage` answers in, and what the sentences are in it. */
export function showServerWords(language: string, sentences?: Readonly<Record<string, string>>): void {
  if (sentences) sentencesOf.set(language, new Map(Object.entries(sentences)));
  shown = language;
}

/**
 * A message of the server or of a contract schema in the language shown. Those messages are written once, in English, in the contract;
 * other languages keep translations of them under the English sentence. What has none is shown as it came.
 */
export function inLanguage(message: string): string {
  return sentencesOf.get(shown)?.get(message) ?? message;
}

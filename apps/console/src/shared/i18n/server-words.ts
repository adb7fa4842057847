import i18next from 'i18next';

/**
 * A message of the server or of a contract schema in the language shown. Those messages are written once, in English, in the contract;
 * other languages keep translations of them under the English sentence. What has none is shown as it came.
 */
export function inLanguage(message: string): string {
  const table: unknown = i18next.getResourceBundle(i18next.language, 'server');
  const words: unknown =
    typeof table === 'object' && table !== null && Object.hasOwn(table, message)
      ? Reflect.get(table, message)
      : undefined;
  return typeof words === 'string' ? words : message;
}

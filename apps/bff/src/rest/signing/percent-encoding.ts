/** Percent-encodes all but `A-Z a-z 0-9 - _ . ~` (RFC 3986 2.3) as UTF-8 with capital hex digits, as every signer does. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

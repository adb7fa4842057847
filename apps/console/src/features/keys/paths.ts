/** Addresses of Key Management. */

export const KEYS_PATH = '/keys';

export const keyTabNames = [
  'tool',
  'details',
  'tags',
  'rotation',
  'grants',
  'versions',
  'public-key',
  'usage',
] as const;
export type KeyTabName = (typeof keyTabNames)[number];

export function keyListPath(): string {
  return KEYS_PATH;
}

/** Details of a key; without a tab the one that suits the key. */
export function keyPath(keyId: string, tab?: KeyTabName): string {
  const base = `${KEYS_PATH}/${encodeURIComponent(keyId)}`;
  return tab ? `${base}/${tab}` : base;
}

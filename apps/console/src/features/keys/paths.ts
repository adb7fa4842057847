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

/** Steps of Import Key, in their order. */
export const importStepNames = ['create', 'download', 'material', 'token'] as const;
export type ImportStepName = (typeof importStepNames)[number];

export const IMPORT_PATH = `${KEYS_PATH}/import`;

/** A step of Import Key for a key that is there; without one, the step that creates it. */
export function importPath(keyId?: string, step: Exclude<ImportStepName, 'create'> = 'download'): string {
  return keyId === undefined ? IMPORT_PATH : `${IMPORT_PATH}/${encodeURIComponent(keyId)}/${step}`;
}

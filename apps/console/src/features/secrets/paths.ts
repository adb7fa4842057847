/** Addresses of Secret Management. */

export const SECRETS_PATH = '/secrets';

export const secretTabNames = ['overview', 'versions', 'rotation', 'tags', 'events'] as const;
export type SecretTabName = (typeof secretTabNames)[number];

export function secretPath(secretName: string, tab?: SecretTabName): string {
  const base = `${SECRETS_PATH}/${encodeURIComponent(secretName)}`;
  return tab ? `${base}/${tab}` : base;
}

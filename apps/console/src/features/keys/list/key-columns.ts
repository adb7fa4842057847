import type { TablePreferences } from '../../../shared/preferences/table-preferences.ts';

/** Columns of the key list by the names that they are sorted by, in their order [G 2.1.4.1]. */
export const keyColumnNames = [
  'alias',
  'state',
  'algorithm',
  'expires',
  'origin',
  'enterpriseProject',
  'created',
] as const;
export type KeyColumnName = (typeof keyColumnNames)[number];

/** The alias leads to the key and cannot be hidden. */
export const hideableColumns: readonly KeyColumnName[] = keyColumnNames.filter((name) => name !== 'alias');

export const initialTablePreferences: TablePreferences = {
  hiddenColumns: ['enterpriseProject'],
  density: 'comfortable',
};

import { secretSortNames } from '@dewpoint/contract/browser';
import type { TablePreferences } from '../../../shared/preferences/table-preferences.ts';

/** Columns of the list by the names that they are sorted by, in their order [G 2.2.2.1]. */
export const secretColumnNames = secretSortNames;
export type SecretColumnName = (typeof secretColumnNames)[number];

export const initialTablePreferences: TablePreferences = { hiddenColumns: [], density: 'comfortable' };

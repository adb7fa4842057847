import { useState } from 'react';
import { readPreference, writePreference } from './preferences.ts';

export interface TablePreferences {
  readonly hiddenColumns: readonly string[];
  readonly density: 'comfortable' | 'dense';
}

/** Column choice and density of one table, remembered per user in this browser. */
export function useTablePreferences(userId: string, table: string, initial: TablePreferences) {
  const name = `table.${userId}.${table}` as const;
  const [preferences, setPreferences] = useState(() => parsed(readPreference(name)) ?? initial);
  function change(next: TablePreferences): void {
    writePreference(name, JSON.stringify(next));
    setPreferences(next);
  }
  return [preferences, change] as const;
}

/** Undefined for anything but what was written here: the storage belongs to the user. */
function parsed(text: string | null): TablePreferences | undefined {
  if (text === null) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('hiddenColumns' in value && 'density' in value && Array.isArray(value.hiddenColumns)))
    return undefined;
  return {
    hiddenColumns: value.hiddenColumns.filter((name) => typeof name === 'string'),
    density: value.density === 'dense' ? 'dense' : 'comfortable',
  };
}

import { useState } from 'react';
import { z } from 'zod';
import { readPreference, writePreference } from './preferences.ts';

const tablePreferences = z.object({
  hiddenColumns: z.array(z.string().max(64)).max(50),
  density: z.enum(['comfortable', 'dense']),
});
export type TablePreferences = z.output<typeof tablePreferences>;

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

function parsed(text: string | null): TablePreferences | undefined {
  if (text === null) return undefined;
  try {
    return tablePreferences.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

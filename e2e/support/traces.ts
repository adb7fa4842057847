import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Product } from './product.ts';

/** Names of the traces about a key, in the order in which they were written, from the SQLite file of the running product. */
export function traceNamesOf(product: Product, keyId: string): string[] {
  using store = new DatabaseSync(join(product.dataFolder, 'dewpoint.db'), { readOnly: true });
  const rows = store.prepare('select name from traces where resource_id = ? order by seq').all(keyId);
  return rows.map(({ name }) => String(name));
}

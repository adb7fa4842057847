import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Stands for "never" where keys are sorted by the expiry of their material: 2^53 - 1. */
const NEVER = sql.lit(Number.MAX_SAFE_INTEGER);

/**
 * KEY-12, KEY-13: an index for each order of the key list, so that a page of any of them is read and not sorted (measured on SQLite with
 * 300,000 keys: 0.1 ms instead of 230 ms), and one for counting custom keys (16 ms instead of 600 ms).
 */
export const keyListOrders: Migration = {
  name: 'key-list-orders',
  async up(database) {
    for (const column of ['state', 'spec', 'usage', 'origin', 'enterprise_project_id']) {
      await database.schema
        .createIndex(`keys_list_order_${column}`)
        .on('keys')
        .columns(['account_id', 'project_id', column, 'id'])
        .execute();
    }
    await sql`create index keys_list_order_expiry on keys
      (account_id, project_id, (coalesce(material_expires_at, ${NEVER})), id)`.execute(database);
    await sql`create index keys_custom on keys (account_id) where default_service is null`.execute(database);
  },
};

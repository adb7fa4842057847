import { type Kysely, sql } from 'kysely';
import type { EngineLog } from '../engine.ts';
import { lockForSchemaChange } from './postgres-lock.ts';
import type { Tables } from './tables.ts';

/**
 * Index for searching in aliases (KEY-13). It needs two extensions that ship with PostgreSQL but are not always installed, so it is
 * no migration: every start makes it when it can, and without it the search scans the account's keys.
 */
export async function ensureAliasSearchIndex(database: Kysely<Tables>, log: EngineLog): Promise<void> {
  try {
    await database.transaction().execute(async (transaction) => {
      await lockForSchemaChange(transaction, 'aliasSearchIndex');
      const found = await sql<{
        oid: string | null;
      }>`select to_regclass('keys_alias_search')::text as oid`.execute(transaction);
      if (found.rows[0]?.oid) return;
      await sql`create extension if not exists pg_trgm`.execute(transaction);
      await sql`create extension if not exists btree_gin`.execute(transaction);
      await sql`create index keys_alias_search on keys using gin (account_id, alias gin_trgm_ops)`.execute(
        transaction,
      );
    });
  } catch (error) {
    log.warn(
      'PostgreSQL extensions pg_trgm and btree_gin cannot be created: searching in aliases scans the keys of an account. ' +
        'Install the contrib package, or create the extensions as a superuser.',
      { error },
    );
  }
}

import { sql } from 'kysely';
import type { Store, Transaction } from './store.ts';

/** What nodes that start together must do one after another; keys of PostgreSQL advisory locks ("dewp" in ASCII and the next). */
const locks = { migration: 0x64657770, aliasSearchIndex: 0x64657771, bootstrap: 0x64657772 } as const;

/** Holds a lock until the transaction ends. Changes of the schema may take long, so waiting and working have no time limit here. */
export async function lockForSchemaChange(transaction: Transaction, lock: keyof typeof locks): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(transaction);
  await sql`select pg_advisory_xact_lock(${locks[lock]})`.execute(transaction);
}

/** Makes nodes that start together write the first rows one after another. On SQLite there is one node, whose transactions wait anyway. */
export async function lockForBootstrap(transaction: Transaction, dialect: Store['dialect']): Promise<void> {
  if (dialect === 'sqlite') return;
  await sql`select pg_advisory_xact_lock(${locks.bootstrap})`.execute(transaction);
}

import type { Kysely, Transaction as KyselyTransaction, Selectable } from 'kysely';
import type { Tables, TracesTable } from './tables.ts';

export type Transaction = KyselyTransaction<Tables>;
export type TraceRow = Omit<Selectable<TracesTable>, 'seq'>;

/** A trace with the number under which the store keeps it. */
export interface SequencedTrace extends TraceRow {
  readonly seq: number;
}

/** Something that other nodes (and caches on this one) must hear of within a second. */
export type Change =
  | { readonly kind: 'key'; readonly id: string }
  /** `address` as `secretAddress` makes it. */
  | { readonly kind: 'secret'; readonly address: string }
  | { readonly kind: 'identity'; readonly accountId: string }
  | { readonly kind: 'session'; readonly idHash: string }
  | { readonly kind: 'token'; readonly tokenHash: string }
  | { readonly kind: 'everything' };

/**
 * The store port: two dialects (SQLite through node:sqlite, PostgreSQL through pg), one behaviour, one suite.
 * A transaction is serialisable in effect: on SQLite there is one writer, on PostgreSQL rows are locked by the repositories.
 */
export interface Store {
  readonly dialect: 'sqlite' | 'postgres';
  /** Reads outside of a transaction; never waits for a writer on SQLite (its own connection on a WAL snapshot). */
  readonly read: Kysely<Tables>;
  /** All or nothing; durable when it resolves. Changes announced inside are published after the commit. */
  transaction<T>(
    work: (transaction: Transaction, announce: (change: Change) => void) => Promise<T>,
  ): Promise<T>;
  /**
   * Appends rows in one durable batch, in order. Rejects when they are not durable.
   * @returns `seq` of the first row where the others have the numbers after it (SQLite); null where nobody can say
   */
  appendTraces(rows: readonly TraceRow[]): Promise<number | null>;
  /** Hears of every change of every node, also of this one; `everything` after a lost connection. Returns how to stop. */
  onChange(listener: (change: Change) => void): () => void;
  /** A cheap round trip. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

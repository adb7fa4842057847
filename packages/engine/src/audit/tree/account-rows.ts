import { type RawBuilder, sql } from 'kysely';
import type { SequencedTrace, Store } from '../../store/store.ts';
import { traceColumns } from '../../store/trace-columns.ts';

/**
 * The column to compare with where rows are named by `seq`: without statistics SQLite would rather walk through all traces of the
 * account by their index, which the sign forbids (SQLite query planner, section 5).
 */
export function accountBeside(dialect: Store['dialect']): RawBuilder<string> {
  return dialect === 'sqlite' ? sql<string>`+account_id` : sql<string>`account_id`;
}

/** Traces of an account by their `seq`; those that are not there are not in the map. */
export async function tracesBySeq(
  store: Store,
  accountId: string,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, SequencedTrace>> {
  if (numbers.length === 0) return new Map();
  const rows = await store.read
    .selectFrom('traces')
    .select(['seq', ...traceColumns])
    .where('seq', 'in', numbers)
    .where(accountBeside(store.dialect), '=', accountId)
    .execute();
  return new Map(rows.map((row) => [row.seq, row]));
}

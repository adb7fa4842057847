import type { Kysely } from 'kysely';
import type { SequencedTrace, TraceRow } from './store.ts';
import type { Tables } from './tables.ts';

/** Columns of a trace row in the order in which both databases are given them. */
export const traceColumns = [
  'id',
  'account_id',
  'project_id',
  'time',
  'name',
  'service_type',
  'resource_type',
  'resource_id',
  'resource_name',
  'user_id',
  'user_name',
  'rating',
  'code',
  'source_ip',
  'request_id',
  'body',
] as const satisfies readonly (keyof TraceRow)[];

/** Stored traces with this `seq` or a greater one, at most `limit`, in the order of their numbers. */
export function readTracesFrom(read: Kysely<Tables>, seq: number, limit: number): Promise<SequencedTrace[]> {
  return read
    .selectFrom('traces')
    .select(['seq', ...traceColumns])
    .where('seq', '>=', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

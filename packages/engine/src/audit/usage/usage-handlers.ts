import type { OperationInput, OperationOutput } from '@dewpoint/contract';
import { sql } from 'kysely';
import { countCustomKeys } from '../../kms/key-repository.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { Store } from '../../store/store.ts';
import { csv } from '../traces/csv.ts';
import { unpackEntries } from '../tree/leaf-table.ts';

type UsageOperations = 'cts.listUsage' | 'cts.exportUsage' | 'cts.operationsPerHour';

const HOUR_IN_MS = 3_600_000;
const DAY_IN_MS = 24 * HOUR_IN_MS;
/** Days of a list for which no range is given. */
const DEFAULT_DAYS = 31;

/** What was used, by day and by hour (OPS-04). */
export function usageHandlers(store: Store): HandlersOf<UsageOperations> {
  return {
    'cts.listUsage': {
      kind: 'direct',
      run: ({ context, input, now }) => listUsage(store, context.account.id, input, now),
    },
    'cts.exportUsage': {
      kind: 'direct',
      async run({ context, input, now }) {
        const { from, to, days } = await listUsage(store, context.account.id, input, now);
        const rows = days.map(({ day, apiRequests, keys, secrets }) => [day, apiRequests, keys, secrets]);
        return {
          fileName: `usage-${from}-${to}.csv`,
          mediaType: 'text/csv; charset=utf-8',
          content: csv(['day_utc', 'api_requests', 'keys', 'secrets'], rows),
        };
      },
    },
    'cts.operationsPerHour': {
      kind: 'direct',
      run: async ({ context, input, now }) => ({
        hours: await operationsPerHour(store, context.account.id, input.hours, now),
      }),
    },
  };
}

async function listUsage(
  store: Store,
  accountId: string,
  range: OperationInput<'cts.listUsage'>,
  now: number,
): Promise<OperationOutput<'cts.listUsage'>> {
  const to = range.to ?? dayOf(now);
  const from = range.from ?? dayOf(Date.parse(to) - (DEFAULT_DAYS - 1) * DAY_IN_MS);
  const rows = await store.read
    .selectFrom('usage_days')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute();
  const days = rows.map(({ day, api_requests, keys, secrets }) => ({
    day,
    apiRequests: Number(api_requests),
    keys: Number(keys),
    secrets: Number(secrets),
  }));
  const today = dayOf(now);
  if (today < from || today > to) return { from, to, days };
  const before = days.filter(({ day }) => day !== today);
  const known = days.find(({ day }) => day === today) ?? { apiRequests: 0, keys: 0, secrets: 0 };
  const current = await countOf(store, accountId);
  const keys = Math.max(known.keys, current.keys);
  const secrets = Math.max(known.secrets, current.secrets);
  if (known.apiRequests + keys + secrets === 0) return { from, to, days: before };
  return { from, to, days: [...before, { day: today, apiRequests: known.apiRequests, keys, secrets }] };
}

/** What the account has now: of today the hourly job may not know it yet. */
async function countOf(store: Store, accountId: string): Promise<{ keys: number; secrets: number }> {
  const keys = await countCustomKeys(store.read, accountId);
  const row = await store.read
    .selectFrom('secrets')
    .select(sql<number>`count(*)`.as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return { keys, secrets: Number(row.count) };
}

/** Counts leaves of the tree by their time: whole tiles within one hour are not unpacked. */
async function operationsPerHour(
  store: Store,
  accountId: string,
  hours: number,
  now: number,
): Promise<OperationOutput<'cts.operationsPerHour'>['hours']> {
  const last = Math.floor(now / HOUR_IN_MS);
  const counts = Array.from({ length: hours }, (_, at) => ({
    start: (last - hours + 1 + at) * HOUR_IN_MS,
    operations: 0,
  }));
  const add = (time: number, operations: number) => {
    const hour = counts[Math.floor(time / HOUR_IN_MS) - (last - hours + 1)];
    if (hour) hour.operations += operations;
  };
  const tiles = await store.read
    .selectFrom('trace_leaves')
    .select(['entries', 'first_time', 'last_time'])
    .where('account_id', '=', accountId)
    .where('last_time', '>=', counts[0]?.start ?? now)
    .execute();
  for (const { entries, first_time, last_time } of tiles) {
    const leaves = unpackEntries(entries);
    if (Math.floor(first_time / HOUR_IN_MS) === Math.floor(last_time / HOUR_IN_MS))
      add(first_time, leaves.length);
    else for (const { time } of leaves) add(time, 1);
  }
  return counts;
}

/** Day in UTC. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

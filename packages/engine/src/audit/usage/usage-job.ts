import { sql } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { JobDefinition, JobScheduler } from '../../jobs/job.ts';
import type { Store } from '../../store/store.ts';
import { dayOf } from './usage-handlers.ts';

const KIND = 'cts.meter-usage';
const SUBJECT = 'instance';
const INTERVAL_IN_MS = 3_600_000;

/** Writes down every hour how many keys and secrets each account has; of a day the most is kept (OPS-04). */
export function createUsageJob(deps: { readonly store: Store; readonly clock: Clock }): {
  readonly job: JobDefinition;
  plan(scheduler: JobScheduler): Promise<void>;
} {
  const { store, clock } = deps;
  return {
    job: {
      kind: KIND,
      principalName: 'usage-metering',
      async run() {
        await meterUsage(store, clock.now());
        return { kind: 'again', dueAt: clock.now() + INTERVAL_IN_MS };
      },
    },
    plan: (scheduler) =>
      store.transaction((transaction) =>
        scheduler.plan(transaction, { kind: KIND, subject: SUBJECT, accountId: null, dueAt: clock.now() }),
      ),
  };
}

/** Default keys cost nothing and are not counted; what is pending deletion is. */
async function meterUsage(store: Store, now: number): Promise<void> {
  const day = dayOf(now);
  const keys = await store.read
    .selectFrom('keys')
    .select(['account_id', sql<number>`count(*)`.as('count')])
    .where('default_service', 'is', null)
    .groupBy('account_id')
    .execute();
  const secrets = await store.read
    .selectFrom('secrets')
    .select(['account_id', sql<number>`count(*)`.as('count')])
    .groupBy('account_id')
    .execute();
  const counts = new Map<string, { keys: number; secrets: number }>();
  for (const { account_id, count } of keys) counts.set(account_id, { keys: Number(count), secrets: 0 });
  for (const { account_id, count } of secrets)
    counts.set(account_id, { keys: counts.get(account_id)?.keys ?? 0, secrets: Number(count) });
  await store.transaction(async (transaction) => {
    for (const [accountId, most] of counts) {
      await transaction
        .insertInto('usage_days')
        .values({ account_id: accountId, day, api_requests: 0, ...most })
        .onConflict((conflict) =>
          conflict.columns(['account_id', 'day']).doUpdateSet({
            keys: sql`case when usage_days.keys > excluded.keys then usage_days.keys else excluded.keys end`,
            secrets: sql`case when usage_days.secrets > excluded.secrets then usage_days.secrets else excluded.secrets end`,
          }),
        )
        .execute();
    }
  });
}

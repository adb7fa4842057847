import type { JobDefinition, JobScheduler } from '../../jobs/job.ts';
import type { NotificationParts } from '../notification-parts.ts';

/** Records of notifications are kept and listed for three months [csms.json ListNotificationRecords]. */
export const RECORD_MEMORY_IN_MS = 90 * 24 * 60 * 60_000;

/** What was published is kept while it may be on its way, and for looking into what went wrong with it. */
const MESSAGE_MEMORY_IN_MS = 2 * 24 * 60 * 60_000;

const KIND = 'notification-pruning';
/** There is one such job in an installation. */
const SUBJECT = 'instance';
const INTERVAL_IN_MS = 60 * 60_000;

/** Removes older records, and messages that are through, with their deliveries. */
export function recordPruningJob({
  store,
  clock,
}: Pick<NotificationParts, 'store' | 'clock'>): JobDefinition {
  return {
    kind: KIND,
    principalName: KIND,
    async run() {
      const now = clock.now();
      await store.transaction(async (transaction) => {
        for (const [kind, memory] of [
          ['event', RECORD_MEMORY_IN_MS],
          ['message', MESSAGE_MEMORY_IN_MS],
        ] as const) {
          await transaction
            .deleteFrom('notification_outbox')
            .where('kind', '=', kind)
            .where('created_at', '<', now - memory)
            .where('dispatched_at', 'is not', null)
            .execute();
        }
      });
      return { kind: 'again', dueAt: now + INTERVAL_IN_MS };
    },
  };
}

/** Plans a run now; later ones follow by themselves. For every start. */
export function planRecordPruning(
  scheduler: JobScheduler,
  { store, clock }: Pick<NotificationParts, 'store' | 'clock'>,
): Promise<void> {
  return store.transaction((transaction) =>
    scheduler.plan(transaction, { kind: KIND, subject: SUBJECT, accountId: null, dueAt: clock.now() }),
  );
}

import type { JobDefinition, JobScheduler } from '../../jobs/job.ts';
import type { NotificationParts } from '../notification-parts.ts';

/** Records of notifications are kept and listed for three months [csms.json ListNotificationRecords]. */
export const RECORD_MEMORY_IN_MS = 90 * 24 * 60 * 60_000;

const KIND = 'notification-pruning';
/** There is one such job in an installation. */
const SUBJECT = 'instance';
const INTERVAL_IN_MS = 60 * 60_000;

/** Removes older records with their deliveries. */
export function recordPruningJob({
  store,
  clock,
}: Pick<NotificationParts, 'store' | 'clock'>): JobDefinition {
  return {
    kind: KIND,
    principalName: KIND,
    async run() {
      const now = clock.now();
      await store.transaction((transaction) =>
        transaction
          .deleteFrom('notification_outbox')
          .where('created_at', '<', now - RECORD_MEMORY_IN_MS)
          .where('dispatched_at', 'is not', null)
          .execute(),
      );
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

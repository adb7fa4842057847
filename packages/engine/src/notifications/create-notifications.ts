import type { EngineOperationId } from '@dewpoint/contract';
import { createSealing } from '../iam/sealing.ts';
import type { JobDefinition, JobScheduler } from '../jobs/job.ts';
import type { HandlersOf } from '../pipeline/handler.ts';
import { deliveryJob } from './delivery/delivery-job.ts';
import { dispatchJob } from './delivery/dispatch-job.ts';
import { publishHandler } from './messages/publish-handler.ts';
import type { NotificationDependencies, NotificationParts } from './notification-parts.ts';
import { type RecordOperations, recordHandlers } from './records/record-handlers.ts';
import { planRecordPruning, recordPruningJob } from './records/record-memory.ts';
import { createSenders } from './senders/create-senders.ts';
import { confirmationHandlers, confirmationJob } from './subscriptions/confirmation.ts';
import { subscriptionHandlers } from './subscriptions/subscription-handlers.ts';
import { topicHandlers } from './topics/topic-handlers.ts';

/** For name, connection and answer of an endpoint together; well below the lease of a delivery. */
const ANSWER_LIMIT_IN_MS = 10_000;

export type NotificationOperationId = Extract<EngineOperationId, `smn.${string}`> | RecordOperations;

export interface Notifications {
  readonly handlers: HandlersOf<NotificationOperationId>;
  readonly jobs: readonly JobDefinition[];
  /** Plans what runs by itself, and gives back what a crashed process was sending. For every start, before the jobs. */
  planJobs(scheduler: JobScheduler): Promise<void>;
  /** Jobs must have ended. */
  close(): void;
}

/** Topics, subscriptions and the delivery of what events have to tell (EVT-02, EVT-03, EVT-04). */
export function createNotifications(dependencies: NotificationDependencies): Notifications {
  const { store, clock, smtp, egress, answerLimitInMs: limitInMs = ANSWER_LIMIT_IN_MS } = dependencies;
  const senders = createSenders({ egress, clock, limitInMs, smtp });
  const parts: NotificationParts = {
    store,
    root: dependencies.root,
    clock,
    audit: dependencies.audit,
    jobs: dependencies.jobs,
    log: dependencies.log,
    region: dependencies.region,
    publicUrl: dependencies.publicUrl,
    sealing: createSealing(dependencies),
    egress,
    senders,
    emailAvailable: smtp !== undefined,
    random: dependencies.random ?? Math.random,
  };
  return {
    handlers: {
      ...topicHandlers(parts),
      ...subscriptionHandlers(parts),
      ...confirmationHandlers(parts),
      ...publishHandler(parts),
      ...recordHandlers(parts),
    },
    jobs: [dispatchJob(parts), deliveryJob(parts), confirmationJob(parts), recordPruningJob(parts)],
    async planJobs(scheduler) {
      // SQLite has one process, so a claim found at its start belongs to one that is gone.
      if (store.dialect === 'sqlite') {
        await store.transaction((transaction) =>
          transaction
            .updateTable('notification_deliveries')
            .set({ lease: null, lease_until: null })
            .where('lease', 'is not', null)
            .execute(),
        );
      }
      await planRecordPruning(scheduler, parts);
    },
    close: () => senders.close(),
  };
}

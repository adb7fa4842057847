import type { JobDefinition, JobScheduler } from '../../jobs/job.ts';
import { productContext } from '../../jobs/product-context.ts';
import type { Transaction } from '../../store/store.ts';
import { goesBy } from '../messages/published-message.ts';
import type { NotificationParts } from '../notification-parts.ts';
import { confirmedSubscriptions } from '../subscriptions/subscription-repository.ts';
import { findTopicByName } from '../topics/topic-repository.ts';
import { topicNameOf } from '../topics/urns.ts';
import { planDelivery } from './delivery-job.ts';
import { insertDelivery, type NotificationRow } from './delivery-repository.ts';
import { DELIVERY_PRINCIPAL, deliveryTrace } from './delivery-trace.ts';

/** Kind of the job; its subject is `outbox/<secret or topic>`: deleting a secret cancels the plans of the secret itself, not what it has to tell. */
const KIND = 'notification-dispatch';
const PREFIX = 'outbox/';

/** Called in the transaction of the change itself, so that a crash after its commit loses nothing (EVT-03). */
export function planDispatch(
  jobs: JobScheduler,
  transaction: Transaction,
  thing: { readonly id: string; readonly accountId: string },
  now: number,
): Promise<void> {
  const { id, accountId } = thing;
  return jobs.plan(transaction, { kind: KIND, subject: `${PREFIX}${id}`, accountId, dueAt: now });
}

/**
 * Turns the outbox of a secret, or of a topic that was published to, into deliveries, one for each confirmed subscription of the topic, in the order of the changes. All in
 * one transaction, so that every row is turned once, however often the job runs.
 */
export function dispatchJob(parts: NotificationParts): JobDefinition {
  const { store, clock } = parts;
  return {
    kind: KIND,
    principalName: DELIVERY_PRINCIPAL,
    async run({ subject }) {
      await store.transaction(async (transaction) => {
        const rows = await transaction
          .selectFrom('notification_outbox')
          .selectAll()
          .where('secret_id', '=', subject.slice(PREFIX.length))
          .where('dispatched_at', 'is', null)
          .orderBy('seq')
          .forUpdate()
          .execute();
        for (const row of rows) await dispatch(parts, transaction, row, clock.now());
      });
      return { kind: 'done' };
    },
  };
}

async function dispatch(
  parts: NotificationParts,
  transaction: Transaction,
  row: NotificationRow,
  now: number,
): Promise<void> {
  const subscriptions = await receiversOf(parts, transaction, row);
  for (const subscription of subscriptions) {
    await insertDelivery(transaction, row, subscription, now);
    await planDelivery(parts.jobs, transaction, { subscriptionId: subscription.id, ...row }, now);
  }
  const nobody = subscriptions.length === 0;
  await transaction
    .updateTable('notification_outbox')
    .set({ dispatched_at: now, state: nobody ? 'invalid' : 'waiting' })
    .where('id', '=', row.id)
    .execute();
  if (!nobody) return;
  const context = await productContext(
    transaction,
    { accountId: row.account_id, projectId: row.project_id },
    DELIVERY_PRINCIPAL,
  );
  const problem = 'The topic does not exist or has no confirmed subscription.';
  await parts.audit.appendWithin(transaction, context, deliveryTrace(row, { problem, rating: 'warning' }));
}

async function receiversOf({ region }: NotificationParts, transaction: Transaction, row: NotificationRow) {
  const scope = { accountId: row.account_id, projectId: row.project_id };
  const name = topicNameOf({ region, projectId: row.project_id }, row.target_id);
  const topic = name === null ? undefined : await findTopicByName(transaction, scope, name);
  const confirmed = topic === undefined ? [] : await confirmedSubscriptions(transaction, topic.id);
  return confirmed.filter(({ protocol }) => goesBy(row, protocol));
}

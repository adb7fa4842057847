import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type {
  NotificationDeliveriesTable,
  NotificationOutboxTable,
} from '../../store/notification-tables.ts';
import type { Transaction } from '../../store/store.ts';
import type { SubscriptionRow } from '../subscriptions/subscription-repository.ts';
import { GIVE_UP_AFTER_IN_MS } from './retry-plan.ts';

export type DeliveryRow = Selectable<NotificationDeliveriesTable>;
export type NotificationRow = Selectable<NotificationOutboxTable>;

export async function insertDelivery(
  transaction: Transaction,
  notification: NotificationRow,
  subscription: SubscriptionRow,
  now: number,
): Promise<void> {
  await transaction
    .insertInto('notification_deliveries')
    .values({
      id: randomUUID(),
      account_id: notification.account_id,
      project_id: notification.project_id,
      notification_id: notification.id,
      secret_id: notification.secret_id,
      subscription_id: subscription.id,
      protocol: subscription.protocol,
      endpoint: subscription.endpoint,
      state: 'waiting',
      attempts: 0,
      last_attempt_at: null,
      next_attempt_at: now,
      give_up_at: notification.created_at + (notification.lives_for ?? GIVE_UP_AFTER_IN_MS),
      lease: null,
      lease_until: null,
      problem: null,
      created_at: now,
    })
    .execute();
}

/** The next thing that a subscription is to hear of a secret, locked; undefined when it has heard all. */
export function lockNextDelivery(
  transaction: Transaction,
  stream: { readonly subscriptionId: string; readonly secretId: string },
): Promise<DeliveryRow | undefined> {
  return transaction
    .selectFrom('notification_deliveries')
    .selectAll()
    .where('subscription_id', '=', stream.subscriptionId)
    .where('secret_id', '=', stream.secretId)
    .where('state', '=', 'waiting')
    .orderBy('seq')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateDelivery(
  transaction: Transaction,
  id: string,
  values: Partial<Omit<DeliveryRow, 'id' | 'seq'>>,
): Promise<void> {
  await transaction.updateTable('notification_deliveries').set(values).where('id', '=', id).execute();
}

/** Makes state and attempts of a notification those of its deliveries together. */
export async function settleNotification(transaction: Transaction, notificationId: string): Promise<void> {
  // Locked before counting, so that of two deliveries that end at once the later one counts both.
  await transaction
    .selectFrom('notification_outbox')
    .select('id')
    .where('id', '=', notificationId)
    .forUpdate()
    .executeTakeFirst();
  const rows = await transaction
    .selectFrom('notification_deliveries')
    .select(['state', 'attempts'])
    .where('notification_id', '=', notificationId)
    .execute();
  const states = new Set(rows.map((row) => row.state));
  await transaction
    .updateTable('notification_outbox')
    .set({
      state: states.has('waiting') ? 'waiting' : states.has('dead') ? 'failed' : 'delivered',
      attempts: rows.reduce((sum, row) => sum + row.attempts, 0),
    })
    .where('id', '=', notificationId)
    .execute();
}

/** Ends what is still on its way to subscriptions that go away. */
export async function giveUpDeliveries(
  transaction: Transaction,
  subscriptionIds: readonly string[],
  problem: string,
): Promise<void> {
  if (subscriptionIds.length === 0) return;
  const waiting = await transaction
    .selectFrom('notification_deliveries')
    .select(['id', 'notification_id'])
    .where('subscription_id', 'in', subscriptionIds)
    .where('state', '=', 'waiting')
    .orderBy('seq')
    .forUpdate()
    .execute();
  for (const { id } of waiting) {
    await updateDelivery(transaction, id, { state: 'dead', problem, lease: null, lease_until: null });
  }
  for (const id of new Set(waiting.map((row) => row.notification_id))) {
    await settleNotification(transaction, id);
  }
}

import { randomUUID } from 'node:crypto';
import type { JobDefinition, JobResult, JobScheduler } from '../../jobs/job.ts';
import { productContext } from '../../jobs/product-context.ts';
import type { Transaction } from '../../store/store.ts';
import { publishedEmailOf, publishedEventOf } from '../messages/published-message.ts';
import type { NotificationParts } from '../notification-parts.ts';
import type { Attempt } from '../senders/sender.ts';
import type { SubscriptionRow } from '../subscriptions/subscription-repository.ts';
import { openSubscriptionSecret } from '../subscriptions/subscription-secrets.ts';
import {
  type DeliveryRow,
  giveUpDeliveries,
  lockNextDelivery,
  type NotificationRow,
  settleNotification,
  updateDelivery,
} from './delivery-repository.ts';
import { DELIVERY_PRINCIPAL, deliveryTrace } from './delivery-trace.ts';
import { cloudEventOf, emailOf } from './message.ts';
import { retryDelayInMs } from './retry-plan.ts';

/** Kind of the job; its subject is `<subscription>/<secret>`: what one endpoint hears of one secret, in order (EVT-03). */
const KIND = 'notification-delivery';
/** Longer than any attempt may take; whoever claimed a delivery and died gives it back by this. */
const LEASE_IN_MS = 30_000;
/** Messages that one run sends before others have their turn. */
const MOST_PER_RUN = 20;
/** Attempts at the same time on one node, so that endpoints without answer do not hold up other jobs. */
const MOST_SENDING = 4;
/** Of these, to one subscription: many secrets behind one endpoint that never answers leave room for all others. */
const MOST_TO_ONE = 2;
const TURN_IN_MS = 500;

export function planDelivery(
  jobs: JobScheduler,
  transaction: Transaction,
  stream: { readonly subscriptionId: string; readonly secret_id: string; readonly account_id: string },
  dueAt: number,
): Promise<void> {
  const subject = `${stream.subscriptionId}/${stream.secret_id}`;
  return jobs.plan(transaction, { kind: KIND, subject, accountId: stream.account_id, dueAt });
}

interface Claimed {
  readonly delivery: DeliveryRow;
  readonly notification: NotificationRow;
  readonly subscription: SubscriptionRow;
  readonly senderName: string;
  readonly lease: string;
}

/**
 * Delivers what waits in one stream. The rows say what is to be sent, when and by whom; the job only wakes up for them, so it may be
 * planned anew at any time. At least once: an attempt counts as made only when its outcome is stored.
 */
export function deliveryJob(parts: NotificationParts): JobDefinition {
  const { clock } = parts;
  /** Subscriptions that are being sent to, as often as that. */
  const sending: string[] = [];
  return {
    kind: KIND,
    principalName: DELIVERY_PRINCIPAL,
    async run({ subject }) {
      const [subscriptionId = '', secretId = ''] = subject.split('/');
      const toThis = sending.filter((id) => id === subscriptionId).length;
      if (sending.length >= MOST_SENDING || toThis >= MOST_TO_ONE) {
        return { kind: 'again', dueAt: clock.now() + TURN_IN_MS };
      }
      sending.push(subscriptionId);
      try {
        for (let sent = 0; sent < MOST_PER_RUN; sent += 1) {
          const claimed = await claim(parts, { subscriptionId, secretId });
          if ('kind' in claimed) return claimed;
          await record(parts, claimed, await attempt(parts, claimed));
        }
        return { kind: 'again', dueAt: clock.now() };
      } finally {
        sending.splice(sending.indexOf(subscriptionId), 1);
      }
    },
  };
}

function claim(
  { store, clock }: NotificationParts,
  stream: { readonly subscriptionId: string; readonly secretId: string },
): Promise<Claimed | JobResult> {
  return store.transaction(async (transaction) => {
    const delivery = await lockNextDelivery(transaction, stream);
    if (delivery === undefined) return { kind: 'done' };
    const now = clock.now();
    const dueAt = Math.max(delivery.next_attempt_at, delivery.lease_until ?? 0);
    if (dueAt > now) return { kind: 'again', dueAt };
    const notification = await transaction
      .selectFrom('notification_outbox')
      .selectAll()
      .where('id', '=', delivery.notification_id)
      .executeTakeFirstOrThrow();
    const subscription = await transaction
      .selectFrom('topic_subscriptions')
      .selectAll()
      .where('id', '=', stream.subscriptionId)
      .executeTakeFirst();
    if (subscription === undefined) {
      // It was deleted while the notification was being dispatched to it.
      await giveUpDeliveries(transaction, [stream.subscriptionId], 'The subscription was deleted.');
      return { kind: 'done' };
    }
    const topic = await transaction
      .selectFrom('topics')
      .select('display_name')
      .where('id', '=', subscription.topic_id)
      .executeTakeFirstOrThrow();
    const lease = randomUUID();
    await updateDelivery(transaction, delivery.id, { lease, lease_until: now + LEASE_IN_MS });
    return { delivery, notification, subscription, senderName: topic.display_name, lease };
  });
}

async function attempt(parts: NotificationParts, claimed: Claimed): Promise<Attempt> {
  const { notification, subscription, senderName } = claimed;
  const messageId = notification.id;
  const published = notification.kind === 'message';
  if (subscription.protocol === 'email') {
    const to = subscription.endpoint;
    const email = published ? publishedEmailOf(notification) : emailOf(notification);
    return parts.senders.email({ to, senderName, messageId, ...email });
  }
  const { sealed_sign_secret: sealed } = subscription;
  if (sealed === null) throw new TypeError(`subscription ${subscription.id} has no secret to sign with`);
  return parts.senders.webhook({
    url: subscription.endpoint,
    messageId,
    body: published
      ? publishedEventOf(notification, subscription.protocol, parts.publicUrl)
      : cloudEventOf(notification, parts.publicUrl),
    signSecret: await openSubscriptionSecret(parts.sealing, subscription.id, 'sign-secret', sealed),
  });
}

/** Stores the outcome with its trace; whoever lost the claim in the meantime stores nothing. */
function record(parts: NotificationParts, claimed: Claimed, outcome: Attempt): Promise<void> {
  const { store, clock, audit } = parts;
  return store.transaction(async (transaction) => {
    const delivery = await transaction
      .selectFrom('notification_deliveries')
      .selectAll()
      .where('id', '=', claimed.delivery.id)
      .where('lease', '=', claimed.lease)
      .forUpdate()
      .executeTakeFirst();
    if (delivery === undefined) return;
    const now = clock.now();
    const attempts = delivery.attempts + 1;
    const problem = outcome.kind === 'done' ? null : outcome.problem;
    const nextAttemptAt = now + retryDelayInMs(attempts, parts.random());
    const dead = outcome.kind === 'failed' && (outcome.final || nextAttemptAt > delivery.give_up_at);
    await updateDelivery(transaction, delivery.id, {
      state: problem === null ? 'delivered' : dead ? 'dead' : 'waiting',
      attempts,
      last_attempt_at: now,
      next_attempt_at: nextAttemptAt,
      problem,
      lease: null,
      lease_until: null,
    });
    await settleNotification(transaction, delivery.notification_id);
    const scope = { accountId: delivery.account_id, projectId: delivery.project_id };
    await audit.appendWithin(
      transaction,
      await productContext(transaction, scope, DELIVERY_PRINCIPAL),
      deliveryTrace(claimed.notification, {
        problem: dead && problem !== null ? `${problem} It is not tried again.` : problem,
        rating: problem === null ? 'normal' : dead ? 'incident' : 'warning',
        delivery: { protocol: delivery.protocol, endpoint: delivery.endpoint, attempt: attempts },
      }),
    );
  });
}

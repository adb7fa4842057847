import { randomUUID } from 'node:crypto';
import { OperationError } from '@dewpoint/contract';
import { hashOfBearerSecret, newBearerSecret } from '../../iam/identifiers.ts';
import type { JobDefinition, JobScheduler } from '../../jobs/job.ts';
import { productContext } from '../../jobs/product-context.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { Transaction } from '../../store/store.ts';
import { shownEndpoint } from '../delivery/delivery-trace.ts';
import { type ConfirmationRequest, confirmationEmailOf, confirmationEventOf } from '../delivery/message.ts';
import { retryDelayInMs } from '../delivery/retry-plan.ts';
import type { NotificationParts } from '../notification-parts.ts';
import { wireRequestId } from '../request-id.ts';
import type { Attempt } from '../senders/sender.ts';
import type { TopicRow } from '../topics/topic-repository.ts';
import { subscriptionUrnOf, topicUrnOf } from '../topics/urns.ts';
import { echoes } from './echo.ts';
import { type SubscriptionRow, updateSubscription } from './subscription-repository.ts';
import { openSubscriptionSecret, sealSubscriptionSecret } from './subscription-secrets.ts';

/** Kind of the job and name of its principal in traces; its subject is the subscription. */
const KIND = 'subscription-confirmation';
const TRACE = 'requestConfirmation';
const VALID_FOR_IN_MS = 48 * 60 * 60_000;

export type NewConfirmation = Pick<
  SubscriptionRow,
  | 'confirmation_hash'
  | 'sealed_confirmation'
  | 'confirmation_expires_at'
  | 'confirmation_attempts'
  | 'confirmation_sent_at'
  | 'confirmation_problem'
>;

/** A fresh token: the endpoint alone learns it, the store keeps its hash and, until it is sent, its sealed form. */
export async function newConfirmation(
  { sealing }: Pick<NotificationParts, 'sealing'>,
  subscriptionId: string,
  now: number,
): Promise<NewConfirmation> {
  const token = newBearerSecret();
  return {
    confirmation_hash: hashOfBearerSecret(token),
    sealed_confirmation: await sealSubscriptionSecret(sealing, subscriptionId, 'confirmation', token),
    confirmation_expires_at: now + VALID_FOR_IN_MS,
    confirmation_attempts: 0,
    confirmation_sent_at: null,
    confirmation_problem: null,
  };
}

export function planConfirmation(
  jobs: JobScheduler,
  transaction: Transaction,
  subscription: { readonly id: string; readonly accountId: string },
  now: number,
): Promise<void> {
  const { id, accountId } = subscription;
  return jobs.plan(transaction, { kind: KIND, subject: id, accountId, dueAt: now });
}

const confirmed = (now: number) => ({
  confirmed_at: now,
  confirmation_hash: null,
  sealed_confirmation: null,
  confirmation_problem: null,
});

interface Asked {
  readonly subscription: SubscriptionRow;
  readonly topic: Pick<TopicRow, 'name'>;
}

/** Asks an endpoint whether it wants to be subscribed, again and again until it was reached or the token has expired (EVT-02). */
export function confirmationJob(parts: NotificationParts): JobDefinition {
  const { store, clock } = parts;
  return {
    kind: KIND,
    principalName: KIND,
    async run({ subject }) {
      const asked = await waitingFor(parts, subject);
      const sealed = asked?.subscription.sealed_confirmation;
      if (asked === undefined || !sealed) return { kind: 'done' };
      const token = await openSubscriptionSecret(parts.sealing, subject, 'confirmation', sealed);
      const outcome = await ask(parts, asked, token);
      return store.transaction(async (transaction) => {
        const row = await transaction
          .selectFrom('topic_subscriptions')
          .selectAll()
          .where('id', '=', subject)
          .where('confirmation_hash', '=', hashOfBearerSecret(token))
          .forUpdate()
          .executeTakeFirst();
        // Confirmed by its link in the meantime, asked anew, or gone.
        if (row === undefined) return { kind: 'done' };
        const now = clock.now();
        const attempts = row.confirmation_attempts + 1;
        const echoed = outcome.kind === 'done' && echoes(outcome.answer, token);
        const next = now + retryDelayInMs(attempts, parts.random());
        const over = outcome.kind === 'done' || outcome.final || next > row.confirmation_expires_at;
        await updateSubscription(transaction, subject, {
          confirmation_attempts: attempts,
          confirmation_sent_at: now,
          confirmation_problem: outcome.kind === 'done' ? null : outcome.problem,
          ...(over ? { sealed_confirmation: null } : {}),
          ...(echoed ? confirmed(now) : {}),
        });
        await trace(parts, transaction, asked, outcome, { echoed, attempts });
        return over ? { kind: 'done' } : { kind: 'again', dueAt: next };
      });
    },
  };
}

async function waitingFor({ store, clock }: NotificationParts, id: string): Promise<Asked | undefined> {
  const subscription = await store.read
    .selectFrom('topic_subscriptions')
    .selectAll()
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .where('confirmation_expires_at', '>', clock.now())
    .executeTakeFirst();
  if (subscription === undefined) return undefined;
  const topic = await store.read
    .selectFrom('topics')
    .select('name')
    .where('id', '=', subscription.topic_id)
    .executeTakeFirst();
  return topic && { subscription, topic };
}

async function ask(
  parts: NotificationParts,
  { subscription, topic }: Asked,
  token: string,
): Promise<Attempt> {
  const { publicUrl, region, senders, sealing, clock } = parts;
  const topicUrn = topicUrnOf({ region, projectId: subscription.project_id }, topic.name);
  const request: ConfirmationRequest = {
    messageId: randomUUID(),
    token,
    topicUrn,
    topicName: topic.name,
    subscriptionUrn: subscriptionUrnOf(topicUrn, subscription.id),
    expiresAt: subscription.confirmation_expires_at,
    sentAt: clock.now(),
  };
  const { messageId } = request;
  if (subscription.protocol === 'email') {
    const email = confirmationEmailOf(request, publicUrl);
    return senders.email({ to: subscription.endpoint, senderName: '', messageId, ...email });
  }
  const { sealed_sign_secret: sealed } = subscription;
  if (sealed === null) throw new TypeError(`subscription ${subscription.id} has no secret to sign with`);
  return senders.webhook({
    url: subscription.endpoint,
    messageId,
    body: confirmationEventOf(request, publicUrl),
    signSecret: await openSubscriptionSecret(sealing, subscription.id, 'sign-secret', sealed),
  });
}

async function trace(
  { audit, region }: NotificationParts,
  transaction: Transaction,
  { subscription, topic }: Asked,
  outcome: Attempt,
  { echoed, attempts }: { readonly echoed: boolean; readonly attempts: number },
): Promise<void> {
  const scope = { accountId: subscription.account_id, projectId: subscription.project_id };
  const reason =
    outcome.kind === 'failed'
      ? ` Reason: ${outcome.problem}`
      : echoed
        ? ' The endpoint echoed the token: it is confirmed.'
        : '';
  await audit.appendWithin(transaction, await productContext(transaction, scope, KIND), {
    name: TRACE,
    serviceType: 'SMN',
    resourceType: 'topic',
    resourceId: topicUrnOf({ region, projectId: scope.projectId }, topic.name),
    resourceName: topic.name,
    rating: outcome.kind === 'failed' ? 'warning' : 'normal',
    code: outcome.kind === 'failed' ? '500' : '200',
    request: {
      subscription_id: subscription.id,
      protocol: subscription.protocol,
      endpoint: shownEndpoint(subscription),
      attempt: attempts,
    },
    response: { confirmed: echoed },
    message: `${TRACE}.${reason}`,
    readOnly: false,
    operationId: TRACE,
  });
}

/** What the confirmation link does: whoever holds the token was reached at the endpoint. */
export function confirmationHandlers({
  region,
}: Pick<NotificationParts, 'region'>): HandlersOf<'smn.confirmSubscription'> {
  return {
    'smn.confirmSubscription': {
      kind: 'transaction',
      async run(call, transaction) {
        const { context, input, now } = call;
        const row = await transaction
          .selectFrom('topic_subscriptions')
          .innerJoin('topics', 'topics.id', 'topic_subscriptions.topic_id')
          .innerJoin('accounts', 'accounts.id', 'topic_subscriptions.account_id')
          .selectAll('topic_subscriptions')
          .select(['topics.name as topic_name', 'accounts.name as account_name'])
          .where('confirmation_hash', '=', hashOfBearerSecret(input.token))
          .executeTakeFirst();
        if (row === undefined || row.confirmation_expires_at <= now) {
          throw new OperationError('confirmationInvalid');
        }
        const topicUrn = topicUrnOf({ region, projectId: row.project_id }, row.topic_name);
        call.traceCaller({ account: { id: row.account_id, name: row.account_name } });
        call.traceResource({ id: topicUrn, name: row.topic_name });
        // The hash stays, so that opening the link a second time says the same.
        await updateSubscription(transaction, row.id, {
          ...confirmed(row.confirmed_at ?? now),
          confirmation_hash: row.confirmation_hash,
        });
        return {
          requestId: wireRequestId(context),
          subscriptionUrn: subscriptionUrnOf(topicUrn, row.id),
        };
      },
    },
  };
}

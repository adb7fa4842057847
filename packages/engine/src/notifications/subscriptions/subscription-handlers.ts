import { MAX_SUBSCRIPTIONS_PER_TOPIC, OperationError, subscriptionProtocolNames } from '@dewpoint/contract';
import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import { newIdentifier } from '../../iam/identifiers.ts';
import { projectScope } from '../../kms/project-scope.ts';
import type { Call, HandlersOf, PreparedChange } from '../../pipeline/handler.ts';
import type { Tables } from '../../store/tables.ts';
import { giveUpDeliveries } from '../delivery/delivery-repository.ts';
import type { NotificationParts } from '../notification-parts.ts';
import { wireRequestId } from '../request-id.ts';
import { newSignSecret } from '../senders/standard-webhooks.ts';
import { lockTopic, topicOfUrn } from '../topics/topic-repository.ts';
import { subscriptionUrnOf, topicUrnOf } from '../topics/urns.ts';
import { newConfirmation, planConfirmation } from './confirmation.ts';
import { checkEndpoint } from './endpoint-rules.ts';
import {
  lockSubscription,
  type SubscriptionRow,
  subscriptionCounts,
  updateSubscription,
} from './subscription-repository.ts';
import { sealSubscriptionSecret } from './subscription-secrets.ts';

type SubscriptionOperations =
  | 'smn.addSubscription'
  | 'smn.listSubscriptions'
  | 'smn.listTopicSubscriptions'
  | 'smn.viewSubscriptions'
  | 'smn.requestConfirmation'
  | 'smn.cancelSubscription';

const SIGN_SECRET_IN_BYTES = 32;

/** Subscriptions of topics (EVT-02). Permissions look at the action alone. */
export function subscriptionHandlers(parts: NotificationParts): HandlersOf<SubscriptionOperations> {
  const { store, region, jobs } = parts;
  const scopeOf = (context: Parameters<typeof projectScope>[0]) => ({ ...projectScope(context), region });
  return {
    'smn.addSubscription': {
      kind: 'prepared',
      async prepare(call) {
        await topicOfUrn(store.read, scopeOf(call.context), call.input.topicUrn);
        await checkEndpoint(call.input.protocol, call.input.endpoint, parts);
        return addition(parts, call);
      },
    },
    'smn.listSubscriptions': {
      kind: 'direct',
      async run({ context, input }) {
        const { accountId, projectId } = projectScope(context);
        let query = listed(parts)
          .where('topic_subscriptions.account_id', '=', accountId)
          .where('topic_subscriptions.project_id', '=', projectId);
        const { protocol, endpoint, status } = input;
        if (protocol !== undefined)
          query = query.where(sql<SqlBool>`topic_subscriptions.protocol = ${protocol}`);
        if (endpoint !== undefined) query = query.where('topic_subscriptions.endpoint', '=', endpoint);
        if (status !== undefined) query = query.where(hasStatus(status));
        return { requestId: wireRequestId(context), ...(await page(parts, query, input)) };
      },
    },
    'smn.listTopicSubscriptions': {
      kind: 'direct',
      async run(call) {
        const { context, input } = call;
        const topic = await topicOfUrn(store.read, scopeOf(context), input.topicUrn);
        call.traceResource({ id: input.topicUrn, name: topic.name });
        const query = listed(parts).where('topic_subscriptions.topic_id', '=', topic.id);
        return { requestId: wireRequestId(context), ...(await page(parts, query, input)) };
      },
    },
    'smn.viewSubscriptions': {
      kind: 'direct',
      async run(call) {
        const { context, input } = call;
        const topic = await topicOfUrn(store.read, scopeOf(context), input.topicUrn);
        call.traceResource({ id: input.topicUrn, name: topic.name });
        const rows = await store.read
          .selectFrom('topic_subscriptions')
          .selectAll()
          .where('topic_id', '=', topic.id)
          .orderBy('created_at', 'desc')
          .orderBy('id')
          .execute();
        return {
          subscriptions: rows.map((row) => view(input.topicUrn, row)),
          protocols: subscriptionProtocolNames.map((protocol) => ({
            protocol,
            problem:
              protocol === 'email' && !parts.emailAvailable
                ? new OperationError('subscriptionEmailUnavailable').message
                : null,
          })),
        };
      },
    },
    'smn.requestConfirmation': {
      kind: 'prepared',
      async prepare(call) {
        const { context, input, now } = call;
        const id = input.subscriptionUrn.slice(input.subscriptionUrn.lastIndexOf(':') + 1);
        const confirmation = await newConfirmation(parts, id, now);
        return async (transaction) => {
          const found = await lockSubscription(transaction, scopeOf(context), input.subscriptionUrn);
          call.traceResource({ id: urnOfTopic(input.subscriptionUrn), name: found.topic.name });
          if (found.subscription.confirmed_at !== null) throw new OperationError('subscriptionConfirmed');
          await updateSubscription(transaction, id, confirmation);
          const accountId = found.subscription.account_id;
          await planConfirmation(jobs, transaction, { id, accountId }, now);
          return {};
        };
      },
    },
    'smn.cancelSubscription': {
      kind: 'transaction',
      async run(call, transaction) {
        const { context, input } = call;
        const found = await lockSubscription(transaction, scopeOf(context), input.subscriptionUrn);
        call.traceResource({ id: urnOfTopic(input.subscriptionUrn), name: found.topic.name });
        const { id } = found.subscription;
        await giveUpDeliveries(transaction, [id], 'The subscription was deleted.');
        await transaction.deleteFrom('topic_subscriptions').where('id', '=', id).execute();
        return { requestId: wireRequestId(context) };
      },
    },
  };
}

async function addition(
  parts: NotificationParts,
  call: Call<'smn.addSubscription'>,
): Promise<PreparedChange<'smn.addSubscription'>> {
  const { jobs, region, sealing, root } = parts;
  const { context, input, now } = call;
  const id = newIdentifier();
  const given = input.extension?.signSecret || null;
  const made =
    input.protocol === 'email' || given !== null
      ? null
      : newSignSecret(await root.random(SIGN_SECRET_IN_BYTES));
  const secret = input.protocol === 'email' ? null : (given ?? made);
  const sealedSignSecret =
    secret === null ? null : await sealSubscriptionSecret(sealing, id, 'sign-secret', secret);
  const confirmation = await newConfirmation(parts, id, now);
  const scope = { ...projectScope(context), region };

  return async (transaction) => {
    const topic = await lockTopic(transaction, scope, input.topicUrn);
    call.traceResource({ id: input.topicUrn, name: topic.name });
    const there = await transaction
      .selectFrom('topic_subscriptions')
      .select(['id', 'confirmed_at'])
      .where('topic_id', '=', topic.id)
      .where('protocol', '=', input.protocol)
      .where('endpoint', '=', input.endpoint)
      .executeTakeFirst();
    const answer = { requestId: wireRequestId(context) };
    if (there !== undefined) {
      // What is sealed is bound to the row it was made for, so the old one is asked again with what it has.
      if (there.confirmed_at === null) {
        await updateSubscription(transaction, there.id, await newConfirmation(parts, there.id, now));
        await planConfirmation(jobs, transaction, { id: there.id, accountId: scope.accountId }, now);
      }
      return { ...answer, subscriptionUrn: subscriptionUrnOf(input.topicUrn, there.id) };
    }
    const counts = await subscriptionCounts(transaction, [topic.id]);
    if ((counts.get(topic.id)?.total ?? 0) >= MAX_SUBSCRIPTIONS_PER_TOPIC) {
      throw new OperationError('subscriptionQuotaExceeded');
    }
    await transaction
      .insertInto('topic_subscriptions')
      .values({
        id,
        topic_id: topic.id,
        account_id: scope.accountId,
        project_id: scope.projectId,
        protocol: input.protocol,
        endpoint: input.endpoint,
        remark: input.remark ?? '',
        sealed_sign_secret: sealedSignSecret,
        confirmed_at: null,
        ...confirmation,
        created_at: now,
      })
      .execute();
    await planConfirmation(jobs, transaction, { id, accountId: scope.accountId }, now);
    return {
      ...answer,
      subscriptionUrn: subscriptionUrnOf(input.topicUrn, id),
      ...(made === null ? {} : { extension: { signSecret: made } }),
    };
  };
}

function view(topicUrn: string, row: SubscriptionRow) {
  return {
    subscriptionUrn: subscriptionUrnOf(topicUrn, row.id),
    protocol: row.protocol,
    endpoint: row.endpoint,
    remark: row.remark,
    confirmed: row.confirmed_at !== null,
    createdAt: row.created_at,
    confirmedAt: row.confirmed_at,
    confirmation:
      row.confirmed_at !== null
        ? null
        : {
            attempts: row.confirmation_attempts,
            sentAt: row.confirmation_sent_at,
            expiresAt: row.confirmation_expires_at,
            problem: row.confirmation_problem,
          },
  };
}

const urnOfTopic = (subscriptionUrn: string) => subscriptionUrn.slice(0, subscriptionUrn.lastIndexOf(':'));

type ListedQuery = SelectQueryBuilder<
  Tables & { topics: Tables['topics'] },
  'topic_subscriptions' | 'topics',
  object
>;

function listed({ store }: NotificationParts): ListedQuery {
  return store.read
    .selectFrom('topic_subscriptions')
    .innerJoin('topics', 'topics.id', 'topic_subscriptions.topic_id');
}

/** 0 and 1; no subscription has another status. */
function hasStatus(status: number) {
  if (status === 0) return sql<SqlBool>`topic_subscriptions.confirmed_at is null`;
  if (status === 1) return sql<SqlBool>`topic_subscriptions.confirmed_at is not null`;
  return sql<SqlBool>`1 = 0`;
}

async function page(
  { store, region }: NotificationParts,
  unfiltered: ListedQuery,
  input: { readonly offset: number; readonly limit: number; readonly fuzzyRemark?: string | undefined },
) {
  let query = unfiltered;
  if (input.fuzzyRemark) {
    const literal = `%${input.fuzzyRemark.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const like = sql.raw(store.dialect === 'postgres' ? 'ilike' : 'like');
    query = query.where(sql<SqlBool>`topic_subscriptions.remark ${like} ${literal} escape '\\'`);
  }
  const counted = await query
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .selectAll('topic_subscriptions')
    .select('topics.name as topic_name')
    .orderBy('topic_subscriptions.created_at', 'desc')
    .orderBy('topic_subscriptions.id')
    .offset(input.offset)
    .limit(input.limit)
    .execute();
  return {
    subscriptionCount: Number(counted.count),
    subscriptions: rows.map((row) => {
      const topicUrn = topicUrnOf({ region, projectId: row.project_id }, row.topic_name);
      return {
        topicUrn,
        protocol: row.protocol,
        subscriptionUrn: subscriptionUrnOf(topicUrn, row.id),
        owner: row.project_id,
        endpoint: row.endpoint,
        remark: row.remark,
        status: row.confirmed_at === null ? 0 : 1,
      };
    }),
  };
}

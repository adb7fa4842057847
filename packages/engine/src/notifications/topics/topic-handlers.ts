import { MAX_TOPICS, OperationError } from '@dewpoint/contract';
import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import { requireAssignable } from '../../eps/assignable.ts';
import { newIdentifier } from '../../iam/identifiers.ts';
import { type ProjectScope, projectScope } from '../../kms/project-scope.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import { lockAccount } from '../../store/lock-account.ts';
import type { Store } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import { giveUpDeliveries } from '../delivery/delivery-repository.ts';
import type { NotificationParts } from '../notification-parts.ts';
import { wireRequestId } from '../request-id.ts';
import { subscriptionCounts } from '../subscriptions/subscription-repository.ts';
import {
  countTopics,
  eventNamesByTarget,
  findTopicByName,
  lockTopic,
  type TopicRow,
  topicOfUrn,
} from './topic-repository.ts';
import { topicUrnOf } from './urns.ts';

type TopicOperations =
  | 'smn.createTopic'
  | 'smn.listTopics'
  | 'smn.searchTopics'
  | 'smn.showTopic'
  | 'smn.updateTopic'
  | 'smn.deleteTopic';

/** Topics (EVT-02). Permissions look at the action alone. */
export function topicHandlers(
  parts: Pick<NotificationParts, 'store' | 'region'>,
): HandlersOf<TopicOperations> {
  const { store, region } = parts;
  const scopeOf = (context: Parameters<typeof projectScope>[0]) => ({ ...projectScope(context), region });
  const urnOf = (row: Pick<TopicRow, 'project_id' | 'name'>) =>
    topicUrnOf({ region, projectId: row.project_id }, row.name);
  const answer = (row: TopicRow) => ({
    topicUrn: urnOf(row),
    name: row.name,
    displayName: row.display_name,
    pushPolicy: 0,
    enterpriseProjectId: row.enterprise_project_id,
    topicId: row.id,
    createTime: row.created_at,
    updateTime: row.updated_at,
  });
  return {
    'smn.createTopic': {
      kind: 'transaction',
      async run(call, transaction) {
        const { context, input, now } = call;
        const scope = scopeOf(context);
        await lockAccount(transaction, store.dialect, scope.accountId);
        const there = await findTopicByName(transaction, scope, input.name);
        if (there === undefined && (await countTopics(transaction, scope.accountId)) >= MAX_TOPICS) {
          throw new OperationError('topicQuotaExceeded');
        }
        if (there === undefined) {
          await requireAssignable(transaction, scope.accountId, input.enterpriseProjectId);
        }
        const row: TopicRow = there ?? {
          id: newIdentifier(),
          account_id: scope.accountId,
          project_id: scope.projectId,
          enterprise_project_id: input.enterpriseProjectId,
          name: input.name,
          display_name: input.displayName,
          created_at: now,
          updated_at: now,
        };
        if (there === undefined) await transaction.insertInto('topics').values(row).execute();
        call.traceResource({ id: urnOf(row), name: row.name });
        return { requestId: wireRequestId(context), topicUrn: urnOf(row) };
      },
    },
    'smn.listTopics': {
      kind: 'direct',
      async run({ context, input }) {
        let query = topicsOf(store, projectScope(context));
        const { name, fuzzyName, fuzzyDisplayName, topicId, enterpriseProjectId } = input;
        if (name !== undefined) query = query.where('topics.name', '=', name);
        if (fuzzyName) query = query.where(contains(store, 'topics.name', fuzzyName));
        if (fuzzyDisplayName) {
          query = query.where(contains(store, 'topics.display_name', fuzzyDisplayName));
        }
        if (topicId !== undefined) query = query.where('topics.id', '=', topicId);
        if (enterpriseProjectId !== undefined) {
          query = query.where('topics.enterprise_project_id', '=', enterpriseProjectId);
        }
        const { rows, total } = await page(query, input);
        return { requestId: wireRequestId(context), topicCount: total, topics: rows.map(answer) };
      },
    },
    'smn.searchTopics': {
      kind: 'direct',
      async run({ context, input }) {
        const scope = projectScope(context);
        let query = topicsOf(store, scope);
        const { q } = input;
        if (q) {
          query = query.where((builder) =>
            builder.or([contains(store, 'topics.name', q), contains(store, 'topics.display_name', q)]),
          );
        }
        const { rows, total } = await page(query, input);
        const counts = await subscriptionCounts(
          store.read,
          rows.map(({ id }) => id),
        );
        const events = await eventNamesByTarget(store.read, scope, rows.map(urnOf));
        return {
          total,
          items: rows.map((row) => ({
            topicUrn: urnOf(row),
            name: row.name,
            displayName: row.display_name,
            createdAt: row.created_at,
            subscriptions: counts.get(row.id) ?? { confirmed: 0, total: 0 },
            eventNames: [...(events.get(urnOf(row)) ?? [])],
          })),
        };
      },
    },
    'smn.showTopic': {
      kind: 'direct',
      async run(call) {
        const row = await topicOfUrn(store.read, scopeOf(call.context), call.input.topicUrn);
        call.traceResource({ id: urnOf(row), name: row.name });
        return { requestId: wireRequestId(call.context), ...answer(row) };
      },
    },
    'smn.updateTopic': {
      kind: 'transaction',
      async run(call, transaction) {
        const { context, input, now } = call;
        const row = await lockTopic(transaction, scopeOf(context), input.topicUrn);
        call.traceResource({ id: urnOf(row), name: row.name });
        await transaction
          .updateTable('topics')
          .set({ display_name: input.displayName, updated_at: now })
          .where('id', '=', row.id)
          .execute();
        return { requestId: wireRequestId(context) };
      },
    },
    'smn.deleteTopic': {
      kind: 'transaction',
      async run(call, transaction) {
        const { context, input } = call;
        const scope = scopeOf(context);
        const row = await lockTopic(transaction, scope, input.topicUrn);
        call.traceResource({ id: urnOf(row), name: row.name });
        const events = await eventNamesByTarget(transaction, scope, [urnOf(row)]);
        const names = events.get(urnOf(row)) ?? [];
        if (names.length > 0) {
          throw new OperationError('topicInUse', {
            message: `Events send to the topic: ${names.join(', ')}. Choose another topic in them before you delete it.`,
          });
        }
        const subscriptions = await transaction
          .selectFrom('topic_subscriptions')
          .select('id')
          .where('topic_id', '=', row.id)
          .execute();
        await giveUpDeliveries(
          transaction,
          subscriptions.map(({ id }) => id),
          'The topic was deleted.',
        );
        await transaction.deleteFrom('topics').where('id', '=', row.id).execute();
        return { requestId: wireRequestId(context) };
      },
    },
  };
}

type TopicsQuery = SelectQueryBuilder<Tables, 'topics', object>;

function topicsOf({ read }: Store, { accountId, projectId }: ProjectScope): TopicsQuery {
  return read
    .selectFrom('topics')
    .where('topics.account_id', '=', accountId)
    .where('topics.project_id', '=', projectId);
}

async function page(query: TopicsQuery, { offset, limit }: { offset: number; limit: number }) {
  const counted = await query
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  const rows = await query.selectAll('topics').orderBy('topics.name').offset(offset).limit(limit).execute();
  return { rows, total: Number(counted.count) };
}

function contains({ dialect }: Store, column: string, text: string) {
  const literal = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const like = sql.raw(dialect === 'postgres' ? 'ilike' : 'like');
  return sql<SqlBool>`${sql.ref(column)} ${like} ${literal} escape '\\'`;
}

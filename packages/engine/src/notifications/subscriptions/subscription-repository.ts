import { OperationError } from '@dewpoint/contract';
import type { Kysely, Selectable } from 'kysely';
import type { ProjectScope } from '../../kms/project-scope.ts';
import type { TopicSubscriptionsTable } from '../../store/notification-tables.ts';
import type { Transaction } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import { type TopicRow, topicOfUrn } from '../topics/topic-repository.ts';
import { partsOfSubscriptionUrn } from '../topics/urns.ts';

export type SubscriptionRow = Selectable<TopicSubscriptionsTable>;

export interface SubscriptionCounts {
  readonly confirmed: number;
  readonly total: number;
}

/** Subscriptions of each topic; topics without any are absent. */
export async function subscriptionCounts(
  database: Kysely<Tables>,
  topicIds: readonly string[],
): Promise<ReadonlyMap<string, SubscriptionCounts>> {
  if (topicIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('topic_subscriptions')
    .select((select) => [
      'topic_id',
      select.fn.countAll<number | string>().as('total'),
      select.fn.count<number | string>('confirmed_at').as('confirmed'),
    ])
    .where('topic_id', 'in', topicIds)
    .groupBy('topic_id')
    .execute();
  return new Map(
    rows.map((row) => [row.topic_id, { total: Number(row.total), confirmed: Number(row.confirmed) }]),
  );
}

/** Who receives what a topic has to tell. */
export function confirmedSubscriptions(
  database: Kysely<Tables>,
  topicId: string,
): Promise<SubscriptionRow[]> {
  return database
    .selectFrom('topic_subscriptions')
    .selectAll()
    .where('topic_id', '=', topicId)
    .where('confirmed_at', 'is not', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/**
 * A subscription and its topic, the subscription locked until the transaction ends.
 * @throws OperationError `subscriptionNotFound`
 */
export async function lockSubscription(
  transaction: Transaction,
  scope: ProjectScope & { readonly region: string },
  urn: string,
): Promise<{ readonly subscription: SubscriptionRow; readonly topic: TopicRow }> {
  const { topicUrn, id } = partsOfSubscriptionUrn(urn);
  const topic = await topicOfUrn(transaction, scope, topicUrn).catch((error: unknown) => {
    if (error instanceof OperationError) throw new OperationError('subscriptionNotFound');
    throw error;
  });
  const subscription = await transaction
    .selectFrom('topic_subscriptions')
    .selectAll()
    .where('id', '=', id)
    .where('topic_id', '=', topic.id)
    .forUpdate()
    .executeTakeFirst();
  if (subscription === undefined) throw new OperationError('subscriptionNotFound');
  return { subscription, topic };
}

export async function updateSubscription(
  transaction: Transaction,
  id: string,
  values: Partial<Omit<SubscriptionRow, 'id'>>,
): Promise<void> {
  await transaction.updateTable('topic_subscriptions').set(values).where('id', '=', id).execute();
}

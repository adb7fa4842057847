import { OperationError } from '@dewpoint/contract';
import type { Kysely, Selectable } from 'kysely';
import type { ProjectScope } from '../../kms/project-scope.ts';
import type { TopicsTable } from '../../store/notification-tables.ts';
import type { Transaction } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import { topicNameOf } from './urns.ts';

export type TopicRow = Selectable<TopicsTable>;

export function findTopicByName(
  database: Kysely<Tables>,
  scope: ProjectScope,
  name: string,
): Promise<TopicRow | undefined> {
  return topicQuery(database, scope, name).executeTakeFirst();
}

/** @throws OperationError `topicNotFound` */
export async function topicOfUrn(
  database: Kysely<Tables>,
  scope: ProjectScope & { readonly region: string },
  urn: string,
): Promise<TopicRow> {
  const name = topicNameOf(scope, urn);
  const row = name === null ? undefined : await findTopicByName(database, scope, name);
  if (row === undefined) throw new OperationError('topicNotFound');
  return row;
}

/**
 * The same, locked until the transaction ends: nothing is subscribed to what is being deleted.
 * @throws OperationError `topicNotFound`
 */
export async function lockTopic(
  transaction: Transaction,
  scope: ProjectScope & { readonly region: string },
  urn: string,
): Promise<TopicRow> {
  const name = topicNameOf(scope, urn);
  const row =
    name === null ? undefined : await topicQuery(transaction, scope, name).forUpdate().executeTakeFirst();
  if (row === undefined) throw new OperationError('topicNotFound');
  return row;
}

function topicQuery(database: Kysely<Tables>, { accountId, projectId }: ProjectScope, name: string) {
  return database
    .selectFrom('topics')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('project_id', '=', projectId)
    .where('name', '=', name);
}

export async function countTopics(database: Kysely<Tables>, accountId: string): Promise<number> {
  const row = await database
    .selectFrom('topics')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Names of the events of a project that send to each of these topics. */
export async function eventNamesByTarget(
  database: Kysely<Tables>,
  { accountId, projectId }: ProjectScope,
  urns: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  if (urns.length === 0) return found;
  const rows = await database
    .selectFrom('secret_events')
    .select(['target_id', 'name'])
    .where('account_id', '=', accountId)
    .where('project_id', '=', projectId)
    .where('target_id', 'in', urns)
    .orderBy('name')
    .execute();
  for (const { target_id, name } of rows) found.set(target_id, [...(found.get(target_id) ?? []), name]);
  return found;
}

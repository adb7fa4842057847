import { MAX_TAGS, OperationError } from '@dewpoint/contract';
import type { Kysely } from 'kysely';
import type { Transaction } from '../store/store.ts';
import type { ResourceTagsTable, Tables } from '../store/tables.ts';

/** Tags of all kinds of things (TAG-01): one table, one set of rules. */

export interface Tag {
  readonly key: string;
  /** May be empty. */
  readonly value: string;
}

export type TaggedType = ResourceTagsTable['resource_type'];

export interface TaggedResource {
  readonly accountId: string;
  readonly projectId: string;
  readonly type: TaggedType;
  readonly id: string;
}

/** Distinct pairs of key and value that one list of all tags answers. */
const MAX_LISTED_PAIRS = 10_000;

/** Tags of each of these things, in the order of their keys; things without tags are absent. */
export async function tagsOfResources(
  database: Kysely<Tables>,
  accountId: string,
  type: TaggedType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Tag[]>> {
  const found = new Map<string, Tag[]>();
  if (ids.length === 0) return found;
  const rows = await database
    .selectFrom('resource_tags')
    .select(['resource_id', 'tag_key', 'tag_value'])
    .where('account_id', '=', accountId)
    .where('resource_type', '=', type)
    .where('resource_id', 'in', ids)
    .orderBy('tag_key')
    .execute();
  for (const { resource_id, tag_key, tag_value } of rows) {
    const tags = found.get(resource_id) ?? [];
    tags.push({ key: tag_key, value: tag_value });
    found.set(resource_id, tags);
  }
  return found;
}

/** Tags as policies read them. */
export function tagRecord(tags: readonly Tag[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}

/**
 * Adds tags; a tag whose key is there gets the new value, and of a key that is named twice the later value counts. The caller holds the
 * lock of the thing.
 * @throws OperationError `tagLimitReached` when it would have more than 20
 */
export async function addTags(
  transaction: Transaction,
  resource: TaggedResource,
  wanted: readonly Tag[],
): Promise<void> {
  const written = new Map(wanted.map(({ key, value }) => [key, value]));
  if (written.size === 0) return;
  const present = await tagsOfResources(transaction, resource.accountId, resource.type, [resource.id]);
  const after = new Set([...(present.get(resource.id) ?? []).map(({ key }) => key), ...written.keys()]);
  if (after.size > MAX_TAGS) throw new OperationError('tagLimitReached');
  await transaction
    .insertInto('resource_tags')
    .values(
      [...written].map(([key, value]) => ({
        account_id: resource.accountId,
        project_id: resource.projectId,
        resource_type: resource.type,
        resource_id: resource.id,
        tag_key: key,
        tag_value: value,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['resource_type', 'resource_id', 'tag_key'])
        .doUpdateSet((e) => ({ tag_value: e.ref('excluded.tag_value') })),
    )
    .execute();
}

/** Removes tags by their keys, all of them without `keys`; answers how many were there. */
export async function removeTags(
  transaction: Transaction,
  resource: TaggedResource,
  keys?: readonly string[],
): Promise<number> {
  let query = transaction
    .deleteFrom('resource_tags')
    .where('account_id', '=', resource.accountId)
    .where('resource_type', '=', resource.type)
    .where('resource_id', '=', resource.id);
  if (keys !== undefined) query = query.where('tag_key', 'in', keys);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

/** Keys of tags in a project, each with the values in use, in order. */
export async function tagsOfProject(
  database: Kysely<Tables>,
  scope: { readonly accountId: string; readonly projectId: string },
  type: TaggedType,
): Promise<{ key: string; values: string[] }[]> {
  const rows = await database
    .selectFrom('resource_tags')
    .select(['tag_key', 'tag_value'])
    .distinct()
    .where('account_id', '=', scope.accountId)
    .where('project_id', '=', scope.projectId)
    .where('resource_type', '=', type)
    .orderBy('tag_key')
    .orderBy('tag_value')
    .limit(MAX_LISTED_PAIRS)
    .execute();
  const found = new Map<string, string[]>();
  for (const { tag_key, tag_value } of rows) {
    const values = found.get(tag_key);
    if (values === undefined) found.set(tag_key, [tag_value]);
    else values.push(tag_value);
  }
  return [...found].map(([key, values]) => ({ key, values }));
}

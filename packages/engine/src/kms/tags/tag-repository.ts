import type { Kysely } from 'kysely';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { Transaction } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import type { ProjectScope } from '../project-scope.ts';

/** Keys of tags are unique on a resource; a value may be empty (TAG-01). */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Distinct pairs of key and value that one list of all tags answers. */
const MAX_LISTED_PAIRS = 10_000;

/** Tags of each of these keys, in the order of their keys; keys without tags are absent. */
export async function tagsOfKeys(
  database: Kysely<Tables>,
  accountId: string,
  keyIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Tag[]>> {
  const found = new Map<string, Tag[]>();
  if (keyIds.length === 0) return found;
  const rows = await database
    .selectFrom('resource_tags')
    .select(['resource_id', 'tag_key', 'tag_value'])
    .where('account_id', '=', accountId)
    .where('resource_type', '=', 'cmk')
    .where('resource_id', 'in', keyIds)
    .orderBy('tag_key')
    .execute();
  for (const { resource_id, tag_key, tag_value } of rows) {
    const tags = found.get(resource_id) ?? [];
    tags.push({ key: tag_key, value: tag_value });
    found.set(resource_id, tags);
  }
  return found;
}

/** Adds tags; a tag whose key is there gets the new value. */
export async function writeTags(
  transaction: Transaction,
  key: KeyRecord,
  tags: readonly Tag[],
): Promise<void> {
  const rows = tags.map((tag) => ({
    account_id: key.accountId,
    project_id: key.projectId,
    resource_type: 'cmk' as const,
    resource_id: key.id,
    tag_key: tag.key,
    tag_value: tag.value,
  }));
  await transaction
    .insertInto('resource_tags')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['resource_type', 'resource_id', 'tag_key'])
        .doUpdateSet((e) => ({ tag_value: e.ref('excluded.tag_value') })),
    )
    .execute();
}

/** Removes tags by their keys; answers how many were there. */
export async function removeTags(
  transaction: Transaction,
  key: KeyRecord,
  tagKeys: readonly string[],
): Promise<number> {
  const result = await transaction
    .deleteFrom('resource_tags')
    .where('account_id', '=', key.accountId)
    .where('resource_type', '=', 'cmk')
    .where('resource_id', '=', key.id)
    .where('tag_key', 'in', tagKeys)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Keys of tags in a project, each with the values in use, in order. */
export async function tagsOfProject(
  database: Kysely<Tables>,
  scope: ProjectScope,
): Promise<{ key: string; values: string[] }[]> {
  const rows = await database
    .selectFrom('resource_tags')
    .select(['tag_key', 'tag_value'])
    .distinct()
    .where('account_id', '=', scope.accountId)
    .where('project_id', '=', scope.projectId)
    .where('resource_type', '=', 'cmk')
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

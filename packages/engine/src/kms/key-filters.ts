import { type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import type { ProjectScope } from './project-scope.ts';

/** Conditions on keys that more than one list uses. Each stands in a query over `keys`. */

/** Part of the alias, in any case. */
export function aliasContains(dialect: Store['dialect'], text: string): RawBuilder<SqlBool> {
  const literal = text.replaceAll(/[\\%_]/g, '\\$&');
  const like = sql.raw(dialect === 'postgres' ? 'ilike' : 'like');
  return sql<SqlBool>`keys.alias ${like} ${`%${literal}%`} escape '\\'`;
}

/**
 * A condition that is met soon on the way through a list, in a form that PostgreSQL neither looks up in an index nor takes for rare: it would
 * then read and sort all that meet it (1 s with a million keys instead of some milliseconds).
 */
export function metSoon(condition: RawBuilder<SqlBool>): RawBuilder<SqlBool> {
  return sql<SqlBool>`coalesce(${condition}, false)`;
}

/** A tag that must be there, with one of these values, or with any value where `values` is null. */
export interface WantedTag {
  readonly key: string;
  readonly values: readonly string[] | null;
}

/** Begins with the tag: for lists that count all matches. */
export function withTag(
  builder: ExpressionBuilder<Tables, 'keys'>,
  scope: ProjectScope,
  { key, values }: WantedTag,
) {
  let tags = builder
    .selectFrom('resource_tags')
    .select('resource_tags.resource_id')
    .where('resource_tags.account_id', '=', scope.accountId)
    .where('resource_tags.project_id', '=', scope.projectId)
    .where('resource_tags.resource_type', '=', 'cmk')
    .where('resource_tags.tag_key', '=', key);
  if (values !== null) tags = tags.where('resource_tags.tag_value', 'in', values);
  return builder('keys.id', 'in', tags);
}

/** Looks the tag of each key up by its primary key, on the way through a list: a subquery of one value is never turned into a join. */
export function hasTag({ accountId }: ProjectScope, { key, values }: WantedTag): RawBuilder<SqlBool> {
  const value = sql`(select resource_tags.tag_value from resource_tags
    where resource_tags.resource_type = 'cmk' and resource_tags.resource_id = keys.id
      and resource_tags.tag_key = ${key} and resource_tags.account_id = ${accountId})`;
  if (values === null) return sql<SqlBool>`${value} is not null`;
  return sql<SqlBool>`${value} in (${sql.join(values)})`;
}

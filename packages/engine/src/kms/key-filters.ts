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

/** A tag with this key and one of these values, or any value where `values` is null. */
export function withTag(
  builder: ExpressionBuilder<Tables, 'keys'>,
  scope: ProjectScope,
  tag: { readonly key: string; readonly values: readonly string[] | null },
) {
  let tags = builder
    .selectFrom('resource_tags')
    .select('resource_tags.resource_id')
    .where('resource_tags.account_id', '=', scope.accountId)
    .where('resource_tags.project_id', '=', scope.projectId)
    .where('resource_tags.resource_type', '=', 'cmk')
    .where('resource_tags.tag_key', '=', tag.key)
    .whereRef('resource_tags.resource_id', '=', 'keys.id');
  if (tag.values !== null) tags = tags.where('resource_tags.tag_value', 'in', tag.values);
  return builder.exists(tags);
}

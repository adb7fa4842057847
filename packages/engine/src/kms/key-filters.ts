import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { WantedTag } from '../tags/tag-query.ts';
import type { ProjectScope } from './project-scope.ts';

/** Conditions on keys that more than one list uses. Each stands in a query over `keys`. */

/**
 * A condition that is met soon on the way through a list, in a form that PostgreSQL neither looks up in an index nor takes for rare: it would
 * then read and sort all that meet it (1 s with a million keys instead of some milliseconds).
 */
export function metSoon(condition: RawBuilder<SqlBool>): RawBuilder<SqlBool> {
  return sql<SqlBool>`coalesce(${condition}, false)`;
}

/** Looks the tag of each key up by its primary key, on the way through a list: a subquery of one value is never turned into a join. */
export function hasTag({ accountId }: ProjectScope, { key, values }: WantedTag): RawBuilder<SqlBool> {
  const value = sql`(select resource_tags.tag_value from resource_tags
    where resource_tags.resource_type = 'cmk' and resource_tags.resource_id = keys.id
      and resource_tags.tag_key = ${key} and resource_tags.account_id = ${accountId})`;
  if (values === null) return sql<SqlBool>`${value} is not null`;
  return sql<SqlBool>`${value} in (${sql.join(values)})`;
}

import { OperationError } from '@dewpoint/contract';
import { expressionBuilder, type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { containsText } from '../store/text-search.ts';
import { type Tag, type TaggedType, tagsOfResources } from './resource-tags.ts';

/** Queries of things by their tags (TAG-01). */

const DEFAULT_LIMIT = 10;

interface TagScope {
  readonly accountId: string;
  readonly projectId: string;
}

/** A tag that must be there, with one of these values, or with any value where `values` is null. */
export interface WantedTag {
  readonly key: string;
  readonly values: readonly string[] | null;
}

/** What both surfaces ask for. */
export interface TagQuery {
  readonly action: 'filter' | 'count';
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  /** Without values: any value. */
  readonly tags: readonly { readonly key: string; readonly values: readonly string[] }[];
  /** Parts of the name; "" finds nothing [csms.json]. */
  readonly matches: readonly { readonly value: string }[];
}

/** IDs of all things in the project with the tag; stands in `id in (…)` and begins with the tag: for lists that count all matches. */
export function idsWithTag({ accountId, projectId }: TagScope, type: TaggedType, { key, values }: WantedTag) {
  const tags = expressionBuilder<Tables>()
    .selectFrom('resource_tags')
    .select('resource_tags.resource_id')
    .where('resource_tags.account_id', '=', accountId)
    .where('resource_tags.project_id', '=', projectId)
    .where('resource_tags.resource_type', '=', type)
    .where('resource_tags.tag_key', '=', key);
  return values === null ? tags : tags.where('resource_tags.tag_value', 'in', values);
}

/** Where the things of one kind are: columns with their table, `keys.id`. */
interface TaggedTable {
  readonly type: TaggedType;
  readonly id: string;
  /** The column that `matches` looks at. */
  readonly name: string;
}

/** What a thing has to meet. */
export function meetsTagQuery(
  dialect: Store['dialect'],
  scope: TagScope,
  { type, id, name }: TaggedTable,
  { tags, matches }: TagQuery,
): RawBuilder<SqlBool> {
  const conditions = [
    ...tags.map(({ key, values }) => {
      const ids = idsWithTag(scope, type, { key, values: values.length > 0 ? values : null });
      return sql<SqlBool>`${sql.ref(id)} in ${ids}`;
    }),
    ...matches.map(({ value }) =>
      value === '' ? sql<SqlBool>`${sql.ref(name)} = ''` : containsText(dialect, name, value),
    ),
  ];
  return conditions.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`${sql.join(conditions, sql` and `)}`;
}

export interface TaggedThing<Detail> {
  readonly resourceId: string;
  readonly resourceDetail: Detail;
  readonly resourceName: string;
  readonly tags: Tag[];
}

/**
 * The answer of a query by tags; `count` answers the number only.
 * @param list the things that meet the query: their number, and a page of them in an order that does not change
 * @throws OperationError `tagOffsetWithCount`
 */
export async function answerTagQuery<Detail>(
  { action, limit, offset }: TagQuery,
  {
    read,
    accountId,
    type,
  }: { readonly read: Kysely<Tables>; readonly accountId: string; readonly type: TaggedType },
  list: {
    readonly count: () => Promise<number>;
    readonly page: (limit: number, offset: number) => Promise<readonly Omit<TaggedThing<Detail>, 'tags'>[]>;
  },
): Promise<{ resources?: TaggedThing<Detail>[]; totalCount: number }> {
  if (action === 'count' && (limit !== undefined || offset !== undefined)) {
    throw new OperationError('tagOffsetWithCount', { field: offset === undefined ? 'limit' : 'offset' });
  }
  const totalCount = await list.count();
  if (action === 'count') return { totalCount };
  const things = await list.page(limit ?? DEFAULT_LIMIT, offset ?? 0);
  const tags = await tagsOfResources(
    read,
    accountId,
    type,
    things.map(({ resourceId }) => resourceId),
  );
  return {
    resources: things.map((thing) => ({ ...thing, tags: [...(tags.get(thing.resourceId) ?? [])] })),
    totalCount,
  };
}

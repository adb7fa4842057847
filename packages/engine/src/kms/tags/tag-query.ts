import { OperationError, type OperationInput, type OperationOutput } from '@dewpoint/contract';
import { type SelectQueryBuilder, sql } from 'kysely';
import { keyRecord } from '../../keys/key-record.ts';
import type { Store } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import { tagsOfResources } from '../../tags/resource-tags.ts';
import { keyDetails } from '../key-answers.ts';
import { aliasContains, withTag } from '../key-filters.ts';
import type { ProjectScope } from '../project-scope.ts';

type QueryInput = OperationInput<'kms.listKmsByTags'>;

const DEFAULT_LIMIT = 10;

/**
 * Keys that have all the given tags (TAG-01), oldest first; `count` answers their number only.
 * @throws OperationError `tagOffsetWithCount`
 */
export async function queryKeysByTags(
  store: Store,
  region: string,
  scope: ProjectScope,
  input: QueryInput,
): Promise<OperationOutput<'kms.listKmsByTags'>> {
  if (input.action === 'count' && (input.limit !== undefined || input.offset !== undefined)) {
    throw new OperationError('tagOffsetWithCount', {
      field: input.offset === undefined ? 'limit' : 'offset',
    });
  }
  const query = matching(store, scope, input);
  const { count } = await query
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  const totalCount = Number(count);
  if (input.action === 'count') return { totalCount };

  const rows = await query
    .selectAll('keys')
    .orderBy('keys.created_at')
    .orderBy('keys.id')
    .limit(input.limit ?? DEFAULT_LIMIT)
    .offset(input.offset ?? 0)
    .execute();
  const tags = await tagsOfResources(
    store.read,
    scope.accountId,
    'cmk',
    rows.map((row) => row.id),
  );
  return {
    resources: rows.map((row) => ({
      resourceId: row.id,
      resourceDetail: keyDetails(keyRecord(row), region),
      resourceName: row.alias,
      tags: [...(tags.get(row.id) ?? [])],
    })),
    totalCount,
  };
}

function matching(
  { read, dialect }: Store,
  scope: ProjectScope,
  input: QueryInput,
): SelectQueryBuilder<Tables, 'keys', object> {
  let query: SelectQueryBuilder<Tables, 'keys', object> = read
    .selectFrom('keys')
    .where('keys.account_id', '=', scope.accountId)
    .where('keys.project_id', '=', scope.projectId);
  for (const { key, values } of input.tags) {
    query = query.where((builder) =>
      withTag(builder, scope, { key, values: values.length > 0 ? values : null }),
    );
  }
  for (const { value } of input.matches) {
    query =
      value === '' ? query.where(sql<boolean>`keys.alias = ''`) : query.where(aliasContains(dialect, value));
  }
  return query;
}

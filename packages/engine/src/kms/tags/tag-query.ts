import type { OperationInput, OperationOutput } from '@dewpoint/contract';
import { keyRecord } from '../../keys/key-record.ts';
import type { Store } from '../../store/store.ts';
import { answerTagQuery, meetsTagQuery } from '../../tags/tag-query.ts';
import { keyDetails } from '../key-answers.ts';
import type { ProjectScope } from '../project-scope.ts';

/**
 * Keys that have all the given tags (TAG-01), oldest first; `count` answers their number only.
 * @throws OperationError `tagOffsetWithCount`
 */
export function queryKeysByTags(
  { read, dialect }: Store,
  region: string,
  scope: ProjectScope,
  input: OperationInput<'kms.listKmsByTags'>,
): Promise<OperationOutput<'kms.listKmsByTags'>> {
  const { accountId, projectId } = scope;
  const query = read
    .selectFrom('keys')
    .where('keys.account_id', '=', accountId)
    .where('keys.project_id', '=', projectId)
    .where(meetsTagQuery(dialect, scope, { type: 'cmk', id: 'keys.id', name: 'keys.alias' }, input));
  return answerTagQuery(
    input,
    { read, accountId, type: 'cmk' },
    {
      async count() {
        const counted = query.select(({ fn }) => fn.countAll<number | string>().as('count'));
        return Number((await counted.executeTakeFirstOrThrow()).count);
      },
      async page(limit, offset) {
        const page = query.selectAll('keys').orderBy('keys.created_at').orderBy('keys.id');
        return (await page.limit(limit).offset(offset).execute()).map((row) => ({
          resourceId: row.id,
          resourceDetail: keyDetails(keyRecord(row), region),
          resourceName: row.alias,
        }));
      },
    },
  );
}

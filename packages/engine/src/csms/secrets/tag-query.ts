import type { OperationInput, OperationOutput } from '@dewpoint/contract';
import type { ProjectScope } from '../../kms/project-scope.ts';
import type { Store } from '../../store/store.ts';
import { answerTagQuery, meetsTagQuery } from '../../tags/tag-query.ts';
import { eventNamesOf } from '../events/event-repository.ts';
import { secretDetails } from './secret-answers.ts';
import { secretRecord } from './secret-record.ts';

/**
 * Secrets that have all the given tags (TAG-01), oldest first; `count` answers their number only.
 * @throws OperationError `tagOffsetWithCount`
 */
export function querySecretsByTags(
  { read, dialect }: Store,
  scope: ProjectScope,
  input: OperationInput<'csms.listResourceInstances'>,
): Promise<OperationOutput<'csms.listResourceInstances'>> {
  const { accountId, projectId } = scope;
  const query = read
    .selectFrom('secrets')
    .where('secrets.account_id', '=', accountId)
    .where('secrets.project_id', '=', projectId)
    .where(meetsTagQuery(dialect, scope, { type: 'csms', id: 'secrets.id', name: 'secrets.name' }, input));
  return answerTagQuery(
    input,
    { read, accountId, type: 'csms' },
    {
      async count() {
        const counted = query.select(({ fn }) => fn.countAll<number | string>().as('count'));
        return Number((await counted.executeTakeFirstOrThrow()).count);
      },
      async page(limit, offset) {
        const page = query.selectAll('secrets').orderBy('secrets.created_at').orderBy('secrets.id');
        const rows = await page.limit(limit).offset(offset).execute();
        const events = await eventNamesOf(
          read,
          rows.map(({ id }) => id),
        );
        return rows.map((row) => ({
          resourceId: row.id,
          resourceDetail: secretDetails(secretRecord(row), events.get(row.id) ?? []),
          resourceName: row.name,
        }));
      },
    },
  );
}

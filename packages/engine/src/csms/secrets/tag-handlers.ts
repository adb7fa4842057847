import { OperationError, type OperationInput, type OperationOutput } from '@dewpoint/contract';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { RequestContext } from '../../context.ts';
import { type ProjectScope, projectScope } from '../../kms/project-scope.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { Change, Store, Transaction } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import {
  addTags,
  removeTags,
  type TaggedResource,
  tagsOfProject,
  tagsOfResources,
} from '../../tags/resource-tags.ts';
import type { CsmsParts } from '../csms-parts.ts';
import { eventNamesOf } from '../events/event-repository.ts';
import { secretDetails } from './secret-answers.ts';
import { hasTag, nameContains } from './secret-filters.ts';
import { secretAddress, secretRecord } from './secret-record.ts';
import { lockSecret } from './secret-repository.ts';
import { stateAfter } from './secret-rules.ts';

const DEFAULT_LIMIT = 10;

type TagOperations =
  | 'csms.batchCreateOrDeleteTags'
  | 'csms.createSecretTag'
  | 'csms.deleteSecretTag'
  | 'csms.listSecretTags'
  | 'csms.listProjectSecretsTags'
  | 'csms.listResourceInstances';

interface TagCall {
  readonly context: RequestContext;
  readonly input: { readonly secretId: string };
}

/** Tags of secrets (TAG-01). */
export function secretTagHandlers(parts: CsmsParts): HandlersOf<TagOperations> {
  const { directory, store } = parts;

  /** Locks the secret for a change of its tags, and announces it: permissions look at tags. */
  async function lockTagged(
    transaction: Transaction,
    announce: (change: Change) => void,
    { context, input }: TagCall,
  ): Promise<TaggedResource> {
    const secret = await lockSecret(transaction, context, { id: input.secretId });
    stateAfter('change', secret.state);
    announce({ kind: 'secret', address: secretAddress(secret) });
    return { accountId: secret.accountId, projectId: secret.projectId, type: 'csms', id: secret.id };
  }

  return {
    'csms.batchCreateOrDeleteTags': {
      kind: 'transaction',
      resource: directory.resourceById,
      async run(call, transaction, announce) {
        const tagged = await lockTagged(transaction, announce, call);
        const { action, tags } = call.input;
        if (action === 'create') await addTags(transaction, tagged, tags);
        else {
          await removeTags(
            transaction,
            tagged,
            tags.map(({ key }) => key),
          );
        }
        return {};
      },
    },
    'csms.createSecretTag': {
      kind: 'transaction',
      resource: directory.resourceById,
      async run(call, transaction, announce) {
        await addTags(transaction, await lockTagged(transaction, announce, call), [call.input.tag]);
        return {};
      },
    },
    'csms.deleteSecretTag': {
      kind: 'transaction',
      resource: directory.resourceById,
      async run(call, transaction, announce) {
        const tagged = await lockTagged(transaction, announce, call);
        const removed = await removeTags(transaction, tagged, [call.input.key]);
        if (removed === 0) throw new OperationError('tagNotFound');
        return {};
      },
    },
    'csms.listSecretTags': {
      kind: 'direct',
      resource: directory.resourceById,
      async run({ context, input }) {
        const { tags } = await directory.findById(context, input.secretId);
        return { tags: tags.map(({ key, value }) => ({ key, value })) };
      },
    },
    'csms.listProjectSecretsTags': {
      kind: 'direct',
      run: async ({ context }) => ({ tags: await tagsOfProject(store.read, projectScope(context), 'csms') }),
    },
    'csms.listResourceInstances': {
      kind: 'direct',
      run: ({ context, input }) => secretsByTags(store, projectScope(context), input),
    },
  };
}

/**
 * Secrets that have all the given tags, oldest first; `count` answers their number only.
 * @throws OperationError `tagOffsetWithCount`
 */
async function secretsByTags(
  store: Store,
  scope: ProjectScope,
  input: OperationInput<'csms.listResourceInstances'>,
): Promise<OperationOutput<'csms.listResourceInstances'>> {
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
    .selectAll('secrets')
    .orderBy('secrets.created_at')
    .orderBy('secrets.id')
    .limit(input.limit ?? DEFAULT_LIMIT)
    .offset(input.offset ?? 0)
    .execute();
  const ids = rows.map((row) => row.id);
  const tags = await tagsOfResources(store.read, scope.accountId, 'csms', ids);
  const events = await eventNamesOf(store.read, ids);
  return {
    resources: rows.map((row) => ({
      resourceId: row.id,
      resourceDetail: secretDetails(secretRecord(row), events.get(row.id) ?? []),
      resourceName: row.name,
      tags: [...(tags.get(row.id) ?? [])],
    })),
    totalCount,
  };
}

function matching(
  { read, dialect }: Store,
  scope: ProjectScope,
  input: OperationInput<'csms.listResourceInstances'>,
): SelectQueryBuilder<Tables, 'secrets', object> {
  let query: SelectQueryBuilder<Tables, 'secrets', object> = read
    .selectFrom('secrets')
    .where('secrets.account_id', '=', scope.accountId)
    .where('secrets.project_id', '=', scope.projectId);
  for (const { key, values } of input.tags) {
    query = query.where((builder) =>
      hasTag(builder, scope, { key, values: values.length > 0 ? values : null }),
    );
  }
  for (const { value } of input.matches) {
    // "" finds nothing [csms.json].
    query = query.where(value === '' ? sql<boolean>`secrets.name = ''` : nameContains(dialect, value));
  }
  return query;
}

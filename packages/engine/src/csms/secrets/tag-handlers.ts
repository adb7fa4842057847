import { OperationError } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import { projectScope } from '../../kms/project-scope.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { Change, Transaction } from '../../store/store.ts';
import { addTags, removeTags, type TaggedResource, tagsOfProject } from '../../tags/resource-tags.ts';
import type { CsmsParts } from '../csms-parts.ts';
import { secretAddress } from './secret-record.ts';
import { lockSecret } from './secret-repository.ts';
import { stateAfter } from './secret-rules.ts';
import { querySecretsByTags } from './tag-query.ts';

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
      run: ({ context, input }) => querySecretsByTags(store, projectScope(context), input),
    },
  };
}

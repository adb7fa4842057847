import { OperationError } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { Change, Transaction } from '../../store/store.ts';
import {
  addTags,
  removeTags,
  type Tag,
  type TaggedResource,
  tagsOfProject,
  tagsOfResources,
} from '../../tags/resource-tags.ts';
import { lockKey } from '../key-repository.ts';
import type { KmsParts } from '../kms-parts.ts';
import { projectScope } from '../project-scope.ts';
import { queryKeysByTags } from './tag-query.ts';
import { checkTaggable } from './tag-rules.ts';

type TagOperations =
  | 'kms.batchCreateKmsTags'
  | 'kms.createKmsTag'
  | 'kms.deleteTag'
  | 'kms.listKmsByTags'
  | 'kms.listKmsTags'
  | 'kms.showKmsTags';

interface KeyCall {
  readonly context: RequestContext;
  readonly input: { readonly keyId: string };
}

function taggedKey({ accountId, projectId, id }: KeyRecord): TaggedResource {
  return { accountId, projectId, type: 'cmk', id };
}

/** Tags of keys (TAG-01). */
export function tagHandlers(parts: KmsParts): HandlersOf<TagOperations> {
  const { store, directory, region } = parts;

  async function lockTaggable(transaction: Transaction, call: KeyCall): Promise<KeyRecord> {
    const key = await lockKey(transaction, store.dialect, call.context, call.input.keyId);
    checkTaggable(key);
    return key;
  }

  async function add(
    transaction: Transaction,
    announce: (change: Change) => void,
    key: KeyRecord,
    wanted: readonly Tag[],
  ): Promise<void> {
    await addTags(transaction, taggedKey(key), wanted);
    announce({ kind: 'key', id: key.id });
  }

  return {
    'kms.batchCreateKmsTags': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run(call, transaction, announce) {
        const key = await lockTaggable(transaction, call);
        const { action, tags } = call.input;
        if (action === 'create') await add(transaction, announce, key, tags);
        else {
          await removeTags(
            transaction,
            taggedKey(key),
            tags.map((tag) => tag.key),
          );
          announce({ kind: 'key', id: key.id });
        }
        return {};
      },
    },
    'kms.createKmsTag': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run(call, transaction, announce) {
        const key = await lockTaggable(transaction, call);
        await add(transaction, announce, key, [call.input.tag]);
        return {};
      },
    },
    'kms.deleteTag': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run(call, transaction, announce) {
        const key = await lockTaggable(transaction, call);
        const removed = await removeTags(transaction, taggedKey(key), [call.input.key]);
        if (removed === 0) throw new OperationError('tagNotFound');
        announce({ kind: 'key', id: key.id });
        return {};
      },
    },
    'kms.listKmsByTags': {
      kind: 'direct',
      run: ({ context, input }) => queryKeysByTags(store, region, projectScope(context), input),
    },
    'kms.listKmsTags': {
      kind: 'direct',
      run: async ({ context }) => ({ tags: await tagsOfProject(store.read, projectScope(context), 'cmk') }),
    },
    'kms.showKmsTags': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input }) {
        const { key } = await directory.find(context, input.keyId);
        const tags = await tagsOfResources(store.read, key.accountId, 'cmk', [key.id]);
        const listed = [...(tags.get(key.id) ?? [])];
        return { tags: listed, existTagsNum: listed.length };
      },
    },
  };
}

import type { OperationWireInput } from '@dewpoint/contract';
import type { ConsoleClient } from '@dewpoint/contract/browser';
import type { Tag } from './key-queries.ts';

/** A new key, and why it has no tags although it should. */
export interface CreatedKey {
  readonly keyId: string;
  readonly tagsRefused: Error | null;
}

/** Creates a key and adds tags to it. A key that is there stays when its tags are refused. */
export async function createTaggedKey(
  client: ConsoleClient,
  key: OperationWireInput<'kms.createKey'>,
  tags: readonly (Pick<Tag, 'key'> & { readonly value?: string | undefined })[],
): Promise<CreatedKey> {
  const { keyId } = (await client.call('kms.createKey', key)).keyInfo;
  if (tags.length === 0) return { keyId, tagsRefused: null };
  try {
    await client.call('kms.batchCreateKmsTags', { keyId, tags: [...tags], action: 'create' });
    return { keyId, tagsRefused: null };
  } catch (refusal) {
    if (refusal instanceof Error) return { keyId, tagsRefused: refusal };
    throw refusal;
  }
}

import { useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useAct } from '../../../shared/components/use-act.ts';
import { invalidateKeys, type KeyDetails } from '../api/key-queries.ts';

/** The key that takes over, and why it has no tags although it should. */
export interface Replacement {
  readonly keyId: string;
  readonly keyAlias: string;
  readonly tagsRefused: Error | null;
}

interface Wanted {
  readonly keyAlias: string;
  readonly withTags: boolean;
}

/** Makes a key like another one, and gives it the tags of that one. A key that is made stays made when its tags are refused. */
export function useReplace(
  item: KeyDetails,
  { onDone, onRefused }: { onDone: (made: Replacement) => void; onRefused: (error: Error) => void },
) {
  const api = useProjectApi();
  const { client } = api;
  const queryClient = useQueryClient();

  async function replace({ keyAlias, withTags }: Wanted): Promise<Replacement> {
    const { keySpec, keyUsage, keyDescription, origin, enterpriseProjectId } = item;
    const likeOld = { keySpec, keyUsage, keyDescription, origin, enterpriseProjectId };
    const { keyInfo } = await client.call('kms.createKey', { keyAlias, ...likeOld });
    const made = { keyId: keyInfo.keyId, keyAlias, tagsRefused: null };
    if (!withTags) return made;
    try {
      const { keyId } = made;
      await client.call('kms.batchCreateKmsTags', { keyId, tags: [...item.tags], action: 'create' });
      return made;
    } catch (refusal) {
      if (refusal instanceof Error) return { ...made, tagsRefused: refusal };
      throw refusal;
    }
  }
  return useAct({ act: replace, onSettled: () => invalidateKeys(queryClient, api), onDone, onRefused });
}

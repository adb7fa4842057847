import { useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useAct } from '../../../shared/components/use-act.ts';
import { type CreatedKey, createTaggedKey } from '../api/create-tagged-key.ts';
import { invalidateKeys, type KeyDetails } from '../api/key-queries.ts';

/** The key that takes over. */
export interface Replacement extends CreatedKey {
  readonly keyAlias: string;
}

interface Wanted {
  readonly keyAlias: string;
  readonly withTags: boolean;
}

/** Makes a key like another one, with the tags of that one if they are wanted. */
export function useReplace(
  item: KeyDetails,
  { onDone, onRefused }: { onDone: (made: Replacement) => void; onRefused: (error: Error) => void },
) {
  const api = useProjectApi();
  const queryClient = useQueryClient();

  async function replace({ keyAlias, withTags }: Wanted): Promise<Replacement> {
    const { keySpec, keyUsage, keyDescription, origin, enterpriseProjectId } = item;
    const key = { keyAlias, keySpec, keyUsage, keyDescription, origin, enterpriseProjectId };
    return { keyAlias, ...(await createTaggedKey(api.client, key, withTags ? item.tags : [])) };
  }
  return useAct({ act: replace, onSettled: () => invalidateKeys(queryClient, api), onDone, onRefused });
}

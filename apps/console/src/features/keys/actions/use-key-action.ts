import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import type { BatchResult } from '../../../shared/danger/result-step.tsx';
import { invalidateKeys } from '../api/key-queries.ts';
import { type KeyActionFields, type KeyActionName, keyActions } from './key-action.ts';

interface KeyActionInput {
  readonly name: KeyActionName;
  readonly keyIds: readonly string[];
  readonly fields?: KeyActionFields;
}

/** Runs an action on keys; each key's result is told apart, in the order of the keys. One that is refused stops no other. */
export function useKeyAction() {
  const api = useProjectApi();
  const queryClient = useQueryClient();
  return useMutation({
    async mutationFn({ name, keyIds, fields }: KeyActionInput): Promise<BatchResult[]> {
      const inputs = keyIds.map((keyId) => ({ keyId, ...fields }));
      const { operation } = keyActions[name];
      const { results } = await api.client.call('console.batch', { operation, inputs });
      return results;
    },
    onSettled: () => invalidateKeys(queryClient, api),
  });
}

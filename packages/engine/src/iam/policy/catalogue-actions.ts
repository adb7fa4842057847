import { operationIds, operationOf } from '@dewpoint/contract';

/** Action names of the catalogue, for the check of policies before they are saved. */
export const catalogueActions: readonly string[] = operationIds.flatMap((id) => {
  const { action, legacyActions } = operationOf(id);
  return action === null ? [] : [action, ...(legacyActions ?? [])];
});

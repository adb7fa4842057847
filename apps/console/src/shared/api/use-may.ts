import type { OperationId } from '@dewpoint/contract';
import { useProjectApi } from './project-api.ts';

/** Tells whether the signed-in user may do something somewhere, so that only that is offered (IAM-09). */
export function useMay(): (id: OperationId) => boolean {
  const { permitted } = useProjectApi().session;
  return (id) => permitted.includes(id);
}

import type { GrantOperation } from '@dewpoint/contract';
import { z } from 'zod';
import { contractRules } from '../../../shared/forms/contract-rules.ts';

const given = contractRules['kms.createGrant'].input.shape;

/** Refusals of the chosen operations in the language shown: whole sentences. */
interface OperationRefusals {
  readonly selectOne: string;
  readonly onlyCreateGrant: string;
}

/** What the dialog asks for (GRT-01). */
export function createGrantForm({ selectOne, onlyCreateGrant }: OperationRefusals) {
  return z.object({
    granteePrincipal: given.granteePrincipal,
    granteePrincipalType: given.granteePrincipalType,
    name: given.name,
    operations: z
      .array(given.operations.element)
      .min(1, selectOne)
      .refine((chosen: readonly GrantOperation[]) => chosen.join() !== 'create-grant', onlyCreateGrant),
  });
}
export type CreateGrantForm = z.input<ReturnType<typeof createGrantForm>>;

import { type ErrorName, OperationError, type SecretState } from '@dewpoint/contract';

/**
 * What is done with a secret. `inspect` is metadata of the secret itself and stays possible in every state; everything about its
 * versions is `use` (decisions: a secret pending deletion is neither read nor changed).
 */
export type SecretAct =
  | 'inspect'
  | 'use'
  | 'change'
  | 'backUp'
  | 'deleteNow'
  | 'scheduleDeletion'
  | 'cancelDeletion';

/** A state that the secret has afterwards, or the name of the refusal. */
type Cell = { readonly to: SecretState } | { readonly refuse: ErrorName };

const to = (state: SecretState): Cell => ({ to: state });
const refuse = (error: ErrorName): Cell => ({ refuse: error });

/** SEC-08 [G 2.2.2.2]: an enabled secret only can be deleted; cancel first to delete now what waits for its time. */
const acts: Readonly<Record<SecretAct, Readonly<Record<SecretState, Cell>>>> = {
  inspect: { enabled: to('enabled'), pendingDeletion: to('pendingDeletion') },
  use: { enabled: to('enabled'), pendingDeletion: refuse('secretPendingDeletion') },
  change: { enabled: to('enabled'), pendingDeletion: refuse('secretPendingDeletion') },
  backUp: { enabled: to('enabled'), pendingDeletion: refuse('secretPendingDeletion') },
  deleteNow: { enabled: to('enabled'), pendingDeletion: refuse('secretPendingDeletion') },
  scheduleDeletion: {
    enabled: to('pendingDeletion'),
    pendingDeletion: refuse('secretAlreadyPendingDeletion'),
  },
  cancelDeletion: { enabled: refuse('secretNotPendingDeletion'), pendingDeletion: to('enabled') },
};

/**
 * The state a secret has after an act.
 * @throws OperationError of the rule that forbids it
 */
export function stateAfter(act: SecretAct, state: SecretState): SecretState {
  const cell = acts[act][state];
  if ('refuse' in cell) throw new OperationError(cell.refuse);
  return cell.to;
}

import { OperationError } from '@dewpoint/contract';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';
import type { AccountGate } from '../iam/account-rules.ts';
import type { CompiledOperation } from '../pipeline/compiled-operation.ts';
import type { Resource } from '../pipeline/handler.ts';
import type { Store, Transaction } from '../store/store.ts';
import { findApproved, requestApproval, useApproval } from './approval-repository.ts';
import { requestHash } from './request-hash.ts';

/** IAM-11: an irreversible act in the console needs a sign-in that is at most this old. */
export const STEP_UP_MAX_AGE_IN_MS = 5 * 60_000;

/** A call that is allowed and asks for more than a permission. */
export interface GuardedCall {
  readonly operation: CompiledOperation;
  readonly context: RequestContext;
  readonly input: unknown;
  readonly resource: Resource | undefined;
}

/** The approval that lets an act pass. It is used up in the transaction of the act, so that it serves once. */
export interface Clearance {
  readonly approvalId: string;
  readonly approverName: string;
  /** @throws OperationError `approvalRequired` when another call was faster */
  use(transaction: Transaction): Promise<void>;
}

/** What stands between a permission and an irreversible act (IAM-11). */
export interface Safeguards {
  /**
   * @returns undefined for an act that needs no approval; no promise where nothing had to be asked, which is the rule
   * @throws OperationError `confirmationRequired` for a sign-in that is too old, `approvalRequired` for an act that a second person has
   *   to approve first; the request for that is then made
   */
  clear(call: GuardedCall): Promise<Clearance | undefined> | undefined;
}

export function createSafeguards(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly gate: Pick<AccountGate, 'fourEyes'>;
}): Safeguards {
  const { store, clock, gate } = deps;
  return {
    clear(call) {
      const { irreversible, stepUp } = call.operation.definition;
      return irreversible === true || stepUp === true ? clearGuarded(call) : undefined;
    },
  };

  async function clearGuarded(call: GuardedCall): Promise<Clearance | undefined> {
    const { definition } = call.operation;
    const { principal, account } = call.context;
    // What the product does by itself, a deletion whose time has come, was confirmed when it was planned.
    if (principal.kind !== 'user') return undefined;
    const now = clock.now();
    if (principal.credential === 'session' && principal.authenticatedAt < now - STEP_UP_MAX_AGE_IN_MS)
      throw new OperationError('confirmationRequired');
    if (definition.irreversible !== true || !(await gate.fourEyes(account.id))) return undefined;
    const hash = requestHash(call);
    const approved = await findApproved(store.read, { account, principal, hash, now });
    if (approved === null) {
      await requestApproval(store, { ...call, principal, hash, now });
      throw new OperationError('approvalRequired');
    }
    return {
      approvalId: approved.id,
      approverName: approved.approverName,
      async use(transaction) {
        if (!(await useApproval(transaction, approved.id))) throw new OperationError('approvalRequired');
      },
    };
  }
}

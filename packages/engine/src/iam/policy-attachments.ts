import { OperationError } from '@dewpoint/contract';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';
import { lockAccount } from '../store/lock-account.ts';
import type { Change, Store, Transaction } from '../store/store.ts';
import type { AdministratorGuard } from './administrator-guard.ts';
import { requireGroup, requireProject, requireUser } from './identity-resources.ts';
import { requirePolicy } from './policy-records.ts';

/** Where a policy is attached. */
export interface AttachmentPlace {
  readonly policyId: string;
  readonly holder: { readonly groupId: string } | { readonly userId: string };
  /** Null: in all projects and on the account. */
  readonly projectId: string | null;
}

export interface PolicyAttachments {
  /** Attaching again changes nothing. @throws OperationError for a policy, holder or project that the account does not have; `lastAdministrator` */
  attach(change: AttachmentChange): Promise<void>;
  /** @throws OperationError as above, and `attachmentNotFound` */
  detach(change: AttachmentChange): Promise<void>;
}

export interface AttachmentChange {
  readonly context: RequestContext;
  readonly transaction: Transaction;
  readonly announce: (change: Change) => void;
  readonly place: AttachmentPlace;
}

/** Attaching and detaching, the same on all three surfaces that have it (IAM-04). */
export function createPolicyAttachments(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly guard: AdministratorGuard;
}): PolicyAttachments {
  const { store, clock, guard } = deps;

  const begin = async ({ context, transaction, place }: AttachmentChange) => {
    const accountId = context.account.id;
    await lockAccount(transaction, store.dialect, accountId);
    await requirePolicy(transaction, accountId, place.policyId);
    const { holder, projectId } = place;
    if ('groupId' in holder) await requireGroup(transaction, accountId, holder.groupId);
    else await requireUser(transaction, accountId, holder.userId);
    if (projectId !== null) await requireProject(transaction, accountId, projectId);
    return {
      account_id: accountId,
      policy_id: place.policyId,
      group_id: 'groupId' in holder ? holder.groupId : null,
      user_id: 'userId' in holder ? holder.userId : null,
      project_id: projectId,
    };
  };

  const end = async ({ context, transaction, announce }: AttachmentChange) => {
    announce({ kind: 'identity', accountId: context.account.id });
    await guard.requireAdministrator(transaction, context);
  };

  return {
    async attach(change) {
      const row = await begin(change);
      await change.transaction
        .insertInto('policy_attachments')
        .values({ ...row, created_at: clock.now() })
        // The unique index is over expressions, which only a conflict clause without target takes on both databases.
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await end(change);
    },
    async detach(change) {
      const row = await begin(change);
      let removal = change.transaction
        .deleteFrom('policy_attachments')
        .where('account_id', '=', row.account_id)
        .where('policy_id', '=', row.policy_id);
      for (const column of ['group_id', 'user_id', 'project_id'] as const) {
        const value = row[column];
        removal = value === null ? removal.where(column, 'is', null) : removal.where(column, '=', value);
      }
      const { numDeletedRows } = await removal.executeTakeFirst();
      if (numDeletedRows !== 1n) throw new OperationError('attachmentNotFound');
      await end(change);
    },
  };
}

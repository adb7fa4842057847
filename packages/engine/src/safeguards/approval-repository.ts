import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { RequestContext, UserPrincipal } from '../context.ts';
import type { ApprovalsTable } from '../store/approval-tables.ts';
import { lockAccount } from '../store/lock-account.ts';
import type { Store, Transaction } from '../store/store.ts';
import type { GuardedCall } from './safeguards.ts';

/** A request that nobody approved, or that was not used, is worth nothing after this. */
const LIFE_IN_MS = 24 * 60 * 60_000;

export type ApprovalRow = Selectable<ApprovalsTable>;

/** What permissions of the approver are checked against. */
export const approvedResource = z.object({
  type: z.string(),
  id: z.string(),
  name: z.string(),
  projectId: z.string().nullable(),
  enterpriseProjectId: z.string().exactOptional(),
  tags: z.record(z.string(), z.string()).exactOptional(),
});

interface Requested {
  readonly account: RequestContext['account'];
  readonly principal: UserPrincipal;
  readonly hash: string;
  readonly now: number;
}

const ofRequester = (reader: Store['read'] | Transaction, { account, principal, hash, now }: Requested) =>
  reader
    .selectFrom('approvals')
    .select(['id', 'approver_name'])
    .where('account_id', '=', account.id)
    .where('requester_id', '=', principal.userId)
    .where('request_hash', '=', hash)
    .where('expires_at', '>', now);

export async function findApproved(
  reader: Store['read'],
  requested: Requested,
): Promise<{ readonly id: string; readonly approverName: string } | null> {
  const row = await ofRequester(reader, requested).where('state', '=', 'approved').executeTakeFirst();
  return row === undefined ? null : { id: row.id, approverName: row.approver_name ?? '' };
}

/** Makes the request for approval, or finds the one that waits already. */
export function requestApproval(store: Store, call: GuardedCall & Omit<Requested, 'account'>): Promise<void> {
  const { context, principal, hash, now, operation, resource } = call;
  const { account } = context;
  return store.transaction(async (transaction) => {
    await lockAccount(transaction, store.dialect, account.id);
    const waiting = await ofRequester(transaction, { account, principal, hash, now })
      .where('state', '=', 'pending')
      .executeTakeFirst();
    if (waiting !== undefined) return;
    await transaction
      .insertInto('approvals')
      .values({
        id: randomUUID(),
        account_id: account.id,
        project_id: context.project?.id ?? null,
        operation_id: operation.definition.id,
        request_hash: hash,
        request: JSON.stringify(operation.redaction.input(call.input)),
        resource: resource === undefined ? null : JSON.stringify(approvedResource.parse(resource)),
        requester_id: principal.userId,
        requester_name: principal.userName,
        state: 'pending',
        approver_id: null,
        approver_name: null,
        created_at: now,
        expires_at: now + LIFE_IN_MS,
      })
      .execute();
    await transaction
      .deleteFrom('approvals')
      .where('account_id', '=', account.id)
      .where('expires_at', '<=', now)
      .execute();
  });
}

/** False when it was used, taken back or has gone meanwhile. */
export async function useApproval(transaction: Transaction, id: string): Promise<boolean> {
  const used = await transaction
    .updateTable('approvals')
    .set({ state: 'used' })
    .where('id', '=', id)
    .where('state', '=', 'approved')
    .returning('id')
    .execute();
  return used.length === 1;
}

export function listLiveApprovals(
  reader: Store['read'],
  accountId: string,
  now: number,
): Promise<readonly ApprovalRow[]> {
  return reader
    .selectFrom('approvals')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
}

export async function findLiveApproval(
  reader: Store['read'],
  o: { readonly accountId: string; readonly id: string; readonly now: number },
): Promise<ApprovalRow | null> {
  const row = await reader
    .selectFrom('approvals')
    .selectAll()
    .where('account_id', '=', o.accountId)
    .where('id', '=', o.id)
    .where('expires_at', '>', o.now)
    .executeTakeFirst();
  return row ?? null;
}

/** False when its state is no longer one of `from`. */
export async function decideApproval(
  transaction: Transaction,
  id: string,
  o: {
    readonly from: readonly ApprovalRow['state'][];
    readonly to: 'approved' | 'rejected';
    readonly by: UserPrincipal;
  },
): Promise<boolean> {
  const changed = await transaction
    .updateTable('approvals')
    .set({ state: o.to, approver_id: o.by.userId, approver_name: o.by.userName })
    .where('id', '=', id)
    .where('state', 'in', [...o.from])
    .returning('id')
    .execute();
  return changed.length === 1;
}

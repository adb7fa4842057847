import { isOperationId, OperationError } from '@dewpoint/contract';
import type { RequestContext, UserPrincipal } from '../context.ts';
import type { AccountGate } from '../iam/account-rules.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { compiledOperation } from '../pipeline/compiled-operation.ts';
import type { Call, HandlersOf } from '../pipeline/handler.ts';
import type { Store } from '../store/store.ts';
import {
  type ApprovalRow,
  approvedResource,
  decideApproval,
  findLiveApproval,
  listLiveApprovals,
} from './approval-repository.ts';

type ApprovalHandlers = HandlersOf<
  'iam.showFourEyes' | 'iam.updateFourEyes' | 'iam.listApprovals' | 'iam.approveRequest' | 'iam.rejectRequest'
>;

/** Four eyes of an account, and the requests for approval (IAM-11). */
export function approvalHandlers(parts: {
  readonly store: Store;
  readonly gate: AccountGate;
  readonly authorizer: Authorizer;
}): ApprovalHandlers {
  const { store, gate, authorizer } = parts;

  /** Whoever may do the act may also approve it, and nobody else hears of it. */
  async function mayDo(context: RequestContext, row: ApprovalRow): Promise<boolean> {
    if (!isOperationId(row.operation_id)) return false;
    const { definition, legacyActions } = compiledOperation(row.operation_id);
    if (definition.action === null) return false;
    const project = row.project_id === null ? null : { id: row.project_id, name: '' };
    const decision = await authorizer.decide(
      { ...context, project },
      {
        action: definition.action,
        legacyActions,
        grantOperation: undefined,
        resource: row.resource === null ? undefined : approvedResource.parse(JSON.parse(row.resource)),
      },
    );
    return decision.allowed;
  }

  async function find(
    call: Call<'iam.approveRequest' | 'iam.rejectRequest'>,
  ): Promise<{ row: ApprovalRow; caller: UserPrincipal; own: boolean }> {
    const caller = userOf(call.context);
    const { approvalId: id } = call.input;
    const row = await findLiveApproval(store.read, {
      accountId: call.context.account.id,
      id,
      now: call.now,
    });
    const own = row?.requester_id === caller.userId;
    if (row === null || !(own || (await mayDo(call.context, row))))
      throw new OperationError('approvalNotFound');
    call.traceResource({ id: row.id, name: row.operation_id });
    return { row, caller, own };
  }

  return {
    'iam.showFourEyes': {
      kind: 'direct',
      run: async ({ context }) => ({ enabled: (await gate.read(context.account.id)).fourEyes }),
    },
    'iam.updateFourEyes': {
      kind: 'transaction',
      async run(call, transaction, announce) {
        const { account } = call.context;
        call.traceResource(account);
        const content = { value: JSON.stringify({ enabled: call.input.enabled }), updated_at: call.now };
        await transaction
          .insertInto('account_settings')
          .values({ account_id: account.id, name: 'four-eyes', ...content })
          .onConflict((conflict) => conflict.columns(['account_id', 'name']).doUpdateSet(content))
          .execute();
        announce({ kind: 'identity', accountId: account.id });
        return {};
      },
    },
    'iam.listApprovals': {
      kind: 'direct',
      async run({ context, now }) {
        const caller = userOf(context);
        const rows = await listLiveApprovals(store.read, context.account.id, now);
        const shown = await Promise.all(
          rows.map(async (row) => row.requester_id === caller.userId || (await mayDo(context, row))),
        );
        return { approvals: rows.filter((_row, index) => shown[index]).map((row) => viewOf(row, caller)) };
      },
    },
    'iam.approveRequest': {
      kind: 'prepared',
      async prepare(call) {
        const { row, caller, own } = await find(call);
        if (own) throw new OperationError('approvalOwn');
        return async (transaction) => {
          const done = await decideApproval(transaction, row.id, {
            from: ['pending'],
            to: 'approved',
            by: caller,
          });
          if (!done) throw new OperationError('approvalDecided');
          return { state: 'approved' };
        };
      },
    },
    'iam.rejectRequest': {
      kind: 'prepared',
      async prepare(call) {
        const { row, caller } = await find(call);
        return async (transaction) => {
          const from = ['pending', 'approved'] as const;
          const done = await decideApproval(transaction, row.id, { from, to: 'rejected', by: caller });
          if (!done) throw new OperationError('approvalDecided');
          return { state: 'rejected' };
        };
      },
    },
  };
}

function viewOf(row: ApprovalRow, caller: UserPrincipal) {
  const resource = row.resource === null ? null : approvedResource.parse(JSON.parse(row.resource));
  return {
    id: row.id,
    operationId: row.operation_id,
    request: row.request,
    resourceName: resource?.name ?? '',
    resourceId: resource?.id ?? '',
    requesterName: row.requester_name,
    own: row.requester_id === caller.userId,
    state: row.state,
    approverName: row.approver_name,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

function userOf({ principal }: RequestContext): UserPrincipal {
  if (principal.kind !== 'user') throw new OperationError('credentialsMissing');
  return principal;
}

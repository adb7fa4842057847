import { OperationError } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import type { Call, HandlersOf, Resource } from '../../pipeline/handler.ts';
import { lockAccount } from '../../store/lock-account.ts';
import { afterCursor, matchesText, pageOf } from '../name-list.ts';
import { checkPolicyDocument, requirePolicyDocument } from '../policy/check-document.ts';
import type { AttachmentPlace, PolicyAttachments } from '../policy-attachments.ts';
import {
  attachmentsOfPolicy,
  deletePolicyRow,
  insertPolicy,
  type PolicyRecord,
  policiesOf,
  requireCustomPolicy,
  requirePolicy,
  updatePolicyRow,
} from '../policy-records.ts';
import type { IdentityHandlerParts } from './identity-handler-parts.ts';

type ConsolePolicyHandlers = HandlersOf<
  | 'iam.searchPolicies'
  | 'iam.viewPolicy'
  | 'iam.checkPolicy'
  | 'iam.createPolicy'
  | 'iam.updatePolicy'
  | 'iam.deletePolicy'
  | 'iam.attachPolicy'
  | 'iam.detachPolicy'
>;

const summary = (row: PolicyRecord) => ({
  id: row.id,
  name: row.name,
  description: row.description,
  type: row.account_id === null ? ('system' as const) : ('custom' as const),
  attachmentCount: Number(row.attachments ?? 0),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** Policies as the console's editors have them: by their text (IAM-04). */
export function consolePolicyHandlers(
  parts: IdentityHandlerParts,
  attachments: PolicyAttachments,
): ConsolePolicyHandlers {
  const { store, clock, guard } = parts;
  const resource = async (
    context: RequestContext,
    input: { readonly policyId: string },
  ): Promise<Resource> => {
    const { id, name } = await requirePolicy(store.read, context.account.id, input.policyId);
    return { type: 'policy', id, name, projectId: null };
  };

  return {
    'iam.searchPolicies': {
      kind: 'direct',
      async run({ context, input }) {
        let query = policiesOf(store.read, context.account.id)
          .where(matchesText('policies', store.dialect, input.q))
          .where(afterCursor('policies', input.cursor));
        if (input.type !== undefined) {
          query = query.where('policies.account_id', input.type === 'system' ? 'is' : 'is not', null);
        }
        const found = await query
          .orderBy('policies.name')
          .orderBy('policies.id')
          .limit(input.limit + 1)
          .execute();
        const { rows, nextCursor } = pageOf(found, input);
        return { items: rows.map(summary), nextCursor };
      },
    },
    'iam.viewPolicy': {
      kind: 'direct',
      resource,
      async run({ context, input }) {
        const accountId = context.account.id;
        const row = await requirePolicy(store.read, accountId, input.policyId);
        return {
          ...summary(row),
          document: row.document,
          attachments: await attachmentsOfPolicy(store.read, accountId, row.id),
        };
      },
    },
    'iam.checkPolicy': {
      kind: 'direct',
      run({ input }) {
        const check = checkPolicyDocument(input.document);
        return { problems: check.ok ? [] : [...check.problems] };
      },
    },
    'iam.createPolicy': {
      kind: 'transaction',
      async run(call, transaction, announce) {
        const accountId = call.context.account.id;
        requirePolicyDocument(call.input.document, 'document');
        await lockAccount(transaction, store.dialect, accountId);
        const id = await insertPolicy(transaction, clock, accountId, call.input, 'name');
        call.traceResource({ id, name: call.input.name });
        announce({ kind: 'identity', accountId });
        return { id };
      },
    },
    'iam.updatePolicy': {
      kind: 'transaction',
      resource,
      async run({ context, input }, transaction, announce) {
        const accountId = context.account.id;
        const { name, description, document } = input;
        if (document !== undefined) requirePolicyDocument(document, 'document');
        await lockAccount(transaction, store.dialect, accountId);
        await requireCustomPolicy(transaction, accountId, input.policyId);
        const content = {
          ...(name === undefined ? {} : { name }),
          ...(description === undefined ? {} : { description }),
          ...(document === undefined ? {} : { document }),
        };
        await updatePolicyRow(transaction, clock, input.policyId, content, 'name');
        announce({ kind: 'identity', accountId });
        await guard.requireAdministrator(transaction, context);
        return {};
      },
    },
    'iam.deletePolicy': {
      kind: 'transaction',
      resource,
      async run({ context, input }, transaction, announce) {
        const accountId = context.account.id;
        await lockAccount(transaction, store.dialect, accountId);
        await requireCustomPolicy(transaction, accountId, input.policyId);
        await deletePolicyRow(transaction, accountId, input.policyId);
        announce({ kind: 'identity', accountId });
        return {};
      },
    },
    'iam.attachPolicy': {
      kind: 'transaction',
      resource,
      async run(call, transaction, announce) {
        const place = placeOf(call.input);
        await authorizeWiderPlace(call, place, attachActions);
        await attachments.attach({ context: call.context, transaction, announce, place });
        return {};
      },
    },
    'iam.detachPolicy': {
      kind: 'transaction',
      resource,
      async run(call, transaction, announce) {
        const place = placeOf(call.input);
        await authorizeWiderPlace(call, place, detachActions);
        await attachments.detach({ context: call.context, transaction, announce, place });
        return {};
      },
    },
  };
}

/** @throws OperationError `parameterInvalid` unless exactly one of group and user is named */
function placeOf(input: {
  readonly policyId: string;
  readonly groupId?: string | undefined;
  readonly userId?: string | undefined;
  readonly projectId?: string | undefined;
}): AttachmentPlace {
  const { policyId, groupId, userId, projectId = null } = input;
  if (groupId !== undefined && userId === undefined) return { policyId, holder: { groupId }, projectId };
  if (userId !== undefined && groupId === undefined) return { policyId, holder: { userId }, projectId };
  throw new OperationError('parameterInvalid', {
    field: 'groupId',
    message: 'groupId: name either a group or a user.',
  });
}

const attachActions = {
  onAccount: 'iam:permissions:grantRoleToGroupOnDomain',
  toUser: 'iam:users:attachPolicyV5',
} as const;
const detachActions = {
  onAccount: 'iam:permissions:revokeRoleFromGroupOnDomain',
  toUser: 'iam:users:detachPolicyV5',
} as const;

/** The operation's own action covers a group in a project; what reaches further needs what the REST calls need for it. */
async function authorizeWiderPlace(
  call: Call<'iam.attachPolicy' | 'iam.detachPolicy'>,
  place: AttachmentPlace,
  actions: typeof attachActions | typeof detachActions,
): Promise<void> {
  if (call.resource === undefined) throw new TypeError('a policy is attached that was not looked up');
  if (place.projectId === null) await call.authorize(actions.onAccount, call.resource);
  if ('userId' in place.holder) await call.authorize(actions.toUser, call.resource);
}

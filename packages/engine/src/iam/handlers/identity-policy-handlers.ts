import { OperationError } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import type { HandlersOf, Resource } from '../../pipeline/handler.ts';
import { lockAccount } from '../../store/lock-account.ts';
import { afterCursor, pageOf } from '../name-list.ts';
import { requirePolicyDocument } from '../policy/check-document.ts';
import type { PolicyAttachments } from '../policy-attachments.ts';
import {
  deletePolicyRow,
  insertPolicy,
  type PolicyRecord,
  policiesOf,
  requireCustomPolicy,
  requirePolicy,
} from '../policy-records.ts';
import type { IdentityHandlerParts } from './identity-handler-parts.ts';

type IdentityPolicyHandlers = HandlersOf<
  | 'iam.createIdentityPolicy'
  | 'iam.listIdentityPolicies'
  | 'iam.getIdentityPolicy'
  | 'iam.getIdentityPolicyVersion'
  | 'iam.deleteIdentityPolicy'
  | 'iam.attachUserPolicy'
  | 'iam.attachGroupPolicy'
  | 'iam.detachUserPolicy'
  | 'iam.detachGroupPolicy'
>;

/** There is one version of a policy; changing it replaces it. */
const VERSION = 'v1';

const answer = (row: PolicyRecord) => ({
  policyId: row.id,
  policyName: row.name,
  policyType: row.account_id === null ? ('system' as const) : ('custom' as const),
  urn: `iam::${row.account_id ?? 'system'}:policy:${row.name}`,
  path: '',
  defaultVersionId: VERSION,
  attachmentCount: Number(row.attachments ?? 0),
  description: row.description,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** The same policies as IAM v5 has them (IAM-04) [CreatePolicyV5, …]. */
export function identityPolicyHandlers(
  parts: IdentityHandlerParts,
  attachments: PolicyAttachments,
): IdentityPolicyHandlers {
  const { store, clock } = parts;
  const resource = async (
    context: RequestContext,
    input: { readonly policyId: string },
  ): Promise<Resource> => {
    const { id, name } = await requirePolicy(store.read, context.account.id, input.policyId);
    return { type: 'policy', id, name, projectId: null };
  };

  return {
    'iam.createIdentityPolicy': {
      kind: 'transaction',
      async run(call, transaction, announce) {
        const accountId = call.context.account.id;
        const { policyName: name, description = '', policyDocument: document } = call.input;
        requirePolicyDocument(document, 'policy_document');
        await lockAccount(transaction, store.dialect, accountId);
        const content = { name, description, document };
        const id = await insertPolicy(transaction, clock, accountId, content, 'policy_name');
        call.traceResource({ id, name });
        announce({ kind: 'identity', accountId });
        return { policy: answer(await requirePolicy(transaction, accountId, id)) };
      },
    },
    'iam.listIdentityPolicies': {
      kind: 'direct',
      async run({ context, input }) {
        let query = policiesOf(store.read, context.account.id).where(afterCursor('policies', input.marker));
        if (input.policyType !== undefined) {
          query = query.where('policies.account_id', input.policyType === 'system' ? 'is' : 'is not', null);
        }
        const found = await query.orderBy('policies.name').orderBy('policies.id').execute();
        const folder = input.pathPrefix === undefined || input.pathPrefix === '' || input.pathPrefix === '/';
        const fitting = found.filter(
          (row) => folder && (input.onlyAttached !== true || Number(row.attachments ?? 0) > 0),
        );
        const { rows, nextCursor } = pageOf(fitting, input);
        return {
          policies: rows.map(answer),
          pageInfo: {
            ...(nextCursor === null ? {} : { nextMarker: nextCursor }),
            currentCount: rows.length,
          },
        };
      },
    },
    'iam.getIdentityPolicy': {
      kind: 'direct',
      resource,
      async run({ context, input }) {
        return { policy: answer(await requirePolicy(store.read, context.account.id, input.policyId)) };
      },
    },
    'iam.getIdentityPolicyVersion': {
      kind: 'direct',
      resource,
      async run({ context, input }) {
        const row = await requirePolicy(store.read, context.account.id, input.policyId);
        if (input.versionId !== VERSION) throw new OperationError('policyVersionNotFound');
        return {
          policyVersion: {
            document: row.document,
            versionId: VERSION,
            isDefault: true,
            createdAt: row.updated_at,
          },
        };
      },
    },
    'iam.deleteIdentityPolicy': {
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
    'iam.attachUserPolicy': {
      kind: 'transaction',
      resource,
      async run({ context, input: { policyId, userId } }, transaction, announce) {
        const place = { policyId, holder: { userId }, projectId: null };
        await attachments.attach({ context, transaction, announce, place });
        return {};
      },
    },
    'iam.attachGroupPolicy': {
      kind: 'transaction',
      resource,
      async run({ context, input: { policyId, groupId } }, transaction, announce) {
        const place = { policyId, holder: { groupId }, projectId: null };
        await attachments.attach({ context, transaction, announce, place });
        return {};
      },
    },
    'iam.detachUserPolicy': {
      kind: 'transaction',
      resource,
      async run({ context, input: { policyId, userId } }, transaction, announce) {
        const place = { policyId, holder: { userId }, projectId: null };
        await attachments.detach({ context, transaction, announce, place });
        return {};
      },
    },
    'iam.detachGroupPolicy': {
      kind: 'transaction',
      resource,
      async run({ context, input: { policyId, groupId } }, transaction, announce) {
        const place = { policyId, holder: { groupId }, projectId: null };
        await attachments.detach({ context, transaction, announce, place });
        return {};
      },
    },
  };
}

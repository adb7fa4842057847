import type { OperationInput } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import type { HandlersOf, Resource } from '../../pipeline/handler.ts';
import { lockAccount } from '../../store/lock-account.ts';
import { requirePolicyDocument } from '../policy/check-document.ts';
import { roleAnswer } from '../policy-answers.ts';
import {
  deletePolicyRow,
  insertPolicy,
  kindOf,
  type PolicyRow,
  policiesOf,
  requireCustomPolicy,
  requirePolicy,
  updatePolicyRow,
} from '../policy-records.ts';
import { type IdentityHandlerParts, listLinks, selfLinks } from './identity-handler-parts.ts';

type CustomPolicyHandlers = HandlersOf<
  | 'iam.listPermissions'
  | 'iam.showPermission'
  | 'iam.createCustomPolicy'
  | 'iam.listCustomPolicies'
  | 'iam.showCustomPolicy'
  | 'iam.updateCustomPolicy'
  | 'iam.deleteCustomPolicy'
>;
type GivenRole = OperationInput<'iam.createCustomPolicy'>['role'];

const NAME_FIELD = 'role.display_name';
const CUSTOM_PATH = '/v3.0/OS-ROLE/roles';

/** System policies and custom policies as IAM v3 has them (IAM-03, IAM-04). */
export function customPolicyHandlers(parts: IdentityHandlerParts): CustomPolicyHandlers {
  const { store, clock, publicUrl, guard } = parts;
  const resource = async (context: RequestContext, input: { readonly roleId: string }): Promise<Resource> => {
    const { id, name } = await requirePolicy(store.read, context.account.id, input.roleId);
    return { type: 'policy', id, name, projectId: null };
  };
  const listed = (row: PolicyRow) => ({
    ...roleAnswer(row),
    links: listLinks(publicUrl, `/v3/roles/${row.id}`),
  });
  const custom = (row: PolicyRow) => ({
    ...roleAnswer(row),
    links: selfLinks(publicUrl, `${CUSTOM_PATH}/${row.id}`),
  });

  return {
    'iam.listPermissions': {
      kind: 'direct',
      async run({ context, input }) {
        const ofAccount = input.domainId !== undefined;
        const rows = (await policiesOf(store.read, context.account.id).orderBy('policies.name').execute())
          .filter((row) => (ofAccount ? row.account_id === input.domainId : row.account_id === null))
          .filter((row) => input.name === undefined || row.name === input.name)
          .filter((row) => input.displayName === undefined || row.name === input.displayName)
          .filter((row) => input.permissionType === undefined || kindOf(row) === input.permissionType)
          .map(listed)
          .filter((role) => input.catalog === undefined || role.catalog === input.catalog);
        return {
          roles: pageOf(rows, input),
          links: listLinks(publicUrl, '/v3/roles'),
          totalNumber: rows.length,
        };
      },
    },
    'iam.showPermission': {
      kind: 'direct',
      resource,
      async run({ context, input }) {
        return { role: listed(await requirePolicy(store.read, context.account.id, input.roleId)) };
      },
    },
    'iam.createCustomPolicy': {
      kind: 'transaction',
      async run(call, transaction, announce) {
        const accountId = call.context.account.id;
        const content = contentOf(call.input.role);
        await lockAccount(transaction, store.dialect, accountId);
        const id = await insertPolicy(transaction, clock, accountId, content, NAME_FIELD);
        call.traceResource({ id, name: content.name });
        announce({ kind: 'identity', accountId });
        return { role: custom(await requirePolicy(transaction, accountId, id)) };
      },
    },
    'iam.listCustomPolicies': {
      kind: 'direct',
      async run({ context, input }) {
        const rows = await policiesOf(store.read, context.account.id)
          .where('policies.account_id', 'is not', null)
          .orderBy('policies.name')
          .execute();
        return {
          roles: pageOf(rows, input).map(custom),
          links: listLinks(publicUrl, CUSTOM_PATH),
          totalNumber: rows.length,
        };
      },
    },
    'iam.showCustomPolicy': {
      kind: 'direct',
      resource,
      async run({ context, input }) {
        const row = await requirePolicy(store.read, context.account.id, input.roleId);
        return { role: { ...custom(row), references: Number(row.attachments ?? 0) } };
      },
    },
    'iam.updateCustomPolicy': {
      kind: 'transaction',
      resource,
      async run({ context, input }, transaction, announce) {
        const accountId = context.account.id;
        const content = contentOf(input.role);
        await lockAccount(transaction, store.dialect, accountId);
        await requireCustomPolicy(transaction, accountId, input.roleId);
        await updatePolicyRow(transaction, clock, input.roleId, content, NAME_FIELD);
        announce({ kind: 'identity', accountId });
        await guard.requireAdministrator(transaction, context);
        return { role: custom(await requirePolicy(transaction, accountId, input.roleId)) };
      },
    },
    'iam.deleteCustomPolicy': {
      kind: 'transaction',
      resource,
      async run({ context, input }, transaction, announce) {
        const accountId = context.account.id;
        await lockAccount(transaction, store.dialect, accountId);
        await requireCustomPolicy(transaction, accountId, input.roleId);
        await deletePolicyRow(transaction, accountId, input.roleId);
        announce({ kind: 'identity', accountId });
        return { message: 'Delete success.' };
      },
    },
  };
}

/** @throws OperationError `policyInvalid` with the path inside `role.policy` */
function contentOf(role: GivenRole) {
  const document = JSON.stringify(
    {
      Version: role.policy.version,
      Statement: role.policy.statement.map(({ effect, action, resource, condition }) => ({
        Effect: effect,
        Action: action,
        Resource: resource,
        Condition: condition,
      })),
    },
    null,
    2,
  );
  requirePolicyDocument(document, 'role.policy');
  return { name: role.displayName, description: role.description, document, scope: role.type };
}

function pageOf<Row>(
  rows: readonly Row[],
  { page = 1, perPage }: { page?: number | undefined; perPage?: number | undefined },
): Row[] {
  const size = perPage ?? rows.length;
  return rows.slice((page - 1) * size, page * size);
}

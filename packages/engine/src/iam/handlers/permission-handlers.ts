import type { HandlersOf } from '../../pipeline/handler.ts';
import { identityResources, requireOwnAccount, requireProject } from '../identity-resources.ts';
import { roleAnswer } from '../policy-answers.ts';
import type { PolicyAttachments } from '../policy-attachments.ts';
import { policiesOf } from '../policy-records.ts';
import { type IdentityHandlerParts, listLinks } from './identity-handler-parts.ts';

type PermissionHandlers = HandlersOf<
  | 'iam.grantRoleToGroupOnDomain'
  | 'iam.revokeRoleFromGroupOnDomain'
  | 'iam.listRolesForGroupOnDomain'
  | 'iam.grantRoleToGroupOnProject'
  | 'iam.revokeRoleFromGroupOnProject'
  | 'iam.listRolesForGroupOnProject'
>;

/** Policies of groups, per project or for all (IAM-04) [KeystoneAssociateGroupWithDomainPermission, …]. */
export function permissionHandlers(
  parts: IdentityHandlerParts,
  attachments: PolicyAttachments,
): PermissionHandlers {
  const { store, publicUrl } = parts;
  const { group } = identityResources(store);
  const rolesOf = async (accountId: string, groupId: string, projectId: string | null) => {
    const rows = await policiesOf(store.read, accountId)
      .where('policies.id', 'in', (e) => {
        const held = e
          .selectFrom('policy_attachments')
          .select('policy_id')
          .where('account_id', '=', accountId)
          .where('group_id', '=', groupId);
        return projectId === null
          ? held.where('project_id', 'is', null)
          : held.where('project_id', '=', projectId);
      })
      .orderBy('policies.name')
      .execute();
    return rows.map((row) => ({ ...roleAnswer(row), links: listLinks(publicUrl, `/v3/roles/${row.id}`) }));
  };

  return {
    'iam.grantRoleToGroupOnDomain': {
      kind: 'transaction',
      resource: group,
      async run({ context, input }, transaction, announce) {
        requireOwnAccount(context, input.domainId);
        const place = { policyId: input.roleId, holder: { groupId: input.groupId }, projectId: null };
        await attachments.attach({ context, transaction, announce, place });
        return {};
      },
    },
    'iam.revokeRoleFromGroupOnDomain': {
      kind: 'transaction',
      resource: group,
      async run({ context, input }, transaction, announce) {
        requireOwnAccount(context, input.domainId);
        const place = { policyId: input.roleId, holder: { groupId: input.groupId }, projectId: null };
        await attachments.detach({ context, transaction, announce, place });
        return {};
      },
    },
    'iam.listRolesForGroupOnDomain': {
      kind: 'direct',
      resource: group,
      async run({ context, input }) {
        requireOwnAccount(context, input.domainId);
        const path = `/v3/domains/${input.domainId}/groups/${input.groupId}/roles`;
        return {
          roles: await rolesOf(context.account.id, input.groupId, null),
          links: listLinks(publicUrl, path),
        };
      },
    },
    'iam.grantRoleToGroupOnProject': {
      kind: 'transaction',
      resource: group,
      async run({ context, input }, transaction, announce) {
        const { roleId: policyId, groupId, projectId } = input;
        const place = { policyId, holder: { groupId }, projectId };
        await attachments.attach({ context, transaction, announce, place });
        return {};
      },
    },
    'iam.revokeRoleFromGroupOnProject': {
      kind: 'transaction',
      resource: group,
      async run({ context, input }, transaction, announce) {
        const { roleId: policyId, groupId, projectId } = input;
        const place = { policyId, holder: { groupId }, projectId };
        await attachments.detach({ context, transaction, announce, place });
        return {};
      },
    },
    'iam.listRolesForGroupOnProject': {
      kind: 'direct',
      resource: group,
      async run({ context, input }) {
        const project = await requireProject(store.read, context.account.id, input.projectId);
        const path = `/v3/projects/${project.id}/groups/${input.groupId}/roles`;
        return {
          roles: await rolesOf(context.account.id, input.groupId, project.id),
          links: listLinks(publicUrl, path),
        };
      },
    },
  };
}

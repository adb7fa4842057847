import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { identityId, links } from './fields.ts';
import { shownPolicy } from './policies.ts';

/** Policies of groups, per project or for everything [KeystoneAssociateGroupWithProjectPermission, …]. */

const onDomain = z.object({ domainId: identityId, groupId: identityId, roleId: identityId });
const onProject = z.object({ projectId: identityId, groupId: identityId, roleId: identityId });
const roles = z.object({
  roles: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      displayName: z.string(),
      description: z.string(),
      catalog: z.string(),
      type: z.string(),
      domainId: z.string().optional(),
      policy: shownPolicy,
      createdTime: z.string(),
      updatedTime: z.string(),
      links,
    }),
  ),
  links,
});

export const grantRoleToGroupOnDomain = defineOperation({
  id: 'iam.grantRoleToGroupOnDomain',
  service: 'iam',
  summary: 'Attach a policy to a group for all projects',
  description: 'In all projects and on the account. Attaching it again changes nothing.',
  scope: 'account',
  effect: 'change',
  action: 'iam:permissions:grantRoleToGroupOnDomain',
  trace: { name: 'grantRoleToGroupOnDomain', resourceType: 'group' },
  input: onDomain,
  output: z.object({}),
  rest: { method: 'PUT', path: '/v3/domains/{domain_id}/groups/{group_id}/roles/{role_id}', success: 204 },
  refusals: ['accountNotFound', 'groupNotFound', 'policyNotFound', 'lastAdministrator'],
});

export const revokeRoleFromGroupOnDomain = defineOperation({
  id: 'iam.revokeRoleFromGroupOnDomain',
  service: 'iam',
  summary: 'Detach a policy from a group for all projects',
  description: 'Attachments in single projects stay.',
  scope: 'account',
  effect: 'change',
  action: 'iam:permissions:revokeRoleFromGroupOnDomain',
  trace: { name: 'revokeRoleFromGroupOnDomain', resourceType: 'group' },
  input: onDomain,
  output: z.object({}),
  rest: { method: 'DELETE', path: '/v3/domains/{domain_id}/groups/{group_id}/roles/{role_id}', success: 204 },
  refusals: ['accountNotFound', 'groupNotFound', 'policyNotFound', 'attachmentNotFound', 'lastAdministrator'],
});

export const listRolesForGroupOnDomain = defineOperation({
  id: 'iam.listRolesForGroupOnDomain',
  service: 'iam',
  summary: 'List the policies of a group for all projects',
  description: 'Those that hold in all projects and on the account.',
  scope: 'account',
  effect: 'read',
  action: 'iam:permissions:listRolesForGroupOnDomain',
  trace: { name: 'listRolesForGroupOnDomain', resourceType: 'group' },
  input: z.object({ domainId: identityId, groupId: identityId }),
  output: roles,
  rest: { method: 'GET', path: '/v3/domains/{domain_id}/groups/{group_id}/roles' },
  refusals: ['accountNotFound', 'groupNotFound'],
});

export const grantRoleToGroupOnProject = defineOperation({
  id: 'iam.grantRoleToGroupOnProject',
  service: 'iam',
  summary: 'Attach a policy to a group in a project',
  description: 'Attaching it again changes nothing.',
  scope: 'account',
  effect: 'change',
  action: 'iam:permissions:grantRoleToGroupOnProject',
  trace: { name: 'grantRoleToGroupOnProject', resourceType: 'group' },
  input: onProject,
  output: z.object({}),
  rest: { method: 'PUT', path: '/v3/projects/{project_id}/groups/{group_id}/roles/{role_id}', success: 204 },
  refusals: ['projectNotFound', 'groupNotFound', 'policyNotFound', 'lastAdministrator'],
});

export const revokeRoleFromGroupOnProject = defineOperation({
  id: 'iam.revokeRoleFromGroupOnProject',
  service: 'iam',
  summary: 'Detach a policy from a group in a project',
  description: 'What is attached for all projects stays.',
  scope: 'account',
  effect: 'change',
  action: 'iam:permissions:revokeRoleFromGroupOnProject',
  trace: { name: 'revokeRoleFromGroupOnProject', resourceType: 'group' },
  input: onProject,
  output: z.object({}),
  rest: {
    method: 'DELETE',
    path: '/v3/projects/{project_id}/groups/{group_id}/roles/{role_id}',
    success: 204,
  },
  refusals: ['projectNotFound', 'groupNotFound', 'policyNotFound', 'attachmentNotFound', 'lastAdministrator'],
});

export const listRolesForGroupOnProject = defineOperation({
  id: 'iam.listRolesForGroupOnProject',
  service: 'iam',
  summary: 'List the policies of a group in a project',
  description: 'Those attached in this project; what holds in all projects is listed by account.',
  scope: 'account',
  effect: 'read',
  action: 'iam:permissions:listRolesForGroupOnProject',
  trace: { name: 'listRolesForGroupOnProject', resourceType: 'group' },
  input: z.object({ projectId: identityId, groupId: identityId }),
  output: roles,
  rest: { method: 'GET', path: '/v3/projects/{project_id}/groups/{group_id}/roles' },
  refusals: ['projectNotFound', 'groupNotFound'],
});

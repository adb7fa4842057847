import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { consolePage, description, identityId, identityName, links, selfLink } from './fields.ts';

/** User groups and memberships (IAM-02). */

const group = z.object({
  id: z.string(),
  name: z.string(),
  domainId: z.string(),
  description: z.string(),
  /** ms since 1970 UTC. */
  createTime: z.int(),
});

export const listGroups = defineOperation({
  id: 'iam.listGroups',
  service: 'iam',
  summary: 'List user groups',
  description: 'Groups of the caller’s account; `name` filters by the exact name.',
  scope: 'account',
  effect: 'read',
  action: 'iam:groups:listGroups',
  trace: { name: 'listUserGroups', resourceType: 'group' },
  input: z.object({ domainId: identityId.optional(), name: z.string().max(64).optional() }),
  output: z.object({ groups: z.array(group.extend({ links })), links }),
  rest: { method: 'GET', path: '/v3/groups' },
  refusals: [],
});

const consoleGroup = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  createdAt: z.int(),
  members: z.int(),
});

export const searchGroups = defineOperation({
  id: 'iam.searchGroups',
  service: 'iam',
  summary: 'Search user groups',
  description: 'Keyset-paged list by name, with the number of members.',
  scope: 'account',
  effect: 'read',
  action: 'iam:groups:listGroups',
  trace: { name: 'listUserGroups', resourceType: 'group' },
  input: z.object({ ...consolePage }),
  output: z.object({ items: z.array(consoleGroup), nextCursor: z.string().nullable() }),
  console: { method: 'GET', path: '/identity/groups' },
  refusals: ['markerInvalid'],
});

export const viewGroup = defineOperation({
  id: 'iam.viewGroup',
  service: 'iam',
  summary: 'View a user group',
  description: 'The group and the policies attached to it; its members are searched with “Search users”.',
  scope: 'account',
  effect: 'read',
  action: 'iam:groups:getGroup',
  trace: { name: 'showUserGroup', resourceType: 'group' },
  input: z.object({ groupId: identityId }),
  output: z.object({
    ...consoleGroup.shape,
    attachments: z.array(
      z.object({
        policyId: z.string(),
        policyName: z.string(),
        /** Null: in all projects and on the account. */
        projectId: z.string().nullable(),
        projectName: z.string().nullable(),
      }),
    ),
  }),
  console: { method: 'GET', path: '/identity/groups/{groupId}' },
  refusals: ['groupNotFound'],
});

export const createGroup = defineOperation({
  id: 'iam.createGroup',
  service: 'iam',
  summary: 'Create a user group',
  description: 'At most 1,000 groups per account.',
  scope: 'account',
  effect: 'create',
  action: 'iam:groups:createGroup',
  trace: { name: 'createUserGroup', resourceType: 'group' },
  input: z.object({
    group: z.object({
      name: identityName,
      domainId: identityId.optional(),
      description: description.optional(),
    }),
  }),
  output: z.object({ group: group.extend({ links: selfLink }) }),
  rest: { method: 'POST', path: '/v3/groups', success: 201 },
  console: { method: 'POST', path: '/identity/groups', success: 201 },
  refusals: ['accountNotFound', 'groupNameTaken', 'identityQuotaExceeded'],
});

export const updateGroup = defineOperation({
  id: 'iam.updateGroup',
  service: 'iam',
  summary: 'Change a user group',
  description: 'Name and description.',
  scope: 'account',
  effect: 'change',
  action: 'iam:groups:updateGroup',
  trace: { name: 'updateUserGroup', resourceType: 'group' },
  input: z.object({
    groupId: identityId,
    group: z.object({ name: identityName.optional(), description: description.optional() }),
  }),
  output: z.object({ group: group.extend({ links: selfLink }) }),
  rest: { method: 'PATCH', path: '/v3/groups/{group_id}' },
  console: { method: 'PATCH', path: '/identity/groups/{groupId}' },
  refusals: ['groupNotFound', 'groupNameTaken'],
});

export const deleteGroup = defineOperation({
  id: 'iam.deleteGroup',
  service: 'iam',
  summary: 'Delete a user group',
  description: 'Its members lose at once what the group gave them.',
  scope: 'account',
  effect: 'destroy',
  irreversible: true,
  action: 'iam:groups:deleteGroup',
  trace: { name: 'deleteUserGroup', resourceType: 'group' },
  input: z.object({ groupId: identityId }),
  output: z.object({}),
  rest: { method: 'DELETE', path: '/v3/groups/{group_id}', success: 204 },
  console: { method: 'DELETE', path: '/identity/groups/{groupId}', success: 204 },
  refusals: ['groupNotFound', 'lastAdministrator'],
});

const membership = z.object({ groupId: identityId, userId: identityId });

export const addUserToGroup = defineOperation({
  id: 'iam.addUserToGroup',
  service: 'iam',
  summary: 'Add a user to a group',
  description: 'Adding a member again changes nothing.',
  scope: 'account',
  effect: 'change',
  action: 'iam:permissions:addUserToGroup',
  trace: { name: 'addUserToUserGroup', resourceType: 'group' },
  input: membership,
  output: z.object({}),
  rest: { method: 'PUT', path: '/v3/groups/{group_id}/users/{user_id}', success: 204 },
  console: { method: 'PUT', path: '/identity/groups/{groupId}/users/{userId}', success: 204 },
  refusals: ['groupNotFound', 'userNotFound', 'lastAdministrator'],
});

export const removeUserFromGroup = defineOperation({
  id: 'iam.removeUserFromGroup',
  service: 'iam',
  summary: 'Remove a user from a group',
  description: 'The user loses at once what the group gave.',
  scope: 'account',
  effect: 'change',
  action: 'iam:permissions:removeUserFromGroup',
  trace: { name: 'removeUserFromUserGroup', resourceType: 'group' },
  input: membership,
  output: z.object({}),
  rest: { method: 'DELETE', path: '/v3/groups/{group_id}/users/{user_id}', success: 204 },
  console: { method: 'DELETE', path: '/identity/groups/{groupId}/users/{userId}', success: 204 },
  refusals: ['groupNotFound', 'membershipNotFound', 'lastAdministrator'],
});

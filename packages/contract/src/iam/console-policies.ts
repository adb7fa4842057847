import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { consolePage, description, identityId, identityName } from './fields.ts';

/** Policies as the console's editors have them: the document is the JSON text itself, so that a problem has a line (IAM-04). */

/** Longer than any policy may be, so that one that is too long is refused with the reason. */
const documentText = z.string().min(1).max(65_536);

const policySummary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  type: z.enum(['system', 'custom']),
  /** Groups, users and projects it is attached to, each once. */
  attachmentCount: z.int(),
  createdAt: z.int(),
  updatedAt: z.int(),
});

export const searchPolicies = defineOperation({
  id: 'iam.searchPolicies',
  service: 'iam',
  summary: 'Search policies',
  description: 'Keyset-paged list by name of system policies and those of the account.',
  scope: 'account',
  effect: 'read',
  action: 'iam:roles:listRoles',
  trace: { name: 'listRoles', resourceType: 'policy' },
  input: z.object({ ...consolePage, type: z.enum(['system', 'custom']).optional() }),
  output: z.object({ items: z.array(policySummary), nextCursor: z.string().nullable() }),
  console: { method: 'GET', path: '/identity/policies' },
  refusals: ['markerInvalid'],
});

export const viewPolicy = defineOperation({
  id: 'iam.viewPolicy',
  service: 'iam',
  summary: 'View a policy',
  description: 'Its document, and where it is attached.',
  scope: 'account',
  effect: 'read',
  action: 'iam:roles:getRole',
  trace: { name: 'showRole', resourceType: 'policy' },
  input: z.object({ policyId: identityId }),
  output: z.object({
    ...policySummary.shape,
    document: z.string(),
    attachments: z.array(
      z.object({
        groupId: z.string().nullable(),
        groupName: z.string().nullable(),
        userId: z.string().nullable(),
        userName: z.string().nullable(),
        /** Null: in all projects and on the account. */
        projectId: z.string().nullable(),
        projectName: z.string().nullable(),
      }),
    ),
  }),
  console: { method: 'GET', path: '/identity/policies/{policyId}' },
  refusals: ['policyNotFound'],
});

export const checkPolicy = defineOperation({
  id: 'iam.checkPolicy',
  service: 'iam',
  summary: 'Check a policy',
  description: 'Says everything that is wrong with a document, each with its place and line. Saves nothing.',
  scope: 'account',
  effect: 'use',
  action: 'iam:roles:listRoles',
  trace: { name: 'checkRole', resourceType: 'policy' },
  input: z.object({ document: documentText }),
  output: z.object({
    problems: z.array(
      z.object({
        /** e.g. `Statement[0].Action[1]`; "" is the document. */
        path: z.string(),
        /** Counted from 1. */
        line: z.int(),
        column: z.int(),
        message: z.string(),
      }),
    ),
  }),
  console: { method: 'POST', path: '/identity/policy-check' },
  refusals: [],
});

export const createPolicy = defineOperation({
  id: 'iam.createPolicy',
  service: 'iam',
  summary: 'Create a policy from its text',
  description: 'The refusal of a document names place and line of the first problem.',
  scope: 'account',
  effect: 'create',
  action: 'iam:roles:createRole',
  trace: { name: 'createRole', resourceType: 'policy' },
  input: z.object({ name: identityName, description: description.default(''), document: documentText }),
  output: z.object({ id: z.string() }),
  console: { method: 'POST', path: '/identity/policies', success: 201 },
  refusals: ['policyInvalid', 'policyNameTaken', 'identityQuotaExceeded'],
});

export const updatePolicy = defineOperation({
  id: 'iam.updatePolicy',
  service: 'iam',
  summary: 'Change a policy by its text',
  description: 'It holds from now on wherever it is attached.',
  scope: 'account',
  effect: 'change',
  action: 'iam:roles:updateRole',
  trace: { name: 'updateRole', resourceType: 'policy' },
  input: z.object({
    policyId: identityId,
    name: identityName.optional(),
    description: description.optional(),
    document: documentText.optional(),
  }),
  output: z.object({}),
  console: { method: 'PATCH', path: '/identity/policies/{policyId}', success: 204 },
  refusals: [
    'policyNotFound',
    'policyInvalid',
    'policyNameTaken',
    'systemPolicyRefused',
    'lastAdministrator',
  ],
});

export const deletePolicy = defineOperation({
  id: 'iam.deletePolicy',
  service: 'iam',
  summary: 'Delete a policy',
  description: 'Refused while it is attached; the refusal names where.',
  scope: 'account',
  effect: 'destroy',
  irreversible: true,
  action: 'iam:roles:deleteRole',
  trace: { name: 'deleteRole', resourceType: 'policy' },
  input: z.object({ policyId: identityId }),
  output: z.object({}),
  console: { method: 'DELETE', path: '/identity/policies/{policyId}', success: 204 },
  refusals: ['policyNotFound', 'systemPolicyRefused', 'policyAttached'],
});

const attachment = z.object({
  policyId: identityId,
  /** Exactly one of group and user. */
  groupId: identityId.optional(),
  userId: identityId.optional(),
  /** Absent: in all projects and on the account. */
  projectId: identityId.optional(),
});

export const attachPolicy = defineOperation({
  id: 'iam.attachPolicy',
  service: 'iam',
  summary: 'Attach a policy',
  description: 'To a group or a user, in one project or in all. Attaching it again changes nothing.',
  scope: 'account',
  effect: 'change',
  action: 'iam:permissions:grantRoleToGroupOnProject',
  trace: { name: 'attachRole', resourceType: 'policy' },
  input: attachment,
  output: z.object({}),
  console: { method: 'POST', path: '/identity/policies/{policyId}/attach', success: 204 },
  refusals: ['policyNotFound', 'groupNotFound', 'userNotFound', 'projectNotFound', 'lastAdministrator'],
});

export const detachPolicy = defineOperation({
  id: 'iam.detachPolicy',
  service: 'iam',
  summary: 'Detach a policy',
  description: 'From the group or user, in the project or for all, where it was attached.',
  scope: 'account',
  effect: 'change',
  action: 'iam:permissions:revokeRoleFromGroupOnProject',
  trace: { name: 'detachRole', resourceType: 'policy' },
  input: attachment,
  output: z.object({}),
  console: { method: 'POST', path: '/identity/policies/{policyId}/detach', success: 204 },
  refusals: [
    'policyNotFound',
    'groupNotFound',
    'userNotFound',
    'projectNotFound',
    'attachmentNotFound',
    'lastAdministrator',
  ],
});

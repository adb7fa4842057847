import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { isoText } from '../wire/scalars.ts';
import { description, identityId, identityName } from './fields.ts';

/** The same policies as IAM v5 has them; the document is JSON text [CreatePolicyV5, ListPoliciesV5, …]. */

const policy = z.object({
  policyId: z.string(),
  policyName: z.string(),
  policyType: z.enum(['custom', 'system']),
  urn: z.string(),
  path: z.string(),
  defaultVersionId: z.string(),
  attachmentCount: z.int(),
  description: z.string(),
  createdAt: isoText,
  updatedAt: isoText,
});

export const createIdentityPolicy = defineOperation({
  id: 'iam.createIdentityPolicy',
  service: 'iam',
  summary: 'Create an identity policy',
  description:
    'The document is JSON text of Version 5.0 (also 1.1). It is checked as every policy is; the refusal names the line.',
  scope: 'account',
  effect: 'create',
  action: 'iam:policies:createV5',
  trace: { name: 'createPolicy', resourceType: 'policy' },
  input: z.object({
    policyName: identityName,
    /** Accepted and not kept: policies have no folders here. */
    path: z.string().max(512).optional(),
    policyDocument: z.string().min(1).max(65_536),
    description: description.optional(),
  }),
  output: z.object({ policy }),
  rest: { method: 'POST', path: '/v5/policies', success: 201 },
  refusals: ['policyInvalid', 'policyNameTaken', 'identityQuotaExceeded'],
});

export const listIdentityPolicies = defineOperation({
  id: 'iam.listIdentityPolicies',
  service: 'iam',
  summary: 'List identity policies',
  description: 'System policies and those of the account, ordered by name.',
  scope: 'account',
  effect: 'read',
  action: 'iam:policies:listV5',
  trace: { name: 'listPolicies', resourceType: 'policy' },
  input: z.object({
    limit: z.int().min(1).max(200).default(100),
    marker: z.string().min(1).max(1024).optional(),
    policyType: z.enum(['custom', 'system']).optional(),
    /** `/` matches everything: policies have no folders here. */
    pathPrefix: z.string().max(512).optional(),
    onlyAttached: z.boolean().optional(),
  }),
  output: z.object({
    policies: z.array(policy),
    pageInfo: z.object({ nextMarker: z.string().optional(), currentCount: z.int() }),
  }),
  rest: { method: 'GET', path: '/v5/policies' },
  refusals: ['markerInvalid'],
});

export const getIdentityPolicy = defineOperation({
  id: 'iam.getIdentityPolicy',
  service: 'iam',
  summary: 'Show an identity policy',
  description: 'Without its document, which is in its version.',
  scope: 'account',
  effect: 'read',
  action: 'iam:policies:getV5',
  trace: { name: 'getPolicy', resourceType: 'policy' },
  input: z.object({ policyId: identityId }),
  output: z.object({ policy }),
  rest: { method: 'GET', path: '/v5/policies/{policy_id}' },
  refusals: ['policyNotFound'],
});

export const getIdentityPolicyVersion = defineOperation({
  id: 'iam.getIdentityPolicyVersion',
  service: 'iam',
  summary: 'Show the document of an identity policy',
  description: 'There is one version, `v1`; a change replaces it.',
  scope: 'account',
  effect: 'read',
  action: 'iam:policies:getVersionV5',
  trace: { name: 'getPolicyVersion', resourceType: 'policy' },
  input: z.object({ policyId: identityId, versionId: z.string().max(64) }),
  output: z.object({
    policyVersion: z.object({
      document: z.string(),
      versionId: z.string(),
      isDefault: z.boolean(),
      createdAt: isoText,
    }),
  }),
  rest: { method: 'GET', path: '/v5/policies/{policy_id}/versions/{version_id}' },
  refusals: ['policyNotFound', 'policyVersionNotFound'],
});

export const deleteIdentityPolicy = defineOperation({
  id: 'iam.deleteIdentityPolicy',
  service: 'iam',
  summary: 'Delete an identity policy',
  description: 'Refused while it is attached; the refusal names where.',
  scope: 'account',
  effect: 'destroy',
  irreversible: true,
  action: 'iam:policies:deleteV5',
  trace: { name: 'deletePolicy', resourceType: 'policy' },
  input: z.object({ policyId: identityId }),
  output: z.object({}),
  rest: { method: 'DELETE', path: '/v5/policies/{policy_id}', success: 204 },
  refusals: ['policyNotFound', 'systemPolicyRefused', 'policyAttached'],
});

const toUser = z.object({ policyId: identityId, userId: identityId });
const toGroup = z.object({ policyId: identityId, groupId: identityId });

export const attachUserPolicy = defineOperation({
  id: 'iam.attachUserPolicy',
  service: 'iam',
  summary: 'Attach a policy to a user',
  description: 'In all projects and on the account. Attaching it again changes nothing.',
  scope: 'account',
  effect: 'change',
  action: 'iam:users:attachPolicyV5',
  trace: { name: 'attachUserPolicy', resourceType: 'policy' },
  input: toUser,
  output: z.object({}),
  rest: { method: 'POST', path: '/v5/policies/{policy_id}/attach-user' },
  refusals: ['policyNotFound', 'userNotFound', 'lastAdministrator'],
});

export const attachGroupPolicy = defineOperation({
  id: 'iam.attachGroupPolicy',
  service: 'iam',
  summary: 'Attach a policy to a user group',
  description: 'In all projects and on the account. Attaching it again changes nothing.',
  scope: 'account',
  effect: 'change',
  action: 'iam:groups:attachPolicyV5',
  trace: { name: 'attachGroupPolicy', resourceType: 'policy' },
  input: toGroup,
  output: z.object({}),
  rest: { method: 'POST', path: '/v5/policies/{policy_id}/attach-group' },
  refusals: ['policyNotFound', 'groupNotFound', 'lastAdministrator'],
});

export const detachUserPolicy = defineOperation({
  id: 'iam.detachUserPolicy',
  service: 'iam',
  summary: 'Detach a policy from a user',
  description: 'Where it is attached for all projects.',
  scope: 'account',
  effect: 'change',
  action: 'iam:users:detachPolicyV5',
  trace: { name: 'detachUserPolicy', resourceType: 'policy' },
  input: toUser,
  output: z.object({}),
  rest: { method: 'POST', path: '/v5/policies/{policy_id}/detach-user' },
  refusals: ['policyNotFound', 'userNotFound', 'attachmentNotFound', 'lastAdministrator'],
});

export const detachGroupPolicy = defineOperation({
  id: 'iam.detachGroupPolicy',
  service: 'iam',
  summary: 'Detach a policy from a user group',
  description: 'Where it is attached for all projects.',
  scope: 'account',
  effect: 'change',
  action: 'iam:groups:detachPolicyV5',
  trace: { name: 'detachGroupPolicy', resourceType: 'policy' },
  input: toGroup,
  output: z.object({}),
  rest: { method: 'POST', path: '/v5/policies/{policy_id}/detach-group' },
  refusals: ['policyNotFound', 'groupNotFound', 'attachmentNotFound', 'lastAdministrator'],
});

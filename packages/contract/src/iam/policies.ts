import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate, type WireAnnotation } from '../wire/annotations.ts';
import { description, identityId, identityName, links, selfLink } from './fields.ts';

/** System and custom policies as IAM v3 has them (IAM-03, IAM-04) [KeystoneListPermissions, CreateCloudServiceCustomPolicy, …]. */

const MAX_ENTRIES = 100;
const ofPolicy = (wireName: string): WireAnnotation => ({
  wireName,
  error: 'policyInvalid',
  missing: 'policyInvalid',
});
const patterns = z.array(z.string().max(1024)).max(MAX_ENTRIES);
const conditionValues = z.array(z.string().max(1024)).max(MAX_ENTRIES);

/** What stands in a statement is checked by the engine; here only its JSON types. Unknown parts are refused, or a policy would mean more than it says. */
const givenStatement = z.object({
  effect: annotate(z.enum(['Allow', 'Deny']), ofPolicy('Effect')),
  action: annotate(patterns, ofPolicy('Action')),
  resource: annotate(patterns.optional(), ofPolicy('Resource')),
  condition: annotate(
    z.record(z.string(), z.record(z.string(), conditionValues)).optional(),
    ofPolicy('Condition'),
  ),
});
export const givenPolicy = annotate(
  z.object({
    version: annotate(z.enum(['1.0', '1.1']), ofPolicy('Version')),
    statement: annotate(
      z.array(annotate(givenStatement, { exact: true, error: 'policyInvalid' })).max(MAX_ENTRIES),
      ofPolicy('Statement'),
    ),
  }),
  { exact: true, error: 'policyInvalid', missing: 'policyInvalid' },
);

const shownStatement = z.object({
  effect: annotate(z.enum(['Allow', 'Deny']), { wireName: 'Effect' }),
  action: annotate(z.array(z.string()).optional(), { wireName: 'Action' }),
  notAction: annotate(z.array(z.string()).optional(), { wireName: 'NotAction' }),
  resource: annotate(z.array(z.string()).optional(), { wireName: 'Resource' }),
  notResource: annotate(z.array(z.string()).optional(), { wireName: 'NotResource' }),
  condition: annotate(
    z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())]))).optional(),
    { wireName: 'Condition' },
  ),
});
export const shownPolicy = z.object({
  version: annotate(z.string(), { wireName: 'Version' }),
  statement: annotate(z.array(shownStatement), { wireName: 'Statement' }),
});

const role = z.object({
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  description: z.string(),
  descriptionCn: z.string(),
  /** `BASE` for system policies, `CUSTOMED` for custom ones. */
  catalog: z.string(),
  /** `AX`: on the account; `XA`: in projects; `AA`: both. Kept and shown; where a policy holds is where it is attached. */
  type: z.string(),
  /** Absent for system policies. */
  domainId: z.string().optional(),
  policy: shownPolicy,
  /** ms since 1970 UTC, as text. */
  createdTime: z.string(),
  updatedTime: z.string(),
});

export const listPermissions = defineOperation({
  id: 'iam.listPermissions',
  service: 'iam',
  summary: 'List system policies',
  description:
    'The roles and policies that every account has (IAM-03); with `domain_id` the custom policies of the account instead.',
  scope: 'account',
  effect: 'read',
  action: 'iam:roles:listRoles',
  trace: { name: 'listRoles', resourceType: 'policy' },
  input: z.object({
    name: z.string().max(64).optional(),
    domainId: identityId.optional(),
    page: z.int().min(1).optional(),
    perPage: z.int().min(1).max(300).optional(),
    permissionType: z.enum(['policy', 'role']).optional(),
    displayName: z.string().max(64).optional(),
    /** Where it can be attached: every policy in projects and on the account. */
    type: z.enum(['domain', 'project', 'all']).optional(),
    catalog: z.string().max(64).optional(),
  }),
  output: z.object({ roles: z.array(role.extend({ links })), links, totalNumber: z.int() }),
  rest: { method: 'GET', path: '/v3/roles' },
  refusals: [],
});

export const showPermission = defineOperation({
  id: 'iam.showPermission',
  service: 'iam',
  summary: 'Show a system or custom policy',
  description: 'By its ID, system policies and those of the account.',
  scope: 'account',
  effect: 'read',
  action: 'iam:roles:getRole',
  trace: { name: 'showRole', resourceType: 'policy' },
  input: z.object({ roleId: identityId }),
  output: z.object({ role: role.extend({ links }) }),
  rest: { method: 'GET', path: '/v3/roles/{role_id}' },
  refusals: ['policyNotFound'],
});

const givenRole = z.object({
  displayName: identityName,
  type: z.enum(['AX', 'XA', 'AA']),
  description,
  descriptionCn: description.optional(),
  policy: givenPolicy,
});

export const createCustomPolicy = defineOperation({
  id: 'iam.createCustomPolicy',
  service: 'iam',
  summary: 'Create a custom policy',
  description:
    'Version 1.1: Effect, Action with wildcards, Resource, Condition. An unknown action of this product, operator or condition key is refused with its place. At most 16,384 characters of JSON, 50 statements, 500 custom policies per account.',
  scope: 'account',
  effect: 'create',
  action: 'iam:roles:createRole',
  trace: { name: 'createRole', resourceType: 'policy' },
  input: z.object({ role: givenRole }),
  output: z.object({ role: role.extend({ links: selfLink }) }),
  rest: { method: 'POST', path: '/v3.0/OS-ROLE/roles', success: 201 },
  refusals: ['policyInvalid', 'policyNameTaken', 'identityQuotaExceeded'],
});

export const listCustomPolicies = defineOperation({
  id: 'iam.listCustomPolicies',
  service: 'iam',
  summary: 'List custom policies',
  description: 'Those of the caller’s account.',
  scope: 'account',
  effect: 'read',
  action: 'iam:roles:listRoles',
  trace: { name: 'listRoles', resourceType: 'policy' },
  input: z.object({
    page: z.int().min(1).optional(),
    perPage: z.int().min(1).max(300).optional(),
  }),
  output: z.object({ roles: z.array(role.extend({ links: selfLink })), links, totalNumber: z.int() }),
  rest: { method: 'GET', path: '/v3.0/OS-ROLE/roles' },
  refusals: [],
});

export const showCustomPolicy = defineOperation({
  id: 'iam.showCustomPolicy',
  service: 'iam',
  summary: 'Show a custom policy',
  description: '`references` counts where it is attached.',
  scope: 'account',
  effect: 'read',
  action: 'iam:roles:getRole',
  trace: { name: 'showRole', resourceType: 'policy' },
  input: z.object({ roleId: identityId }),
  output: z.object({ role: role.extend({ links: selfLink, references: z.int() }) }),
  rest: { method: 'GET', path: '/v3.0/OS-ROLE/roles/{role_id}' },
  refusals: ['policyNotFound'],
});

export const updateCustomPolicy = defineOperation({
  id: 'iam.updateCustomPolicy',
  service: 'iam',
  summary: 'Change a custom policy',
  description: 'Replaces name, description and policy; it holds from now on wherever it is attached.',
  scope: 'account',
  effect: 'change',
  action: 'iam:roles:updateRole',
  trace: { name: 'updateRole', resourceType: 'policy' },
  input: z.object({ roleId: identityId, role: givenRole }),
  output: z.object({ role: role.extend({ links: selfLink }) }),
  rest: { method: 'PATCH', path: '/v3.0/OS-ROLE/roles/{role_id}' },
  refusals: [
    'policyNotFound',
    'policyInvalid',
    'policyNameTaken',
    'systemPolicyRefused',
    'lastAdministrator',
  ],
});

export const deleteCustomPolicy = defineOperation({
  id: 'iam.deleteCustomPolicy',
  service: 'iam',
  summary: 'Delete a custom policy',
  description: 'Refused while it is attached; the refusal names where.',
  scope: 'account',
  effect: 'destroy',
  irreversible: true,
  action: 'iam:roles:deleteRole',
  trace: { name: 'deleteRole', resourceType: 'policy' },
  input: z.object({ roleId: identityId }),
  output: z.object({ message: z.string() }),
  rest: { method: 'DELETE', path: '/v3.0/OS-ROLE/roles/{role_id}' },
  refusals: ['policyNotFound', 'systemPolicyRefused', 'policyAttached'],
});

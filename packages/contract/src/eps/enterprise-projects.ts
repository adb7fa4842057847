import { z } from 'zod';
import { identityName } from '../iam/fields.ts';
import { enterpriseProjectId } from '../kms/fields.ts';
import { defineOperation } from '../operation.ts';
import { DEFAULT_ENTERPRISE_PROJECT_NAME } from './names.ts';

/** Enterprise projects: groups of keys and secrets across the projects of an account, which policies can tell apart (KEY-15, IAM-04). */

const name = identityName.refine(
  (text) => text.toLowerCase() !== DEFAULT_ENTERPRISE_PROJECT_NAME,
  'must not be the name of the default enterprise project',
);
const description = z.string().max(512);

const enterpriseProject = z.object({
  /** `0` or a UUID. */
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** A disabled one keeps what it has and takes nothing new. */
  enabled: z.boolean(),
  /** ms since 1970 UTC; null for the default one. */
  createdAt: z.int().nullable(),
});

export const listEnterpriseProjects = defineOperation({
  id: 'eps.listEnterpriseProjects',
  service: 'eps',
  summary: 'List enterprise projects',
  description: 'The enterprise projects of the caller’s account: the default one first, then by name.',
  scope: 'account',
  effect: 'read',
  action: 'eps:enterpriseProjects:list',
  trace: { name: 'listEnterpriseProjects', resourceType: 'enterpriseProject' },
  input: z.object({}),
  output: z.object({ items: z.array(enterpriseProject) }),
  console: { method: 'GET', path: '/enterprise-projects' },
  refusals: [],
});

export const createEnterpriseProject = defineOperation({
  id: 'eps.createEnterpriseProject',
  service: 'eps',
  summary: 'Create an enterprise project',
  description: 'At most 100 enterprise projects per account beside the default one.',
  scope: 'account',
  effect: 'create',
  action: 'eps:enterpriseProjects:create',
  trace: { name: 'createEnterpriseProject', resourceType: 'enterpriseProject' },
  input: z.object({ name, description: description.default('') }),
  output: enterpriseProject,
  console: { method: 'POST', path: '/enterprise-projects', success: 201 },
  refusals: ['enterpriseProjectNameTaken', 'identityQuotaExceeded'],
});

export const modifyEnterpriseProject = defineOperation({
  id: 'eps.modifyEnterpriseProject',
  service: 'eps',
  summary: 'Modify an enterprise project',
  description: 'Changes its name, its description or both. The default one stays as it is.',
  scope: 'account',
  effect: 'change',
  action: 'eps:enterpriseProjects:update',
  trace: { name: 'modifyEnterpriseProject', resourceType: 'enterpriseProject' },
  input: z.object({
    enterpriseProjectId,
    name: name.optional(),
    description: description.optional(),
  }),
  output: enterpriseProject,
  console: { method: 'PUT', path: '/enterprise-projects/{enterpriseProjectId}' },
  refusals: ['enterpriseProjectNotFound', 'enterpriseProjectIsDefault', 'enterpriseProjectNameTaken'],
});

export const enableEnterpriseProject = defineOperation({
  id: 'eps.enableEnterpriseProject',
  service: 'eps',
  summary: 'Enable an enterprise project',
  description: 'Keys and secrets can be created in it and moved to it again.',
  scope: 'account',
  effect: 'change',
  action: 'eps:enterpriseProjects:enable',
  trace: { name: 'enableEnterpriseProject', resourceType: 'enterpriseProject' },
  input: z.object({ enterpriseProjectId }),
  output: enterpriseProject,
  console: { method: 'POST', path: '/enterprise-projects/{enterpriseProjectId}/enable' },
  refusals: ['enterpriseProjectNotFound', 'enterpriseProjectIsDefault'],
});

export const disableEnterpriseProject = defineOperation({
  id: 'eps.disableEnterpriseProject',
  service: 'eps',
  summary: 'Disable an enterprise project',
  description:
    'Nothing can be created in it or moved to it until it is enabled again. What belongs to it goes on working, and policies decide by it as before.',
  scope: 'account',
  effect: 'change',
  action: 'eps:enterpriseProjects:disable',
  trace: { name: 'disableEnterpriseProject', resourceType: 'enterpriseProject' },
  input: z.object({ enterpriseProjectId }),
  output: enterpriseProject,
  console: { method: 'POST', path: '/enterprise-projects/{enterpriseProjectId}/disable' },
  refusals: ['enterpriseProjectNotFound', 'enterpriseProjectIsDefault'],
});

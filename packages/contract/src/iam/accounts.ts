import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { consolePage, description, identityId, identityName, links, password, selfLink } from './fields.ts';

/** Projects of an account, and further accounts [KeystoneShowProject, KeystoneCreateProject]. */

const project = z.object({
  id: z.string(),
  name: z.string(),
  domainId: z.string(),
  parentId: z.string(),
  isDomain: z.boolean(),
  enabled: z.boolean(),
  description: z.string(),
});

export const showProject = defineOperation({
  id: 'iam.showProject',
  service: 'iam',
  summary: 'Show a project',
  description: 'One project of the caller’s account.',
  scope: 'account',
  effect: 'read',
  // As listing them: without it no SDK can find the project it must sign for.
  action: null,
  trace: { name: 'showProject', resourceType: 'project' },
  input: z.object({ projectId: identityId }),
  output: z.object({ project: project.extend({ links }) }),
  rest: { method: 'GET', path: '/v3/projects/{project_id}' },
  refusals: ['projectNotFound'],
});

export const createProject = defineOperation({
  id: 'iam.createProject',
  service: 'iam',
  summary: 'Create a project',
  description:
    'The name is the region’s, an underscore, and what you choose: `local-1_payments`. At most 100 projects per account.',
  scope: 'account',
  effect: 'create',
  action: 'iam:projects:createProject',
  trace: { name: 'createProject', resourceType: 'project' },
  input: z.object({
    project: z.object({
      name: identityName,
      /** The caller’s account or its first project; projects are not nested deeper. */
      parentId: identityId.optional(),
      domainId: identityId.optional(),
      /** Accepted and not kept. */
      description: description.optional(),
    }),
  }),
  output: z.object({ project: project.extend({ links: selfLink }) }),
  rest: { method: 'POST', path: '/v3/projects', success: 201 },
  console: { method: 'POST', path: '/identity/projects', success: 201 },
  refusals: ['accountNotFound', 'projectNotFound', 'projectNameTaken', 'identityQuotaExceeded'],
});

export const createAccount = defineOperation({
  id: 'iam.createAccount',
  service: 'iam',
  summary: 'Create an account',
  description:
    'An extension: makes an account with its first project, named after the region, and its administrator. Only for a Security Administrator of the first account. Accounts share nothing.',
  scope: 'account',
  effect: 'create',
  action: 'iam:domains:createDomain',
  trace: { name: 'createDomain', resourceType: 'domain' },
  input: z.object({
    domain: z.object({
      name: identityName,
      admin: z.object({ name: identityName, password }),
    }),
  }),
  output: z.object({
    domain: z.object({
      id: z.string(),
      name: z.string(),
      enabled: z.boolean(),
      description: z.string(),
      links: selfLink,
      admin: z.object({ id: z.string(), name: z.string() }),
      project: z.object({ id: z.string(), name: z.string() }),
    }),
  }),
  rest: { method: 'POST', path: '/v3/domains', success: 201 },
  console: { method: 'POST', path: '/identity/accounts', success: 201 },
  refusals: ['accountCreationRefused', 'accountNameTaken'],
});

export const updateAccount = defineOperation({
  id: 'iam.updateAccount',
  service: 'iam',
  summary: 'Disable or enable an account',
  description:
    'An extension. Sessions, tokens, access keys and bearer tokens of a disabled account are refused at once, on every node; nothing of it is lost, and what is scheduled in it goes on: rotation, destruction, expiry, delivery. Once enabled again its access keys work as before; its users sign in again. Only for a Security Administrator of the first account, which itself cannot be disabled.',
  scope: 'account',
  effect: 'change',
  stepUp: true,
  action: 'iam:domains:updateDomain',
  trace: { name: 'updateDomain', resourceType: 'domain' },
  input: z.object({ domainId: identityId, domain: z.object({ enabled: z.boolean() }) }),
  output: z.object({
    domain: z.object({
      id: z.string(),
      name: z.string(),
      enabled: z.boolean(),
      description: z.string(),
      links: selfLink,
    }),
  }),
  rest: { method: 'PATCH', path: '/v3/domains/{domain_id}' },
  console: { method: 'PATCH', path: '/identity/accounts/{domainId}' },
  refusals: ['accountCreationRefused', 'accountNotFound', 'accountOwn'],
});

export const searchAccounts = defineOperation({
  id: 'iam.searchAccounts',
  service: 'iam',
  summary: 'Search accounts',
  description:
    'All accounts of the installation by name, with how many users and projects each has and nothing of what is in them. Only for a Security Administrator of the first account.',
  scope: 'account',
  effect: 'read',
  action: 'iam:domains:listDomains',
  trace: { name: 'listDomains', resourceType: 'domain' },
  input: z.object({ ...consolePage }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        enabled: z.boolean(),
        /** The caller’s, which cannot be disabled. */
        own: z.boolean(),
        users: z.int(),
        projects: z.int(),
        /** ms since 1970 UTC. */
        createdAt: z.int(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  console: { method: 'GET', path: '/identity/accounts' },
  refusals: ['accountCreationRefused', 'markerInvalid'],
});

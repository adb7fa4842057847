import { z } from 'zod';
import { defineOperation } from '../operation.ts';

/** Projects and accounts that a caller can see [KeystoneListProjects, …]. SDKs ask here for IDs that they were not given. */

const links = z.object({ self: z.string(), previous: z.null(), next: z.null() });

const project = z.object({
  id: z.string(),
  name: z.string(),
  domainId: z.string(),
  /** The account, for projects of a region. */
  parentId: z.string(),
  isDomain: z.boolean(),
  enabled: z.boolean(),
  description: z.string(),
  links,
});
const projectList = z.object({ projects: z.array(project), links });

export const listProjects = defineOperation({
  id: 'iam.listProjects',
  service: 'iam',
  summary: 'List projects',
  description:
    'Projects of the caller’s account; `name` filters by the exact name, which SDKs give as the region.',
  scope: 'account',
  effect: 'read',
  // Everybody lists the projects of the own account: without it no SDK can find the project it must sign for.
  action: null,
  trace: { name: 'listProjects', resourceType: 'project' },
  input: z.object({
    domainId: z.string().max(64).optional(),
    name: z.string().max(64).optional(),
    parentId: z.string().max(64).optional(),
    enabled: z.boolean().optional(),
    isDomain: z.boolean().optional(),
    page: z.int().min(1).optional(),
    perPage: z.int().min(1).max(5000).optional(),
  }),
  output: projectList,
  rest: { method: 'GET', path: '/v3/projects' },
  refusals: [],
});

export const listAuthProjects = defineOperation({
  id: 'iam.listAuthProjects',
  service: 'iam',
  summary: 'List the projects that a token can be scoped to',
  description: 'The projects of the caller’s account.',
  scope: 'account',
  effect: 'read',
  action: null,
  trace: { name: 'listAuthProjects', resourceType: 'project' },
  input: z.object({}),
  output: projectList,
  rest: { method: 'GET', path: '/v3/auth/projects' },
  refusals: [],
});

export const listAuthDomains = defineOperation({
  id: 'iam.listAuthDomains',
  service: 'iam',
  summary: 'List the accounts that a token can be scoped to',
  description: 'The caller’s account; its ID is the domain ID that SDKs ask for.',
  scope: 'account',
  effect: 'read',
  action: null,
  trace: { name: 'listAuthDomains', resourceType: 'domain' },
  input: z.object({}),
  output: z.object({
    domains: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        enabled: z.boolean(),
        description: z.string(),
        links,
      }),
    ),
    links,
  }),
  rest: { method: 'GET', path: '/v3/auth/domains' },
  refusals: [],
});

const apiVersion = z.object({
  id: z.string(),
  version: z.string(),
  minVersion: z.string(),
  status: z.enum(['CURRENT', 'SUPPORTED', 'DEPRECATED']),
  updated: z.string(),
  links: z.array(z.object({ rel: z.string(), href: z.string() })),
});

export const showVersion = defineOperation({
  id: 'iam.showVersion',
  service: 'iam',
  summary: 'Show an API version',
  description: 'Needs no credentials. One entry of the list of versions.',
  scope: 'none',
  effect: 'read',
  action: null,
  public: true,
  trace: null,
  input: z.object({ versionId: z.string().min(1).max(10) }),
  output: z.object({ version: apiVersion }),
  rest: { method: 'GET', path: '/{version_id}' },
  refusals: ['apiUnknown'],
});

export const showVersions = defineOperation({
  id: 'iam.showVersions',
  service: 'iam',
  summary: 'List the API versions',
  description: 'Needs no credentials. It stands here because `GET /` is the console page.',
  scope: 'none',
  effect: 'read',
  action: null,
  public: true,
  trace: null,
  input: z.object({}),
  output: z.object({ versions: z.array(apiVersion) }),
  rest: { method: 'GET', path: '/versions' },
  refusals: [],
});

import { z } from 'zod';
import { defineOperation } from '../operation.ts';

/** What an account asks of every call: where from (IAM-06) and how often (IAM-08). */

/** Entries of one list. */
const MAX_NETWORKS = 200;

const network = z.object({
  /** An IPv4 or IPv6 address, or a network of them in CIDR notation. */
  network: z.string().min(2).max(64),
  description: z.string().max(255).default(''),
});
const networks = z.array(network).max(MAX_NETWORKS);
const lists = {
  /** Calls of the console; an empty list allows every address. */
  console: networks,
  /** Calls of the API; an empty list allows every address. */
  api: networks,
};

export const showAccessControl = defineOperation({
  id: 'iam.showAccessControl',
  service: 'iam',
  summary: 'Show the access control lists',
  description: 'The addresses that may use the console and the API of this account, and the caller’s own.',
  scope: 'account',
  effect: 'read',
  action: 'iam:securitypolicies:getAclPolicy',
  trace: { name: 'showAclPolicy', resourceType: 'domain' },
  input: z.object({}),
  output: z.object({ ...lists, sourceIp: z.string() }),
  console: { method: 'GET', path: '/identity/access-control' },
  refusals: [],
});

export const updateAccessControl = defineOperation({
  id: 'iam.updateAccessControl',
  service: 'iam',
  summary: 'Change the access control lists',
  description:
    'Replaces both lists; they hold at once, on every node. Calls from elsewhere get 401 APIGW.0301. A list that leaves out the address you call from is refused unless confirmed.',
  scope: 'account',
  effect: 'change',
  action: 'iam:securitypolicies:updateAclPolicy',
  trace: { name: 'updateAclPolicy', resourceType: 'domain' },
  input: z.object({
    ...lists,
    /** True: also when it locks the caller’s own address out. */
    confirmLockout: z.boolean().default(false),
  }),
  output: z.object({}),
  console: { method: 'PUT', path: '/identity/access-control', success: 204 },
  refusals: ['ownAddressLockedOut'],
});

const HIGHEST_RATE = 1_000_000;
const limit = z
  .object({
    /** Calls per second that are admitted without end. */
    perSecond: z.int().min(1).max(HIGHEST_RATE),
    /** Calls at once after a pause. */
    burst: z.int().min(1).max(HIGHEST_RATE),
  })
  .refine(({ perSecond, burst }) => burst >= perSecond, 'must have a burst of at least perSecond');

export const showFlowControl = defineOperation({
  id: 'iam.showFlowControl',
  service: 'iam',
  summary: 'Show the request limits',
  description:
    'Limits of each user and of all users of the account together, over all nodes. `own` is false while those of the installation hold.',
  scope: 'account',
  effect: 'read',
  action: 'iam:securitypolicies:getFlowControl',
  trace: { name: 'showFlowControl', resourceType: 'domain' },
  input: z.object({}),
  output: z.object({ user: limit, account: limit, own: z.boolean() }),
  console: { method: 'GET', path: '/identity/flow-control' },
  refusals: [],
});

export const updateFlowControl = defineOperation({
  id: 'iam.updateFlowControl',
  service: 'iam',
  summary: 'Change the request limits',
  description:
    'They can be lower than those of the installation and never raise them; without limits those of the installation hold again. Over them calls get 429 with Retry-After.',
  scope: 'account',
  effect: 'change',
  action: 'iam:securitypolicies:updateFlowControl',
  trace: { name: 'updateFlowControl', resourceType: 'domain' },
  input: z.object({ limits: z.object({ user: limit, account: limit }).nullable() }),
  output: z.object({}),
  console: { method: 'PUT', path: '/identity/flow-control', success: 204 },
  refusals: [],
});

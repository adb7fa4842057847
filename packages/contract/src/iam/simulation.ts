import { z } from 'zod';
import { createGrant } from '../kms/grants.ts';
import { defineOperation } from '../operation.ts';
import { identityId } from './fields.ts';

/** What policies would decide (IAM-04, IAM-10); the evaluator is the enforcer's. */

const epoch = z.int().min(0);

export const simulateAccess = defineOperation({
  id: 'iam.simulateAccess',
  service: 'iam',
  summary: 'Simulate a call',
  description:
    'May this user do this, on this thing, from there, then? Names the statement that says so, or why not and the smallest policy or grant that would allow it. Nothing is done.',
  scope: 'account',
  effect: 'use',
  action: 'iam:users:getUser',
  trace: { name: 'simulateAccess', resourceType: 'user' },
  input: z.object({
    userId: identityId,
    /** e.g. `kms:cmk:encryptData`. */
    action: z
      .string()
      .max(128)
      .regex(/^[a-z]+:[A-Za-z0-9-]*:[A-Za-z0-9-]+$/, 'must be one action, for example kms:cmk:create'),
    /** Absent: a call that acts on no single thing (create, list). */
    resource: z
      .object({
        /** `cmk`, `csms`, `user`, `group` and `policy` are looked up for their tags and names; a thing need not exist. */
        type: z.string().regex(/^[a-z]{1,32}$/, 'must be a resource type, for example cmk'),
        id: z.string().min(1).max(255),
        name: z.string().max(255).optional(),
      })
      .optional(),
    /** Project that the call is made in; absent: on the account. */
    projectId: identityId.optional(),
    channel: z.enum(['api', 'console']).default('api'),
    /** The caller’s own where absent. */
    sourceIp: z.union([z.ipv4(), z.ipv6()], { error: 'must be an IP address' }).optional(),
    /** ms since 1970 UTC; now where absent. */
    time: epoch.optional(),
    multiFactor: z.boolean().default(false),
  }),
  output: z.object({
    allowed: z.boolean(),
    /** True when a Deny statement decided; false when one allowed it, or nothing did. */
    explicitDeny: z.boolean(),
    /** The statement that decided, counted from 1; null where none did (also where a grant allows it). */
    statement: z.object({ policyId: z.string(), policyName: z.string(), statement: z.int() }).nullable(),
    reason: z.string(),
    /** What would allow it; null when it is allowed. */
    remedy: z.string().nullable(),
  }),
  console: { method: 'POST', path: '/identity/simulate' },
  refusals: ['userNotFound', 'projectNotFound'],
});

const days = z.int().min(1).max(90).default(7);

const replayAnswer = z.object({
  /** Start of the looked-at time, ms. */
  since: z.int(),
  /** Recorded calls that were evaluated, the latest first. */
  examined: z.int(),
  /** True when there were more than are evaluated at once. */
  truncated: z.boolean(),
  /** Calls alike (user, operation, thing, outcome) in one entry, the latest first. */
  changes: z.array(
    z.object({
      userId: z.string(),
      userName: z.string(),
      operation: z.string(),
      action: z.string(),
      resourceType: z.string(),
      resourceId: z.string(),
      resourceName: z.string(),
      projectId: z.string().nullable(),
      before: z.enum(['allowed', 'denied']),
      after: z.enum(['allowed', 'denied']),
      /** What decides then. */
      reason: z.string(),
      count: z.int(),
      lastAt: z.int(),
      lastTraceId: z.string(),
    }),
  ),
});

export const replayPolicyChange = defineOperation({
  id: 'iam.replayPolicyChange',
  service: 'iam',
  summary: 'Replay recorded calls against a change of policies',
  description:
    'Evaluates the calls of the last days as policies are and as they would be, and lists those whose outcome would change. Things are taken with their tags and enterprise projects of now. Nothing is changed.',
  scope: 'account',
  effect: 'use',
  // It shows who did what, as the trace list does.
  action: 'cts:trace:list',
  trace: { name: 'replayPolicyChange', resourceType: 'policy' },
  input: z.object({
    days,
    /** `update`: the policy gets another document. `attach`, `detach`: to or from a group or a user. */
    change: z.enum(['update', 'attach', 'detach']),
    /** Absent with `attach`: a new policy that has the document. */
    policyId: identityId.optional(),
    document: z.string().min(1).max(65_536).optional(),
    groupId: identityId.optional(),
    userId: identityId.optional(),
    /** Absent: in all projects and on the account. */
    projectId: identityId.optional(),
  }),
  output: replayAnswer,
  console: { method: 'POST', path: '/identity/replay' },
  refusals: [
    'policyNotFound',
    'systemPolicyRefused',
    'policyInvalid',
    'groupNotFound',
    'userNotFound',
    'projectNotFound',
    'attachmentNotFound',
  ],
});

export const replayGrant = defineOperation({
  id: 'iam.replayGrant',
  service: 'iam',
  summary: 'Replay recorded calls against a new grant',
  description:
    'Evaluates the calls of the last days as grants are and with one more, and lists those that would have been allowed. Only calls of the own account are known. For those who may create the grant (`kms:cmk:createGrant`). Nothing is changed.',
  scope: 'project',
  effect: 'use',
  // It shows who did what, as the trace list does.
  action: 'cts:trace:list',
  trace: { name: 'replayGrant', resourceType: 'cmk' },
  input: z.object({
    days,
    ...createGrant.input.pick({
      keyId: true,
      granteePrincipal: true,
      granteePrincipalType: true,
      operations: true,
    }).shape,
  }),
  output: replayAnswer,
  console: { method: 'POST', path: '/identity/replay-grant' },
  refusals: ['keyNotFound'],
});

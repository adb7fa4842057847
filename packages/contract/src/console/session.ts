import { z } from 'zod';
import { protection } from '../kms/key-view.ts';
import { defineOperation } from '../operation.ts';

/** The console's own session and those of the same user elsewhere (IAM-01). Times are milliseconds since 1970 UTC. */

const named = z.object({ id: z.string(), name: z.string() });

export const showSession = defineOperation({
  id: 'console.session',
  service: 'console',
  summary: 'Show the session',
  description: 'Who is signed in, where, until when, and what they may do; answers 401 when nobody is.',
  scope: 'account',
  effect: 'read',
  action: null,
  trace: null,
  input: z.object({
    /** Project that the console works in; the first one of the account when absent. */
    projectId: z.string().max(64).optional(),
  }),
  output: z.object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }),
    account: named,
    projects: z.array(named),
    project: named.nullable(),
    region: z.string(),
    /** Operation IDs that the caller's policies allow in this project on some resource. */
    permitted: z.array(z.string()),
    protection,
    authenticatedAt: z.int(),
    /** End of the session when nothing more is done in it. */
    idleExpiresAt: z.int(),
    expiresAt: z.int(),
    /** False with the built-in OpenID provider. */
    foreignProvider: z.boolean(),
    issuer: z.string(),
  }),
  console: { method: 'GET', path: '/session' },
  refusals: ['sessionMissing'],
});

export const listSessions = defineOperation({
  id: 'console.listSessions',
  service: 'console',
  summary: 'List one’s sessions',
  description: 'All live sessions of the signed-in user, the latest first.',
  scope: 'account',
  effect: 'read',
  action: null,
  trace: { name: 'listSessions', resourceType: 'session' },
  input: z.object({}),
  output: z.object({
    sessions: z.array(
      z.object({
        handle: z.string(),
        createdAt: z.int(),
        lastSeenAt: z.int(),
        sourceIp: z.string(),
        userAgent: z.string(),
        /** The session of this very call. */
        current: z.boolean(),
      }),
    ),
  }),
  console: { method: 'GET', path: '/sessions' },
  refusals: ['sessionMissing'],
});

export const endSession = defineOperation({
  id: 'console.endSession',
  service: 'console',
  summary: 'End one of one’s sessions',
  description: 'The browser that holds it must sign in again.',
  scope: 'account',
  effect: 'change',
  action: null,
  trace: { name: 'endSession', resourceType: 'session' },
  input: z.object({ handle: z.string().min(1).max(128) }),
  output: z.object({}),
  console: { method: 'DELETE', path: '/sessions/{handle}', success: 204 },
  refusals: ['sessionMissing', 'sessionUnknown'],
});

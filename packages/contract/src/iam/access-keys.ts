import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { isoMicrosText } from '../wire/scalars.ts';

/**
 * Permanent access keys (IAM-05) [CreatePermanentAccessKey, …]. Everybody manages their own; for those of another user a policy
 * must allow `iam:credentials:…`, as Security Administrator does, so no entry has an action of its own.
 */

/** A user has no more than these, so that one can be replaced by another. */
export const MAX_ACCESS_KEYS_PER_USER = 2;

export const accessKeyStatusNames = ['active', 'inactive'] as const;
export type AccessKeyStatus = (typeof accessKeyStatusNames)[number];

export const userIdText = z.string().regex(/^[0-9a-f]{32}$/, 'must be a user ID of 32 hexadecimal digits');
export const accessKeyIdText = z
  .string()
  .regex(/^[A-Z0-9]{20}$/, 'must be an access key ID of 20 capital letters and digits');
export const accessKeyStatus = z.enum(accessKeyStatusNames);
/** Shown when the key is made and never again. */
export const accessKeySecret = annotate(z.string(), { secret: true });

const description = z.string().max(255, 'must have at most 255 characters');

const credential = z.object({
  userId: z.string(),
  access: z.string(),
  status: accessKeyStatus,
  createTime: isoMicrosText,
  /** Absent while the key was never used; up to a minute behind. */
  lastUseTime: isoMicrosText.optional(),
  description: z.string(),
});

const resourceType = 'accessKey';

export const createAccessKey = defineOperation({
  id: 'iam.createAccessKey',
  service: 'iam',
  summary: 'Create an access key',
  description: `For oneself, or with \`iam:credentials:createCredential\` for another user of the account. The secret access key is in this answer only. At most ${MAX_ACCESS_KEYS_PER_USER} for a user.`,
  scope: 'account',
  effect: 'create',
  action: null,
  trace: { name: 'createPermanentAccessKey', resourceType },
  input: z.object({
    credential: z.object({
      /** The caller, when absent. */
      userId: userIdText.optional(),
      description: description.optional(),
    }),
  }),
  output: z.object({
    credential: credential.omit({ lastUseTime: true }).extend({ secret: accessKeySecret }),
  }),
  rest: { method: 'POST', path: '/v3.0/OS-CREDENTIAL/credentials', success: 201 },
  console: { method: 'POST', path: '/credentials/access-keys', success: 201 },
  refusals: ['permissionDenied', 'userNotFound', 'accessKeyQuotaExceeded'],
});

export const listAccessKeys = defineOperation({
  id: 'iam.listAccessKeys',
  service: 'iam',
  summary: 'List access keys',
  description: 'Those of the caller, or with `iam:credentials:listCredentials` those of another user.',
  scope: 'account',
  effect: 'read',
  action: null,
  trace: { name: 'listPermanentAccessKeys', resourceType },
  input: z.object({ userId: userIdText.optional() }),
  output: z.object({ credentials: z.array(credential) }),
  rest: { method: 'GET', path: '/v3.0/OS-CREDENTIAL/credentials' },
  console: { method: 'GET', path: '/credentials/access-keys' },
  refusals: ['permissionDenied', 'userNotFound'],
});

export const showAccessKey = defineOperation({
  id: 'iam.showAccessKey',
  service: 'iam',
  summary: 'Show an access key',
  description: 'One of the caller, or with `iam:credentials:getCredential` of another user.',
  scope: 'account',
  effect: 'read',
  action: null,
  trace: { name: 'showPermanentAccessKey', resourceType },
  input: z.object({ accessKey: accessKeyIdText }),
  output: z.object({ credential }),
  rest: { method: 'GET', path: '/v3.0/OS-CREDENTIAL/credentials/{access_key}' },
  console: { method: 'GET', path: '/credentials/access-keys/{accessKey}' },
  refusals: ['permissionDenied', 'accessKeyNotFound'],
});

export const updateAccessKey = defineOperation({
  id: 'iam.updateAccessKey',
  service: 'iam',
  summary: 'Enable, disable or describe an access key',
  description:
    'One of the caller, or with `iam:credentials:updateCredential` of another user. `status` or `description` must be there. What is signed with an inactive key is refused within a second.',
  scope: 'account',
  effect: 'change',
  action: null,
  trace: { name: 'updatePermanentAccessKey', resourceType },
  input: z.object({
    accessKey: accessKeyIdText,
    credential: z.object({ status: accessKeyStatus.optional(), description: description.optional() }),
  }),
  output: z.object({ credential }),
  rest: { method: 'PUT', path: '/v3.0/OS-CREDENTIAL/credentials/{access_key}' },
  console: { method: 'PUT', path: '/credentials/access-keys/{accessKey}' },
  refusals: ['permissionDenied', 'accessKeyNotFound', 'parameterMissing'],
});

export const deleteAccessKey = defineOperation({
  id: 'iam.deleteAccessKey',
  service: 'iam',
  summary: 'Delete an access key',
  description: 'One of the caller, or with `iam:credentials:deleteCredential` of another user. For good.',
  scope: 'account',
  effect: 'destroy',
  action: null,
  trace: { name: 'deletePermanentAccessKey', resourceType },
  input: z.object({ accessKey: accessKeyIdText }),
  output: z.object({}),
  rest: { method: 'DELETE', path: '/v3.0/OS-CREDENTIAL/credentials/{access_key}', success: 204 },
  console: { method: 'DELETE', path: '/credentials/access-keys/{accessKey}', success: 204 },
  refusals: ['permissionDenied', 'accessKeyNotFound'],
});

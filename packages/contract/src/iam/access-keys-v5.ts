import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { isoText, looseInteger } from '../wire/scalars.ts';
import {
  accessKeyIdText,
  accessKeySecret,
  accessKeyStatus,
  MAX_ACCESS_KEYS_PER_USER,
  userIdText,
} from './access-keys.ts';

/** The same access keys under the paths and shapes of IAM v5 [CreateAccessKeyV5, …]. */

const accessKey = z.object({
  userId: z.string(),
  accessKeyId: z.string(),
  createdAt: isoText,
  status: accessKeyStatus,
});

const resourceType = 'accessKey';
const path = '/v5/users/{user_id}/access-keys';

export const createAccessKeyV5 = defineOperation({
  id: 'iam.createAccessKeyV5',
  service: 'iam',
  summary: 'Create an access key (v5)',
  description: `As \`POST /v3.0/OS-CREDENTIAL/credentials\`. The secret access key is in this answer only. At most ${MAX_ACCESS_KEYS_PER_USER} for a user.`,
  scope: 'account',
  effect: 'create',
  action: null,
  trace: { name: 'createAccessKeyV5', resourceType },
  input: z.object({ userId: userIdText }),
  output: z.object({ accessKey: accessKey.extend({ secretAccessKey: accessKeySecret }) }),
  rest: { method: 'POST', path, success: 201 },
  refusals: ['permissionDenied', 'userNotFound', 'accessKeyQuotaExceeded'],
});

export const listAccessKeysV5 = defineOperation({
  id: 'iam.listAccessKeysV5',
  service: 'iam',
  summary: 'List access keys (v5)',
  description: 'As `GET /v3.0/OS-CREDENTIAL/credentials`, in pages.',
  scope: 'account',
  effect: 'read',
  action: null,
  trace: { name: 'listAccessKeysV5', resourceType },
  input: z.object({
    userId: userIdText,
    limit: looseInteger({ min: 1, max: 200 }).default(200),
    /** The `next_marker` of the page before. */
    marker: accessKeyIdText.optional(),
  }),
  output: z.object({
    accessKeys: z.array(accessKey),
    pageInfo: z.object({ nextMarker: z.string().optional(), currentCount: z.int() }),
  }),
  rest: { method: 'GET', path },
  refusals: ['permissionDenied', 'userNotFound'],
});

export const updateAccessKeyV5 = defineOperation({
  id: 'iam.updateAccessKeyV5',
  service: 'iam',
  summary: 'Enable or disable an access key (v5)',
  description: 'As `PUT /v3.0/OS-CREDENTIAL/credentials/{access_key}`.',
  scope: 'account',
  effect: 'change',
  action: null,
  trace: { name: 'updateAccessKeyV5', resourceType },
  input: z.object({ userId: userIdText, accessKeyId: accessKeyIdText, status: accessKeyStatus }),
  output: z.object({ accessKey }),
  rest: { method: 'PUT', path: `${path}/{access_key_id}` },
  refusals: ['permissionDenied', 'accessKeyNotFound'],
});

export const deleteAccessKeyV5 = defineOperation({
  id: 'iam.deleteAccessKeyV5',
  service: 'iam',
  summary: 'Delete an access key (v5)',
  description: 'As `DELETE /v3.0/OS-CREDENTIAL/credentials/{access_key}`.',
  scope: 'account',
  effect: 'destroy',
  action: null,
  trace: { name: 'deleteAccessKeyV5', resourceType },
  input: z.object({ userId: userIdText, accessKeyId: accessKeyIdText }),
  output: z.object({}),
  rest: { method: 'DELETE', path: `${path}/{access_key_id}`, success: 204 },
  refusals: ['permissionDenied', 'accessKeyNotFound'],
});

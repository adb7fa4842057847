import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { textInteger } from '../wire/scalars.ts';
import {
  enterpriseProjectId,
  keyAlias,
  keyDescription,
  keyId,
  keyOriginNames,
  keySpecNames,
  keyState,
  keyUsageNames,
  sequence,
} from './fields.ts';

/** The life of a key: create, enable, disable, schedule deletion, cancel [G 2.1, kms.json]. */

const stateAnswer = z.object({ keyInfo: z.object({ keyId: z.string(), keyState }) });

export const createKey = defineOperation({
  id: 'kms.createKey',
  service: 'kms',
  summary: 'Create a key',
  description:
    'Creates a custom key. A key of origin `kms` is enabled at once; one of origin `external` waits for its material (state 5).',
  scope: 'project',
  effect: 'create',
  action: 'kms:cmk:create',
  legacyActions: ['kms:cmk:create'],
  trace: { name: 'createKey', resourceType: 'cmk' },
  input: z.object({
    keyAlias,
    keySpec: annotate(z.enum(keySpecNames), { error: 'keySpecInvalid' }).default('AES_256'),
    keyUsage: z.enum(keyUsageNames).optional(),
    keyDescription: keyDescription.optional(),
    origin: z.enum(keyOriginNames).default('kms'),
    enterpriseProjectId: enterpriseProjectId.default('0'),
    keystoreId: z.string().max(36).optional(),
    sequence,
  }),
  output: z.object({ keyInfo: z.object({ keyId: z.string(), domainId: z.string(), regionId: z.string() }) }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/create-key' },
  console: { method: 'POST', path: '/kms/keys' },
  refusals: ['aliasTaken', 'keyQuotaExceeded', 'ecCannotEncrypt', 'symmetricCannotSign', 'keyStoreNotFound'],
});

export const enableKey = defineOperation({
  id: 'kms.enableKey',
  service: 'kms',
  summary: 'Enable a key',
  description: 'Only from Disabled (KEY-06).',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:enable',
  legacyActions: ['kms:cmk:enable'],
  trace: { name: 'enableKey', resourceType: 'cmk' },
  input: z.object({ keyId, sequence }),
  output: stateAnswer,
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/enable-key' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/enable' },
  batchable: true,
  refusals: ['keyNotFound', 'keyNotDisabled', 'defaultKeyRefused'],
});

export const scheduleKeyDeletion = defineOperation({
  id: 'kms.scheduleKeyDeletion',
  service: 'kms',
  summary: 'Schedule the deletion of a key',
  description:
    'From Enabled, Disabled or Pending import. The key does no cryptography from now on and is destroyed for good after `pending_days` (KEY-07, KEY-09).',
  scope: 'project',
  effect: 'destroy',
  action: 'kms:cmk:scheduleKeyDeletion',
  legacyActions: ['kms:cmk:update'],
  trace: { name: 'scheduleKeyDeletion', resourceType: 'cmk' },
  input: z.object({
    keyId,
    pendingDays: annotate(textInteger({ min: 7, max: 1096 }), {
      error: 'pendingDaysInvalid',
      missing: 'pendingDaysInvalid',
    }),
    sequence,
  }),
  output: z.object({ keyId: z.string(), keyState }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/schedule-key-deletion' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/schedule-deletion' },
  batchable: true,
  refusals: ['keyNotFound', 'alreadyPendingDeletion', 'defaultKeyRefused'],
});

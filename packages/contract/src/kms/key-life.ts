import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { looseInteger } from '../wire/scalars.ts';
import {
  enterpriseProjectId,
  keyAlias,
  keyDescription,
  keyId,
  keyOriginNames,
  keySpecNames,
  keyState,
  keyUsageNames,
  levelFourField,
  sequence,
} from './fields.ts';

/** The life of a key: create, enable, disable, schedule deletion, cancel, rename, describe [G 2.1]. */

const stateAnswer = z.object({ keyInfo: z.object({ keyId: z.string(), keyState }) });
const flatStateAnswer = z.object({ keyId: z.string(), keyState });

export const createKey = defineOperation({
  id: 'kms.createKey',
  service: 'kms',
  summary: 'Create a key',
  description:
    'Creates a custom key. A key of origin `kms` is enabled at once; one of origin `external` waits for its material (state 5).',
  scope: 'project',
  effect: 'create',
  action: 'kms:cmk:create',
  trace: { name: 'createKey', resourceType: 'cmk' },
  input: z.object({
    keyAlias,
    keySpec: annotate(z.enum(keySpecNames), { error: 'keySpecInvalid' }).default('AES_256'),
    keyUsage: z.enum(keyUsageNames).optional(),
    keyDescription: keyDescription.optional(),
    origin: z.enum(keyOriginNames).default('kms'),
    enterpriseProjectId: enterpriseProjectId.default('0'),
    keystoreId: z.string().max(36).optional(),
    vmId: levelFourField,
    sequence,
  }),
  output: z.object({ keyInfo: z.object({ keyId: z.string(), domainId: z.string(), regionId: z.string() }) }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/create-key' },
  console: { method: 'POST', path: '/kms/keys' },
  refusals: [
    'aliasTaken',
    'keyQuotaExceeded',
    'ecCannotEncrypt',
    'symmetricCannotSign',
    'keyUsageMismatch',
    'keyStoreNotFound',
    'enterpriseProjectDisabled',
    'rootOfTrustUnavailable',
  ],
});

export const enableKey = defineOperation({
  id: 'kms.enableKey',
  service: 'kms',
  summary: 'Enable a key',
  description: 'Only from Disabled (KEY-06).',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:enable',
  trace: { name: 'enableKey', resourceType: 'cmk' },
  input: z.object({ keyId, sequence }),
  output: stateAnswer,
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/enable-key' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/enable' },
  batchable: true,
  refusals: ['keyNotFound', 'keyNotDisabled', 'defaultKeyRefused'],
});

export const disableKey = defineOperation({
  id: 'kms.disableKey',
  service: 'kms',
  summary: 'Disable a key',
  description: 'Only from Enabled. A disabled key does no cryptography (KEY-06).',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:disable',
  trace: { name: 'disableKey', resourceType: 'cmk' },
  input: z.object({ keyId, sequence }),
  output: stateAnswer,
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/disable-key' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/disable' },
  batchable: true,
  refusals: ['keyNotFound', 'keyNotEnabled', 'defaultKeyRefused'],
});

export const scheduleKeyDeletion = defineOperation({
  id: 'kms.scheduleKeyDeletion',
  service: 'kms',
  summary: 'Schedule the deletion of a key',
  description:
    'From Enabled, Disabled or Pending import. The key does no cryptography from now on and is destroyed for good after `pending_days` (KEY-07, KEY-09).',
  scope: 'project',
  effect: 'destroy',
  irreversible: true,
  action: 'kms:cmk:scheduleKeyDeletion',
  legacyActions: ['kms:cmk:update'],
  trace: { name: 'scheduleKeyDeletion', resourceType: 'cmk' },
  input: z.object({
    keyId,
    pendingDays: annotate(looseInteger({ min: 7, max: 1096 }), {
      error: 'pendingDaysInvalid',
      missing: 'pendingDaysInvalid',
    }),
    sequence,
  }),
  output: flatStateAnswer,
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/schedule-key-deletion' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/schedule-deletion' },
  batchable: true,
  refusals: ['keyNotFound', 'alreadyPendingDeletion', 'defaultKeyRefused'],
});

export const cancelKeyDeletion = defineOperation({
  id: 'kms.cancelKeyDeletion',
  service: 'kms',
  summary: 'Cancel the deletion of a key',
  description: 'The key comes back Disabled, or Pending import when it has no material (KEY-08).',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:cancelKeyDeletion',
  legacyActions: ['kms:cmk:update'],
  trace: { name: 'cancelKeyDeletion', resourceType: 'cmk' },
  input: z.object({ keyId, sequence }),
  output: flatStateAnswer,
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/cancel-key-deletion' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/cancel-deletion' },
  batchable: true,
  refusals: ['keyNotFound', 'notPendingDeletion', 'defaultKeyRefused'],
});

export const updateKeyAlias = defineOperation({
  id: 'kms.updateKeyAlias',
  service: 'kms',
  summary: 'Rename a key',
  description: 'Refused for default keys and keys pending deletion (KEY-10).',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:updateKeyAlias',
  legacyActions: ['kms:cmk:update'],
  trace: { name: 'updateKeyAlias', resourceType: 'cmk' },
  input: z.object({ keyId, keyAlias, sequence }),
  output: z.object({ keyInfo: z.object({ keyId: z.string(), keyAlias: z.string() }) }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/update-key-alias' },
  console: { method: 'PUT', path: '/kms/keys/{keyId}/alias' },
  refusals: ['keyNotFound', 'aliasTaken', 'keyPendingDeletion', 'defaultKeyRefused'],
});

export const updateKeyDescription = defineOperation({
  id: 'kms.updateKeyDescription',
  service: 'kms',
  summary: 'Change the description of a key',
  description: 'An empty description is legal. Refused for default keys and keys pending deletion (KEY-10).',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:updateKeyDescription',
  legacyActions: ['kms:cmk:update'],
  trace: { name: 'updateKeyDescription', resourceType: 'cmk' },
  input: z.object({ keyId, keyDescription, sequence }),
  output: z.object({ keyInfo: z.object({ keyId: z.string(), keyDescription: z.string() }) }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/update-key-description' },
  console: { method: 'PUT', path: '/kms/keys/{keyId}/description' },
  refusals: ['keyNotFound', 'keyPendingDeletion', 'defaultKeyRefused'],
});

export const assignEnterpriseProject = defineOperation({
  id: 'kms.assignEnterpriseProject',
  service: 'kms',
  summary: 'Move a key to another enterprise project',
  description:
    'Refused for default keys and keys pending deletion (KEY-15) [G 2.1.4.6]. Policies with a condition on the enterprise project decide by the new one from then on. An ID that the account does not have is taken as it is; a disabled one is refused.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:assignEnterpriseProject',
  legacyActions: ['kms:cmk:update'],
  trace: { name: 'assignKeyToEnterpriseProject', resourceType: 'cmk' },
  input: z.object({ keyId, enterpriseProjectId }),
  output: z.object({ keyId: z.string(), enterpriseProjectId: z.string() }),
  console: { method: 'PUT', path: '/kms/keys/{keyId}/enterprise-project' },
  batchable: true,
  refusals: ['keyNotFound', 'keyPendingDeletion', 'defaultKeyRefused', 'enterpriseProjectDisabled'],
});

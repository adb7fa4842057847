import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { tagList } from '../tags.ts';
import { annotate } from '../wire/annotations.ts';
import { looseInteger } from '../wire/scalars.ts';
import {
  eventName,
  eventSubscriptions,
  hasOneValue,
  nameMarker,
  oneValueRule,
  pageInfo,
  rotationConfig,
  rotationFuncUrn,
  rotationPeriod,
  secretDescription,
  secretEnterpriseProjectId,
  secretInput,
  secretKeyId,
  secretName,
  secretPageLimit,
  secretType,
  secretValue,
} from './fields.ts';
import { secretDetails } from './secret-details.ts';
import { secretTag } from './tags.ts';

/** The life of a secret: create, list, show, change, delete now or later, cancel [G 2.2, csms.json]. */

const keyRefusals = [
  'secretKeyNotFound',
  'secretKeyUnfit',
  'secretKeyDisabled',
  'secretKeyPendingDeletion',
  'secretKeyPendingImport',
  'rootOfTrustUnavailable',
] as const;

const periodRule = { path: ['rotationPeriod'], message: 'must be given with auto_rotation' };

export const createSecret = defineOperation({
  id: 'csms.createSecret',
  service: 'csms',
  summary: 'Create a secret',
  description:
    'Creates the secret with its value as version v1, which gets status SYSCURRENT (SEC-01, SEC-02). Without `kms_key_id` the default key csms/default encrypts it, which is made on first use; with another key the caller must also be allowed to use that key (`kms:cmk:createDataKey`). `tags` is an extension. `rotation_config` is JSON, see the guide to rotation; the caller must be allowed to read the secrets that it names.',
  scope: 'project',
  effect: 'create',
  action: 'csms:secret:create',
  trace: { name: 'createSecret', resourceType: 'csms' },
  input: secretInput(
    z
      .object({
        name: secretName,
        kmsKeyId: secretKeyId.optional(),
        description: secretDescription.default(''),
        ...secretValue,
        secretType: secretType.default('COMMON'),
        autoRotation: z.boolean().default(false),
        rotationPeriod: rotationPeriod.optional(),
        rotationConfig: rotationConfig.optional(),
        eventSubscriptions: eventSubscriptions.default([]),
        enterpriseProjectId: secretEnterpriseProjectId.default('0'),
        rotationFuncUrn: rotationFuncUrn.optional(),
        tags: tagList(secretTag).default([]),
      })
      .refine(hasOneValue, oneValueRule)
      .refine((input) => !input.autoRotation || input.rotationPeriod !== undefined, periodRule),
  ),
  output: z.object({ secret: secretDetails }),
  rest: { method: 'POST', path: '/v1/{project_id}/secrets' },
  console: { method: 'POST', path: '/csms/secrets' },
  refusals: [
    'secretNameTaken',
    'secretQuotaExceeded',
    'secretEventNotFound',
    'secretNotFound',
    'enterpriseProjectDisabled',
    ...keyRefusals,
  ],
});

export const listSecrets = defineOperation({
  id: 'csms.listSecrets',
  service: 'csms',
  summary: 'List secrets',
  description:
    'By name, without values. `marker` is the name of the last secret of the page before; the last page has `next_marker` "". With `event_name` only the secrets that are associated with that event.',
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:list',
  trace: { name: 'listSecrets', resourceType: 'csms' },
  input: secretInput(
    z.object({ limit: secretPageLimit, marker: nameMarker, eventName: eventName.optional() }),
  ),
  output: z.object({ secrets: z.array(secretDetails), pageInfo }),
  rest: { method: 'GET', path: '/v1/{project_id}/secrets' },
  refusals: [],
});

export const showSecret = defineOperation({
  id: 'csms.showSecret',
  service: 'csms',
  summary: 'Show a secret',
  description: 'Everything but values; also while the secret is pending deletion or its key cannot be used.',
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:get',
  trace: { name: 'showSecret', resourceType: 'csms' },
  input: secretInput(z.object({ secretName })),
  output: z.object({ secret: secretDetails }),
  rest: { method: 'GET', path: '/v1/{project_id}/secrets/{secret_name}' },
  refusals: ['secretNotFound'],
});

export const updateSecret = defineOperation({
  id: 'csms.updateSecret',
  service: 'csms',
  summary: 'Change a secret',
  description:
    'Another key protects the versions that are stored from now on; earlier versions stay under the key they were stored with (SEC-04). `event_subscriptions` replaces the associated events, [] removes them. `rotation_config` is an extension here; the caller must be allowed to read the secrets that it names.',
  scope: 'project',
  effect: 'change',
  action: 'csms:secret:update',
  trace: { name: 'updateSecret', resourceType: 'csms' },
  input: secretInput(
    z.object({
      secretName,
      kmsKeyId: secretKeyId.optional(),
      description: secretDescription.optional(),
      autoRotation: z.boolean().optional(),
      rotationPeriod: rotationPeriod.optional(),
      rotationConfig: rotationConfig.optional(),
      eventSubscriptions: eventSubscriptions.optional(),
      rotationFuncUrn: rotationFuncUrn.optional(),
    }),
  ),
  output: z.object({ secret: secretDetails }),
  rest: { method: 'PUT', path: '/v1/{project_id}/secrets/{secret_name}' },
  console: { method: 'PUT', path: '/csms/secrets/{secretName}' },
  refusals: ['secretNotFound', 'secretPendingDeletion', 'secretEventNotFound', ...keyRefusals],
});

export const deleteSecret = defineOperation({
  id: 'csms.deleteSecret',
  service: 'csms',
  summary: 'Delete a secret now',
  description: 'At once and for good, with all versions; only a backup brings it back (SEC-08).',
  scope: 'project',
  effect: 'destroy',
  irreversible: true,
  action: 'csms:secret:delete',
  trace: { name: 'forceDeleteSecret', resourceType: 'csms' },
  input: secretInput(z.object({ secretName })),
  output: z.object({}),
  rest: { method: 'DELETE', path: '/v1/{project_id}/secrets/{secret_name}' },
  console: { method: 'DELETE', path: '/csms/secrets/{secretName}' },
  batchable: true,
  refusals: ['secretNotFound', 'secretPendingDeletion', 'secretRotationRunning'],
});

export const scheduleSecretDeletion = defineOperation({
  id: 'csms.scheduleSecretDeletion',
  service: 'csms',
  summary: 'Schedule the deletion of a secret',
  description:
    'The secret cannot be read or changed from now on and is deleted after `recovery_window_in_days` (SEC-08).',
  scope: 'project',
  effect: 'destroy',
  irreversible: true,
  action: 'csms:secret:scheduleDeletion',
  legacyActions: ['csms:secret:deleteScheduled'],
  trace: { name: 'scheduleDelSecret', resourceType: 'csms' },
  input: secretInput(
    z.object({
      secretName,
      recoveryWindowInDays: annotate(looseInteger({ min: 7, max: 30 }), {
        error: 'secretParameterInvalid',
        missing: 'secretParameterInvalid',
      }),
    }),
  ),
  output: z.object({ secret: secretDetails }),
  rest: {
    method: 'POST',
    path: '/v1/{project_id}/secrets/{secret_name}/scheduled-deleted-tasks/create',
  },
  console: { method: 'POST', path: '/csms/secrets/{secretName}/schedule-deletion' },
  batchable: true,
  refusals: ['secretNotFound', 'secretAlreadyPendingDeletion'],
});

export const cancelSecretDeletion = defineOperation({
  id: 'csms.cancelSecretDeletion',
  service: 'csms',
  summary: 'Cancel the deletion of a secret',
  description: 'The secret is enabled again.',
  scope: 'project',
  effect: 'change',
  action: 'csms:secret:restoreSecret',
  legacyActions: ['csms:secret:deleteCancelled'],
  trace: { name: 'restoreSecretFromDeletedStatus', resourceType: 'csms' },
  input: secretInput(z.object({ secretName })),
  output: z.object({ secret: secretDetails }),
  rest: {
    method: 'POST',
    path: '/v1/{project_id}/secrets/{secret_name}/scheduled-deleted-tasks/cancel',
  },
  console: { method: 'POST', path: '/csms/secrets/{secretName}/cancel-deletion' },
  batchable: true,
  refusals: ['secretNotFound', 'secretNotPendingDeletion'],
});

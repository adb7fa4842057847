import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { ruleError } from '../wire/scalars.ts';
import {
  expireTime,
  hasOneValue,
  MAX_SECRET_STATUSES,
  oneValueRule,
  pageInfo,
  SYSCURRENT,
  secretInput,
  secretName,
  secretPageLimit,
  secretValue,
  statusName,
  versionId,
} from './fields.ts';
import { versionMetadata } from './secret-details.ts';

/** Versions of a secret and their values [G 2.2.3.1, csms.json, SEC-05, SEC-07, SEC-10]. */

const keyRefusals = [
  'secretKeyNotFound',
  'secretKeyDisabled',
  'secretKeyPendingDeletion',
  'secretKeyPendingImport',
  'rootOfTrustUnavailable',
] as const;

const versionStages = annotate(
  z
    .array(statusName)
    .min(1)
    .refine(
      (names) => new Set(names).size <= MAX_SECRET_STATUSES,
      ruleError('secretStatusListTooLong', `must have at most ${MAX_SECRET_STATUSES} entries`),
    )
    .refine((names) => new Set(names).size === names.length, 'must not name a status twice'),
  { error: 'secretParameterInvalid' },
);

export const createSecretVersion = defineOperation({
  id: 'csms.createSecretVersion',
  service: 'csms',
  summary: 'Store a value as a new version',
  description:
    'The version takes the given statuses from the versions that had them, SYSCURRENT when none is given; the version that had SYSCURRENT gets SYSPREVIOUS. Beyond 20 versions the oldest without status is removed (SEC-05).',
  scope: 'project',
  effect: 'change',
  action: 'csms:secret:createVersion',
  legacyActions: ['csms:secretVersion:create'],
  trace: { name: 'createSecretVersion', resourceType: 'csms' },
  input: secretInput(
    z
      .object({
        secretName,
        ...secretValue,
        versionStages: versionStages.default([SYSCURRENT]),
        expireTime: expireTime.optional(),
      })
      .refine(hasOneValue, oneValueRule),
  ),
  output: z.object({ versionMetadata }),
  rest: { method: 'POST', path: '/v1/{project_id}/secrets/{secret_name}/versions' },
  console: { method: 'POST', path: '/csms/secrets/{secretName}/versions' },
  refusals: ['secretNotFound', 'secretPendingDeletion', 'secretStatusQuotaReached', ...keyRefusals],
});

export const listSecretVersions = defineOperation({
  id: 'csms.listSecretVersions',
  service: 'csms',
  summary: 'List the versions of a secret',
  description:
    'Newest first, without values. `marker` is the ID of the last version of the page before; the last page has `next_marker` "".',
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:listVersion',
  legacyActions: ['csms:secretVersion:list'],
  trace: { name: 'listSecretVersions', resourceType: 'csms' },
  input: secretInput(
    z.object({
      secretName,
      marker: z
        .string()
        .regex(/^(v(0|[1-9][0-9]{0,14}))?$/, 'must be the next_marker of the page before')
        .default(''),
      limit: secretPageLimit,
    }),
  ),
  output: z.object({ versionMetadatas: z.array(versionMetadata), pageInfo }),
  rest: { method: 'GET', path: '/v1/{project_id}/secrets/{secret_name}/versions' },
  refusals: ['secretNotFound', 'secretPendingDeletion'],
});

export const showSecretVersion = defineOperation({
  id: 'csms.showSecretVersion',
  service: 'csms',
  summary: 'Read the value of a version',
  description:
    '`version_id` is `v1`, `v2`, …, `latest` for the version with SYSCURRENT, or, as an extension, the name of a status (SEC-10). Each reading is traced. Where the value is under another key than csms/default, the caller must also be allowed to use that key (`kms:cmk:decryptDataKey`).',
  scope: 'project',
  effect: 'use',
  action: 'csms:secret:getVersion',
  legacyActions: ['csms:secretVersion:get'],
  trace: { name: 'showSecretVersion', resourceType: 'csms' },
  input: secretInput(z.object({ secretName, versionId: statusName })),
  output: z.object({ version: z.object({ versionMetadata, ...secretValue }) }),
  rest: { method: 'GET', path: '/v1/{project_id}/secrets/{secret_name}/versions/{version_id}' },
  // Not GET: a value must never be something that a browser fetches, caches or prefetches by itself.
  console: { method: 'POST', path: '/csms/secrets/{secretName}/versions/{versionId}/reveal' },
  refusals: [
    'secretNotFound',
    'secretVersionNotFound',
    'secretPendingDeletion',
    'secretValueUnreadable',
    ...keyRefusals,
  ],
});

export const updateSecretVersion = defineOperation({
  id: 'csms.updateSecretVersion',
  service: 'csms',
  summary: 'Change the expiry of a version',
  description:
    'When the time comes the version-expired event fires once (SEC-07); the value stays readable. null means never.',
  scope: 'project',
  effect: 'change',
  action: 'csms:secret:updateVersion',
  legacyActions: ['csms:secretVersion:update'],
  trace: { name: 'putSecretVersion', resourceType: 'csms' },
  input: secretInput(z.object({ secretName, versionId, expireTime })),
  output: z.object({ versionMetadata }),
  rest: { method: 'PUT', path: '/v1/{project_id}/secrets/{secret_name}/versions/{version_id}' },
  console: { method: 'PUT', path: '/csms/secrets/{secretName}/versions/{versionId}' },
  refusals: ['secretNotFound', 'secretVersionNotFound', 'secretPendingDeletion'],
});

import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { secretInput, secretName, secretValue } from './fields.ts';
import { versionMetadata } from './secret-details.ts';
import { createSecret } from './secrets.ts';

/**
 * Many secrets in one request [csms.json]. Each secret is authorized and traced as by the call for one; the trace of the batch tells that
 * they came together.
 */

/** Secrets of one import. */
export const MAX_IMPORTED_SECRETS = 20;
/** Values of one reading. */
export const MAX_BATCH_READ_SECRETS = 50;
/** The longest values in Base64, and what is known of them. */
const MAX_IMPORT_BODY_IN_BYTES = 1024 * 1024;

/** Services whose instances secrets can belong to. */
const instanceTypeNames = ['RDS', 'TaurusDB', 'GaussDB', 'APIG'] as const;

const failures = z.array(z.object({ name: z.string(), errorMsg: z.string() }));

export const batchImportSecrets = defineOperation({
  id: 'csms.batchImportSecrets',
  service: 'csms',
  summary: 'Import secrets',
  description:
    'At most 20. A secret that cannot be made stops no other and stands in `error_list` with its reason; a field that is not valid refuses all of them. The caller must also be allowed to create each (`csms:secret:create`).',
  scope: 'project',
  effect: 'create',
  action: 'csms:secret:batchImport',
  trace: { name: 'batchImportSecrets', resourceType: 'csms' },
  input: secretInput(z.object({ secrets: z.array(createSecret.input).min(1).max(MAX_IMPORTED_SECRETS) })),
  output: z.object({ errorList: failures, total: z.int(), success: z.int(), failed: z.int() }),
  rest: {
    method: 'POST',
    path: '/v1/{project_id}/secrets/batch-import',
    maxBodyInBytes: MAX_IMPORT_BODY_IN_BYTES,
  },
  refusals: [],
});

export const batchShowSecretVersion = defineOperation({
  id: 'csms.batchShowSecretVersion',
  service: 'csms',
  summary: 'Read the values of secrets',
  description:
    'The versions with SYSCURRENT of at most 50 secrets, all or none: a secret that cannot be read refuses the call, naming it. The caller must also be allowed to read each (`csms:secret:getVersion`).',
  scope: 'project',
  effect: 'use',
  action: 'csms:secret:batchGetSecretValue',
  legacyActions: ['csms:secretVersion:batchGetSecretValue'],
  trace: { name: 'batchShowSecretVersion', resourceType: 'csms' },
  input: secretInput(
    z.object({
      secretNameList: z
        .array(secretName)
        .min(1)
        .max(MAX_BATCH_READ_SECRETS)
        .refine((names) => new Set(names).size === names.length, 'must not name a secret twice'),
    }),
  ),
  output: z.object({
    totalCount: z.int(),
    versions: z.array(z.object({ versionMetadata, ...secretValue })),
  }),
  rest: { method: 'POST', path: '/v1/{project_id}/secrets/batch-get-secret-value' },
  refusals: ['secretNotFound', 'secretVersionNotFound', 'secretPendingDeletion', 'secretValueUnreadable'],
});

export const batchDeleteSecrets = defineOperation({
  id: 'csms.batchDeleteSecrets',
  service: 'csms',
  summary: 'Delete the secrets of an instance now',
  description:
    'Those whose `rotation_config` has this `InstanceId`, at once and for good. A secret that cannot be deleted stops no other and stands in `failed_secrets` with its reason. The caller must be allowed to delete each (`csms:secret:delete`).',
  scope: 'project',
  effect: 'destroy',
  // Every secret is authorized as a call of its own operation.
  action: null,
  trace: { name: 'batchDeleteSecrets', resourceType: 'csms' },
  input: secretInput(
    z.object({
      /** Without it every secret would match: it is required here. */
      instanceId: z.string().min(1).max(255),
      instanceType: z.enum(instanceTypeNames).optional(),
    }),
  ),
  output: z.object({
    total: z.int(),
    successSecrets: z.array(z.string()),
    failedSecrets: failures,
  }),
  rest: { method: 'POST', path: '/v1/{project_id}/secrets/batch-delete' },
  refusals: [],
});

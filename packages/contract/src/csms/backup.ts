import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { base64Bytes } from '../wire/scalars.ts';
import { secretInput, secretName } from './fields.ts';
import { secretDetails } from './secret-details.ts';

/** Backup and restore of a secret [G 2.2.2.2, csms.json, SEC-09]. */

/** Longest backup in bytes: 20 versions of 32 KB each, and what is known of them, fit in. */
export const MAX_SECRET_BACKUP_IN_BYTES = 740_000;
/** What a request needs around the Base64 of the longest backup. */
const MAX_RESTORE_BODY_IN_BYTES = 1024 * 1024;

const backupRefusals = [
  'secretKeyNotFound',
  'secretKeyUnfit',
  'secretKeyDisabled',
  'secretKeyPendingDeletion',
  'secretKeyPendingImport',
  'rootOfTrustUnavailable',
] as const;

const secretBlob = annotate(base64Bytes({ minBytes: 1, maxBytes: MAX_SECRET_BACKUP_IN_BYTES }), {
  error: 'secretBackupInvalid',
  missing: 'secretParameterInvalid',
  secret: true,
});

export const downloadSecretBlob = defineOperation({
  id: 'csms.downloadSecretBlob',
  service: 'csms',
  summary: 'Download a backup of a secret',
  description:
    'All versions and statuses, tags and settings in one sealed text. Values in it stay under the keys of their versions: when such a key is destroyed, they are lost in the backup too.',
  scope: 'project',
  effect: 'use',
  action: 'csms:secret:get',
  trace: { name: 'backupSecret', resourceType: 'csms' },
  input: secretInput(z.object({ secretName })),
  output: z.object({ secretBlob }),
  rest: { method: 'POST', path: '/v1/{project_id}/secrets/{secret_name}/backup' },
  console: { method: 'POST', path: '/csms/secrets/{secretName}/backup' },
  refusals: ['secretNotFound', 'secretPendingDeletion', ...backupRefusals],
});

export const uploadSecretBlob = defineOperation({
  id: 'csms.uploadSecretBlob',
  service: 'csms',
  summary: 'Restore a secret from a backup',
  description:
    'Brings the secret back with its ID, versions and statuses, in the account and project it was saved in. The keys of its versions must be usable and its name free.',
  scope: 'project',
  effect: 'create',
  action: 'csms:secret:create',
  trace: { name: 'restoreSecretFromBackupBlob', resourceType: 'csms' },
  input: secretInput(z.object({ secretBlob })),
  output: z.object({ secret: secretDetails }),
  rest: {
    method: 'POST',
    path: '/v1/{project_id}/secrets/restore',
    maxBodyInBytes: MAX_RESTORE_BODY_IN_BYTES,
  },
  console: {
    method: 'POST',
    path: '/csms/secret-backups/restore',
    maxBodyInBytes: MAX_RESTORE_BODY_IN_BYTES,
  },
  refusals: ['secretNameTaken', 'secretQuotaExceeded', ...backupRefusals],
});

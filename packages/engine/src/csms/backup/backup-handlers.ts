import { OperationError } from '@dewpoint/contract';
import { DecryptionFailedError, MalformedError } from '@dewpoint/crypto-core';
import type { AccountSealing } from '../../keys/account-keys.ts';
import { lockAccount } from '../../kms/key-repository.ts';
import { type ProjectScope, projectScope } from '../../kms/project-scope.ts';
import type { Call, HandlersOf, PreparedChange } from '../../pipeline/handler.ts';
import type { CsmsParts } from '../csms-parts.ts';
import { nextRotationAt } from '../secrets/rotation-plan.ts';
import { secretDetails } from '../secrets/secret-answers.ts';
import { secretAddress, secretRecord } from '../secrets/secret-record.ts';
import { checkRoomForSecret, lockSecret } from '../secrets/secret-repository.ts';
import { stateAfter } from '../secrets/secret-rules.ts';
import { type BackedUpSecret, encodeBackup, parseBackup } from './backup-format.ts';
import { readWhole, writeWhole } from './whole-secret.ts';

/** Four bytes that tell people and scripts what a file is. */
const MAGIC = Buffer.from('DWSB', 'latin1');

/** Part of the sealing's binding, which holds the account as well. */
const sealContext = (scope: ProjectScope) => `secret backup ${scope.projectId}`;

/**
 * Backup and restore (SEC-09). A backup is sealed with the account's key, which the root of trust of this instance wraps, and bound to
 * the project: elsewhere, or changed by one bit, it does not open. The values in it stay under the keys of their versions, so that
 * destroying such a key still destroys every copy of a value.
 */
export function backupHandlers(
  parts: CsmsParts,
): HandlersOf<'csms.downloadSecretBlob' | 'csms.uploadSecretBlob'> {
  return {
    'csms.downloadSecretBlob': {
      kind: 'prepared',
      resource: parts.directory.resourceOf,
      prepare: (call) => prepareBackup(parts, call),
    },
    'csms.uploadSecretBlob': { kind: 'prepared', prepare: (call) => prepareRestore(parts, call) },
  };
}

async function prepareBackup(
  parts: CsmsParts,
  call: Call<'csms.downloadSecretBlob'>,
): Promise<PreparedChange<'csms.downloadSecretBlob'>> {
  const { context, input } = call;
  const scope = projectScope(context);
  // A transaction, so that secret, versions and statuses are of one moment.
  const whole = await parts.store.transaction(async (transaction) => {
    const secret = await lockSecret(transaction, context, { name: input.secretName });
    stateAfter('backUp', secret.state);
    return readWhole(transaction, secret);
  });
  await checkKeys(parts, call, whole);
  const sealed = await parts.accountKeys.seal(scope.accountId, encodeBackup(whole), sealContext(scope));
  const secretBlob = Buffer.concat([MAGIC, sealed]);
  return async () => ({ secretBlob });
}

async function prepareRestore(
  parts: CsmsParts,
  call: Call<'csms.uploadSecretBlob'>,
): Promise<PreparedChange<'csms.uploadSecretBlob'>> {
  const { context, input, now } = call;
  const scope = projectScope(context);
  const whole = await openBackup(parts.accountKeys, scope, input.secretBlob);
  call.traceResource(whole);
  await checkRoomForSecret(parts.store.read, scope, whole.name, parts.quotas.secrets);
  await checkKeys(parts, call, whole);
  const nextAt = nextRotationAt(whole.rotation, now);

  return async (transaction, announce) => {
    await lockAccount(transaction, parts.store.dialect, scope.accountId);
    await checkRoomForSecret(transaction, scope, whole.name, parts.quotas.secrets);
    const { row, eventNames } = await writeWhole(transaction, parts.jobs, scope, whole, { now, nextAt });
    const secret = secretRecord(row);
    announce({ kind: 'secret', address: secretAddress(secret) });
    return { secret: secretDetails(secret, eventNames) };
  };
}

/** Who takes or brings values needs to be allowed to use their keys, and the keys need to be usable [csms.json notes]. */
async function checkKeys(
  { secretKeys }: CsmsParts,
  call: Call<'csms.downloadSecretBlob'> | Call<'csms.uploadSecretBlob'>,
  whole: BackedUpSecret,
): Promise<void> {
  for (const keyId of new Set(whole.versions.map(({ kmsKeyId }) => kmsKeyId))) {
    await secretKeys.forReading(call, keyId);
  }
}

/** @throws OperationError `secretBackupInvalid`, with one message for everything that is no backup of this project */
async function openBackup(
  accountKeys: AccountSealing,
  scope: ProjectScope,
  blob: Uint8Array,
): Promise<BackedUpSecret> {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.length);
  try {
    if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new MalformedError('backup', 'no backup');
    const sealed = bytes.subarray(MAGIC.length);
    return parseBackup(await accountKeys.open(scope.accountId, sealed, sealContext(scope)));
  } catch (error) {
    const known = error instanceof DecryptionFailedError || error instanceof MalformedError;
    throw known ? new OperationError('secretBackupInvalid', { field: 'secret_blob', cause: error }) : error;
  }
}

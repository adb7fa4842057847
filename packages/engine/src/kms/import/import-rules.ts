import { OperationError } from '@dewpoint/contract';
import type { KeySpec } from '@dewpoint/crypto-core';
import type { KeyRecord } from '../../keys/key-record.ts';

/** Temporary keys that a private key may be wrapped under (IMP-03): AES-128 or AES-256. */
const TEMPORARY_KEY_LENGTHS_IN_BYTES: readonly number[] = [16, 32];

/** @throws OperationError unless the key waits for imported material (KEY-05) */
export function checkImportable(key: KeyRecord): void {
  checkExternal(key);
  if (key.state !== 'pendingImport') throw new OperationError('notPendingImport');
}

/** IMP-05. @throws OperationError */
export function checkMaterialDeletable(key: KeyRecord): void {
  checkExternal(key);
  if (!key.spec.symmetric) throw new OperationError('asymmetricMaterialNotDeletable');
  if (key.state !== 'enabled' && key.state !== 'disabled') throw new OperationError('materialNotDeletable');
}

function checkExternal(key: KeyRecord): void {
  if (key.defaultService !== null) throw new OperationError('defaultKeyRefused');
  if (key.origin !== 'external') throw new OperationError('externalOriginNeeded');
}

/**
 * When imported material ends, in ms since 1970 UTC; null: never.
 * @param seconds as the client gave it
 * @throws OperationError `materialExpiryPast`
 */
export function materialExpiry(seconds: number | undefined, now: number): number | null {
  if (seconds === undefined) return null;
  const at = seconds * 1000;
  if (at <= now) throw new OperationError('materialExpiryPast', { field: 'expiration_time' });
  return at;
}

/** Asymmetric keys come as a private key beside their temporary key, all others without. @throws OperationError */
export function checkPrivateKeyGiven(spec: KeySpec, given: boolean): void {
  if (spec.symmetric === !given) return;
  if (!given) throw new OperationError('privateKeyMissing', { field: 'encrypted_privatekey' });
  throw new OperationError('parameterInvalid', {
    field: 'encrypted_privatekey',
    message: 'encrypted_privatekey belongs to asymmetric keys only. Leave it out.',
  });
}

/** @throws OperationError `materialLengthInvalid`, or `temporaryKeyInvalid` for an asymmetric key */
export function checkUnwrappedLength(spec: KeySpec, lengthInBytes: number): void {
  const field = 'encrypted_key_material';
  if (spec.materialLengthInBytes === undefined) {
    if (!TEMPORARY_KEY_LENGTHS_IN_BYTES.includes(lengthInBytes)) {
      throw new OperationError('temporaryKeyInvalid', { field });
    }
  } else if (lengthInBytes !== spec.materialLengthInBytes) {
    throw new OperationError('materialLengthInvalid', {
      field,
      message: `The key material has the wrong length for this key. An ${spec.name} key takes exactly ${spec.materialLengthInBytes} bytes.`,
    });
  }
}

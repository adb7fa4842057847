import { OperationError } from '@dewpoint/contract';
import { DecryptionFailedError, MalformedError, WrappingKey } from '@dewpoint/crypto-core';
import { secretDataKeyBinding, secretValueBinding } from '../../keys/binding.ts';
import { MaterialMissingError } from '../../keys/key-materials.ts';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { ServiceKeys } from '../../kms/service-keys.ts';
import type { VersionRecord } from '../secrets/secret-record.ts';

/** A value as clients give and get it: text or bytes. */
export type SecretValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array };

/** The one value that the contract lets through. */
export function givenValue(input: {
  readonly secretString?: string | undefined;
  readonly secretBinary?: Uint8Array | undefined;
}): SecretValue {
  if (input.secretString !== undefined) return { kind: 'text', text: input.secretString };
  if (input.secretBinary !== undefined) return { kind: 'binary', bytes: input.secretBinary };
  throw new OperationError('secretParameterInvalid', { field: 'secret_string' });
}

/** What of a version's row protects its value. */
export interface SealedValue {
  readonly kind: VersionRecord['kind'];
  readonly kms_key_id: string;
  readonly wrapped_data_key: Buffer;
  readonly sealed_value: Buffer;
}

/** A secret as the sealing is bound to it. */
export interface SealedSecret {
  readonly accountId: string;
  readonly id: string;
}

/**
 * A value with its data key, ready to be sealed for a version whose number is known only under the lock of the secret. Sealing is
 * nothing but AES-256-GCM in memory, so it may run inside a transaction, and again when the transaction is tried again.
 */
export type SealForVersion = (version: number) => SealedValue;

/**
 * Makes a data key for one value and wraps it under the key of the secret; nothing is sealed twice with one data key but the same value
 * of a transaction that is tried again. May load keys: call it before a transaction.
 */
export async function prepareSealing(
  keys: ServiceKeys,
  key: KeyRecord,
  secret: SealedSecret,
  value: SecretValue,
): Promise<SealForVersion> {
  const dataKey = WrappingKey.generate();
  const bytes = dataKey.revealBytes();
  try {
    const wrapped = await keys.wrapDataKey(key, bytes, secretDataKeyBinding(secret));
    const { kind } = value;
    const plaintext = value.kind === 'text' ? Buffer.from(value.text, 'utf8') : value.bytes;
    return (version) => ({
      kind,
      kms_key_id: key.id,
      wrapped_data_key: wrapped,
      sealed_value: dataKey.wrap(
        plaintext,
        secretValueBinding({ accountId: secret.accountId, secretId: secret.id, version, kind }),
      ),
    });
  } finally {
    bytes.fill(0);
  }
}

/** @throws OperationError `secretValueUnreadable` when the row was changed or the material is gone; `rootOfTrustUnavailable` */
export async function openDataKey(
  keys: ServiceKeys,
  key: KeyRecord,
  secret: SealedSecret,
  wrapped: Uint8Array,
): Promise<WrappingKey> {
  try {
    const bytes = await keys.unwrapDataKey(key, wrapped, secretDataKeyBinding(secret));
    try {
      return WrappingKey.fromBytes(bytes);
    } finally {
      bytes.fill(0);
    }
  } catch (error) {
    const known =
      isUnreadable(error) ||
      error instanceof MaterialMissingError ||
      (error instanceof OperationError && error.errorName === 'cipherTextInvalid');
    throw known ? new OperationError('secretValueUnreadable', { cause: error }) : error;
  }
}

/** @throws OperationError `secretValueUnreadable` for bytes that were changed or belong elsewhere */
export function openValue(
  dataKey: WrappingKey,
  secret: SealedSecret,
  version: number,
  sealed: { readonly kind: VersionRecord['kind']; readonly bytes: Uint8Array },
): SecretValue {
  const { kind } = sealed;
  const binding = secretValueBinding({ accountId: secret.accountId, secretId: secret.id, version, kind });
  try {
    const bytes = dataKey.unwrap(sealed.bytes, binding);
    return kind === 'text' ? { kind, text: bytes.toString('utf8') } : { kind, bytes };
  } catch (error) {
    throw isUnreadable(error) ? new OperationError('secretValueUnreadable', { cause: error }) : error;
  }
}

function isUnreadable(error: unknown): boolean {
  return error instanceof DecryptionFailedError || error instanceof MalformedError;
}

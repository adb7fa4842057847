import { type EncryptionAlgorithm, OperationError } from '@dewpoint/contract';
import {
  type CiphertextHeader,
  type CiphertextPurpose,
  DecryptionFailedError,
  decryptAsymmetric,
  encryptAsymmetric,
  MalformedError,
  PlaintextTooLongError,
} from '@dewpoint/crypto-core';
import type { KeyRecord } from '../keys/key-record.ts';
import { cipherTextInvalid, decryptWith } from './ciphertext-key.ts';
import { checkUse } from './key-rules.ts';
import type { KmsParts } from './kms-parts.ts';

/** The algorithm of symmetric keys, whose ciphertexts name their key. */
export const SYMMETRIC_ALGORITHM = 'SYMMETRIC_DEFAULT';

type Materials = Pick<KmsParts, 'materials'>;

/** What is bound to a ciphertext and must be repeated on decryption; see `associatedDataOf`. */
interface Bound {
  readonly algorithm: EncryptionAlgorithm;
  readonly associatedData: Buffer;
}

/**
 * Encrypts under the current version of a key, whatever its kind, after checking that it may (CRY-01, CRY-06).
 * @param now ms since 1970 UTC
 * @throws OperationError of the rules of use, and for a plaintext that is too long
 */
export async function encryptUnder(
  { materials }: Materials,
  key: KeyRecord,
  plaintext: Uint8Array,
  { algorithm, associatedData, purpose }: Bound & { readonly purpose: CiphertextPurpose },
  now: number,
): Promise<Buffer> {
  checkUse(key, purpose === 'datakey' ? { kind: 'dataKey' } : { kind: 'encrypt', algorithm }, now);
  try {
    if (key.spec.symmetric) {
      return await materials.useCipher(key, key.currentVersion, (cipher) =>
        cipher.encrypt(purpose, plaintext, associatedData),
      );
    }
    refuseAssociatedData(associatedData);
    return await materials.useMaterial(key, (material) => encryptAsymmetric(material, algorithm, plaintext));
  } catch (error) {
    throw error instanceof PlaintextTooLongError ? tooLong(key, error) : error;
  }
}

/**
 * Decrypts what names its key; the caller has checked the use of the key.
 * @throws OperationError `cipherTextInvalid` for whatever does not open
 */
export function decryptNamed(
  parts: Materials,
  key: KeyRecord,
  header: CiphertextHeader,
  ciphertext: Uint8Array,
  associatedData: Buffer,
): Promise<Buffer> {
  const { purpose } = header;
  return decryptWith(parts, key, header, (cipher) => cipher.decrypt(purpose, ciphertext, associatedData));
}

/** Decrypts with an asymmetric key that the caller named. @throws OperationError of the rules of use, and as `decryptNamed` */
export async function decryptUnder(
  { materials }: Materials,
  key: KeyRecord,
  ciphertext: Uint8Array,
  { algorithm, associatedData }: Bound,
  now: number,
): Promise<Buffer> {
  checkUse(key, { kind: 'decrypt', algorithm }, now);
  refuseAssociatedData(associatedData);
  try {
    return await materials.useMaterial(key, (material) => decryptAsymmetric(material, algorithm, ciphertext));
  } catch (error) {
    const known = error instanceof DecryptionFailedError || error instanceof MalformedError;
    throw known ? cipherTextInvalid(error) : error;
  }
}

/** Asymmetric algorithms bind nothing; to take the data and forget it would promise what is not kept. */
function refuseAssociatedData(associatedData: Buffer): void {
  if (associatedData.length === 0) return;
  throw new OperationError('parameterInvalid', {
    field: 'additional_authenticated_data',
    message:
      'additional_authenticated_data and encryption_context cannot be bound by an asymmetric algorithm. Leave them out.',
  });
}

function tooLong(key: KeyRecord, error: PlaintextTooLongError): OperationError {
  const errorName = key.spec.symmetric ? 'parameterInvalid' : 'asymmetricPlaintextTooLong';
  return new OperationError(errorName, {
    field: 'plain_text',
    message: `plain_text is too long for this key and algorithm: want at most ${error.limitInBytes} bytes, got ${error.gotInBytes}.`,
    cause: error,
  });
}

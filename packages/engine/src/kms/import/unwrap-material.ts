import { OperationError, type OperationInput } from '@dewpoint/contract';
import {
  DecryptionFailedError,
  digest,
  isPkcs1Plaintext,
  KeyMaterial,
  type KeySpec,
  kwpUnwrap,
  MalformedError,
  unwrapImported,
} from '@dewpoint/crypto-core';
import type { KeyRecord } from '../../keys/key-record.ts';
import { checkUnwrappedLength } from './import-rules.ts';
import type { ImportToken } from './import-token.ts';

type WrappedInput = Pick<
  OperationInput<'kms.importKeyMaterial'>,
  'encryptedKeyMaterial' | 'encryptedPrivatekey'
>;

/**
 * Unwraps what was wrapped with the public half (IMP-03). The caller destroys the material.
 * @param privateKeyDer PKCS#8 of the wrapping key
 * @throws OperationError `materialUnwrapFailed` for another key or algorithm, `materialLengthInvalid`, `temporaryKeyInvalid`,
 * `privateKeyInvalid`
 */
export async function unwrapMaterial(
  spec: KeySpec,
  algorithm: ImportToken['algorithm'],
  privateKeyDer: Uint8Array,
  input: WrappedInput,
): Promise<KeyMaterial> {
  const unwrapped = await unwrapOuter(algorithm, privateKeyDer, input.encryptedKeyMaterial);
  try {
    checkUnwrappedLength(spec, unwrapped.length);
    if (input.encryptedPrivatekey === undefined) return KeyMaterial.fromBytes(spec, unwrapped);
    return unwrapPrivateKey(spec, unwrapped, input.encryptedPrivatekey);
  } finally {
    unwrapped.fill(0);
  }
}

/** Recognises the same material of the same key; one way, and stored sealed. */
export function materialDigest(key: KeyRecord, material: KeyMaterial): Buffer {
  const bytes = material.revealBytes();
  try {
    const label = Buffer.from(`dewpoint material check 1\0${key.id}\0${key.spec.name}\0`, 'utf8');
    const text = Buffer.concat([label, bytes]);
    const answer = digest('sha256', text);
    text.fill(0);
    return answer;
  } finally {
    bytes.fill(0);
  }
}

async function unwrapOuter(
  algorithm: ImportToken['algorithm'],
  privateKeyDer: Uint8Array,
  wrapped: Uint8Array,
): Promise<Buffer> {
  try {
    const unwrapped = await unwrapImported(algorithm, privateKeyDer, wrapped);
    // Only the caller who wraps has the token that this needs, so telling a wrong key apart gives nobody an oracle.
    if (algorithm !== 'RSAES_PKCS1_V1_5' || isPkcs1Plaintext(privateKeyDer, wrapped, unwrapped))
      return unwrapped;
    unwrapped.fill(0);
  } catch (error) {
    if (!(error instanceof DecryptionFailedError)) throw error;
  }
  throw new OperationError('materialUnwrapFailed', { field: 'encrypted_key_material' });
}

function unwrapPrivateKey(spec: KeySpec, temporaryKey: Buffer, wrapped: Uint8Array): KeyMaterial {
  let pkcs8: Buffer | undefined;
  try {
    pkcs8 = kwpUnwrap(temporaryKey, wrapped);
    return KeyMaterial.fromBytes(spec, pkcs8);
  } catch (error) {
    if (error instanceof DecryptionFailedError || error instanceof MalformedError) {
      throw new OperationError('privateKeyInvalid', { field: 'encrypted_privatekey', cause: error });
    }
    throw error;
  } finally {
    pkcs8?.fill(0);
  }
}

import { constants, createPrivateKey, type KeyObject, privateDecrypt, timingSafeEqual } from 'node:crypto';
import { type EncryptionAlgorithm, encryptionAlgorithms } from './encryption-algorithms.ts';
import { UnsupportedAlgorithmError } from './errors.ts';
import { generateEcPrivateKey, generateRsaPrivateKey, type KeyPairDer } from './key-generation.ts';
import { exportPublicKeyDer } from './private-key.ts';

/** How key material is wrapped on its way in (IMP-01). */
export type ImportWrappingAlgorithm =
  | 'RSAES_OAEP_SHA_256'
  | 'RSAES_OAEP_SHA_1'
  | 'RSAES_PKCS1_V1_5'
  | 'SM2_ENCRYPT';

/** A wrapping key lives 24 hours; the API's limit on the wrapped material (344 to 360 characters) fits RSA-2048 only. */
const generateWrappingKey: Readonly<Record<ImportWrappingAlgorithm, () => Promise<KeyObject>>> = {
  RSAES_OAEP_SHA_256: () => generateRsaPrivateKey(2048),
  RSAES_OAEP_SHA_1: () => generateRsaPrivateKey(2048),
  RSAES_PKCS1_V1_5: () => generateRsaPrivateKey(2048),
  SM2_ENCRYPT: () => generateEcPrivateKey('SM2'),
};

export const importWrappingAlgorithms: readonly string[] = Object.keys(generateWrappingKey);

/** A new wrapping key pair: RSA-2048, or SM2. */
export async function generateImportKeyPair(algorithm: ImportWrappingAlgorithm): Promise<KeyPairDer> {
  rowFor(algorithm);
  const privateKey = await generateWrappingKey[algorithm]();
  return {
    publicKeyDer: exportPublicKeyDer(privateKey),
    privateKeyDer: privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

/**
 * Unwraps what was wrapped with the public half (IMP-03): symmetric material, or the temporary AES key under which
 * kwpUnwrap then finds a private key. With RSAES_PKCS1_V1_5 a wrong ciphertext gives random-looking bytes of a random length
 * instead of an error: ask isPkcs1Plaintext, and check the length.
 * @param privateKeyDer PKCS#8 as generateImportKeyPair gave it
 * @throws DecryptionFailedError for every failure, with one message
 */
export async function unwrapImported(
  algorithm: ImportWrappingAlgorithm,
  privateKeyDer: Uint8Array,
  wrapped: Uint8Array,
): Promise<Buffer> {
  const row = rowFor(algorithm);
  return row.decrypt(readPrivateKey(privateKeyDer), wrapped);
}

/**
 * Tells what RSAES_PKCS1_V1_5 really unwrapped from the bytes that OpenSSL makes up for a wrong ciphertext: the padded block ends with the
 * former and has nothing to do with the latter. By chance it is wrong for 1 in 256^(n + 1) results of n bytes, so check the length as well.
 * The answer is a padding oracle for whoever may ask again and again: use it only where the wrapping key is short-lived and asking needs a
 * token that only the one who wraps has.
 * @param unwrapped what unwrapImported answered for `wrapped`
 */
export function isPkcs1Plaintext(
  privateKeyDer: Uint8Array,
  wrapped: Uint8Array,
  unwrapped: Uint8Array,
): boolean {
  const key = readPrivateKey(privateKeyDer);
  const block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, wrapped);
  const end = Buffer.concat([Buffer.alloc(1), unwrapped]);
  const same = end.length < block.length && timingSafeEqual(block.subarray(block.length - end.length), end);
  block.fill(0);
  end.fill(0);
  return same;
}

function readPrivateKey(der: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
}

function rowFor(algorithm: ImportWrappingAlgorithm): EncryptionAlgorithm {
  const row = importWrappingAlgorithms.includes(algorithm) ? encryptionAlgorithms.get(algorithm) : undefined;
  if (row === undefined) throw new UnsupportedAlgorithmError(algorithm, 'wrapping', importWrappingAlgorithms);
  return row;
}

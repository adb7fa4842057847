import { createPrivateKey, type KeyObject } from 'node:crypto';
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
 * instead of an error: check the length, and rely on the integrity of KWP for what is under it.
 * @param privateKeyDer PKCS#8 as generateImportKeyPair gave it
 * @throws DecryptionFailedError for every failure, with one message
 */
export async function unwrapImported(
  algorithm: ImportWrappingAlgorithm,
  privateKeyDer: Uint8Array,
  wrapped: Uint8Array,
): Promise<Buffer> {
  const row = rowFor(algorithm);
  const privateKey = createPrivateKey({ key: Buffer.from(privateKeyDer), format: 'der', type: 'pkcs8' });
  return row.decrypt(privateKey, wrapped);
}

function rowFor(algorithm: ImportWrappingAlgorithm): EncryptionAlgorithm {
  const row = importWrappingAlgorithms.includes(algorithm) ? encryptionAlgorithms.get(algorithm) : undefined;
  if (row === undefined) throw new UnsupportedAlgorithmError(algorithm, 'wrapping', importWrappingAlgorithms);
  return row;
}

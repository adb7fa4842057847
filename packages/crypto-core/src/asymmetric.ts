import { type EncryptionAlgorithm, encryptionAlgorithms } from './encryption-algorithms.ts';
import { PlaintextTooLongError, UnsupportedAlgorithmError } from './errors.ts';
import type { KeyMaterial } from './key-material.ts';
import type { KeySpec } from './key-spec.ts';

/**
 * RSAES_OAEP_SHA_256 and RSAES_OAEP_SHA_1 with RSA keys, SM2_ENCRYPT with SM2 keys (CRY-01). SM2 ciphertexts are written in the
 * DER form of GM/T 0009-2012.
 * @throws UnsupportedAlgorithmError, PlaintextTooLongError; MalformedError for an empty plaintext under SM2
 */
export async function encryptAsymmetric(
  material: KeyMaterial,
  algorithm: string,
  plaintext: Uint8Array,
): Promise<Buffer> {
  const row = algorithmFor(material.spec, algorithm);
  const limit = row.limitInBytes(material.spec.modulusLengthInBits);
  if (plaintext.length > limit) throw new PlaintextTooLongError(limit, plaintext.length);
  return row.encrypt(material.publicKeyObject(), plaintext);
}

/**
 * SM2 also reads C1 C3 C2 with an uncompressed C1.
 * @throws UnsupportedAlgorithmError; DecryptionFailedError for every failure, with one message
 */
export async function decryptAsymmetric(
  material: KeyMaterial,
  algorithm: string,
  ciphertext: Uint8Array,
): Promise<Buffer> {
  const row = algorithmFor(material.spec, algorithm);
  return row.decrypt(material.revealKeyObject(), ciphertext);
}

/** The longest plaintext. @throws UnsupportedAlgorithmError */
export function asymmetricPlaintextLimitInBytes(spec: KeySpec, algorithm: string): number {
  return algorithmFor(spec, algorithm).limitInBytes(spec.modulusLengthInBits);
}

function algorithmFor(spec: KeySpec, algorithm: string): EncryptionAlgorithm {
  const allowed = spec.symmetric ? [] : spec.encryptionAlgorithms;
  const row = allowed.includes(algorithm) ? encryptionAlgorithms.get(algorithm) : undefined;
  if (row === undefined) throw new UnsupportedAlgorithmError(algorithm, spec.name, allowed);
  return row;
}

import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { DigestName } from './digest.ts';
import { UnsupportedAlgorithmError } from './errors.ts';
import type { KeyMaterial } from './key-material.ts';

/** Wire name of a MAC algorithm to the digest under its HMAC (RFC 2104; GM/T 0042-2015 for SM3). */
const macDigests: ReadonlyMap<string, DigestName> = new Map([
  ['HMAC_SHA_256', 'sha256'],
  ['HMAC_SHA_384', 'sha384'],
  ['HMAC_SHA_512', 'sha512'],
  ['HMAC_SM3', 'sm3'],
]);

/**
 * The full tag over `message` (CRY-04).
 * @throws UnsupportedAlgorithmError when the algorithm does not fit the key's spec
 */
export function computeMac(material: KeyMaterial, algorithm: string, message: Uint8Array): Buffer {
  const { spec } = material;
  const digestName = spec.macAlgorithms.includes(algorithm) ? macDigests.get(algorithm) : undefined;
  if (digestName === undefined) throw new UnsupportedAlgorithmError(algorithm, spec.name, spec.macAlgorithms);
  return hmac(digestName, material.revealKeyObject(), message);
}

/** True for exactly the full tag; a shortened tag is false. Compares in constant time. */
export function verifyMac(
  material: KeyMaterial,
  algorithm: string,
  message: Uint8Array,
  mac: Uint8Array,
): boolean {
  const expected = computeMac(material, algorithm, message);
  return mac.length === expected.length && timingSafeEqual(mac, expected);
}

/** HMAC over the parts one after another. */
export function hmac(digestName: DigestName, key: KeyObject, ...parts: readonly Uint8Array[]): Buffer {
  const state = createHmac(digestName, key);
  for (const part of parts) state.update(part);
  return state.digest();
}

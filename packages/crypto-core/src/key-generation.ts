import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeySpec } from './key-spec.ts';

const generate = promisify(generateKeyPair);

/**
 * A private key of an asymmetric spec, made on a thread of the pool.
 * @throws TypeError for a symmetric spec
 */
export async function generatePrivateKey(spec: KeySpec): Promise<KeyObject> {
  if (spec.modulusLengthInBits !== undefined) return generateRsaPrivateKey(spec.modulusLengthInBits);
  if (spec.curve !== undefined) return generateEcPrivateKey(spec.curve);
  throw new TypeError(`${spec.name} has no private key`);
}

/** RSA with e = 65537, on a thread of the pool: it takes 20 to 600 ms. */
export async function generateRsaPrivateKey(modulusLengthInBits: number): Promise<KeyObject> {
  const pair = await generate('rsa', { modulusLength: modulusLengthInBits, publicExponent: 65537 });
  return pair.privateKey;
}

/** @param curve OpenSSL's name of the curve */
export async function generateEcPrivateKey(curve: string): Promise<KeyObject> {
  const pair = await generate('ec', { namedCurve: curve });
  return pair.privateKey;
}

/** Both halves in the forms that leave the product: SubjectPublicKeyInfo and PKCS#8, DER. */
export interface KeyPairDer {
  readonly publicKeyDer: Buffer;
  readonly privateKeyDer: Buffer;
}

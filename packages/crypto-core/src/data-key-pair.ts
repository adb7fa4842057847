import type { KeyObject } from 'node:crypto';
import { generateEcPrivateKey, generateRsaPrivateKey, type KeyPairDer } from './key-generation.ts';
import { exportPublicKeyDer } from './private-key.ts';

/** Specs of create-rsa-datakey-pair and create-ec-datakey-pair (CRY-02); other names than those of keys. */
const generators: ReadonlyMap<string, () => Promise<KeyObject>> = new Map([
  ['RSA_2048', () => generateRsaPrivateKey(2048)],
  ['RSA_3072', () => generateRsaPrivateKey(3072)],
  ['RSA_4096', () => generateRsaPrivateKey(4096)],
  ['ECC_NIST_P256', () => generateEcPrivateKey('prime256v1')],
  ['ECC_NIST_P384', () => generateEcPrivateKey('secp384r1')],
  ['ECC_NIST_P521', () => generateEcPrivateKey('secp521r1')],
  ['ECC_SECG_P256K1', () => generateEcPrivateKey('secp256k1')],
  ['SM2', () => generateEcPrivateKey('SM2')],
]);

export const dataKeyPairSpecs: readonly string[] = [...generators.keys()];

/**
 * A new key pair for the caller's own use, made off the event loop.
 * @throws TypeError for a name that is not a data key pair spec
 */
export async function generateDataKeyPair(spec: string): Promise<KeyPairDer> {
  const generate = generators.get(spec);
  if (generate === undefined) {
    throw new TypeError(
      `unknown data key pair spec ${JSON.stringify(spec.slice(0, 64))}; known are ${dataKeyPairSpecs.join(', ')}`,
    );
  }
  const privateKey = await generate();
  return {
    publicKeyDer: exportPublicKeyDer(privateKey),
    privateKeyDer: privateKey.export({ type: 'pkcs8', format: 'der' }),
  };
}

import type { SigningAlgorithm } from './asymmetric.ts';
import { type GrantOperation, grantOperationNames } from './grants.ts';
import type { MacAlgorithm } from './mac.ts';
import type { KeySpecName, KeyUsage } from './names.ts';

/** What a key can do by what it is and was made for: one table for the engine's rules of grants and the screens. */

const rsaSigning = [
  'RSASSA_PSS_SHA_256',
  'RSASSA_PSS_SHA_384',
  'RSASSA_PSS_SHA_512',
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_384',
  'RSASSA_PKCS1_V1_5_SHA_512',
] as const satisfies readonly SigningAlgorithm[];

/** Signature algorithms of a key spec, the one to offer first in front (CRY-03); none for symmetric and HMAC keys. */
export function signingAlgorithmsOf(spec: KeySpecName): readonly SigningAlgorithm[] {
  switch (spec) {
    case 'RSA_2048':
    case 'RSA_3072':
    case 'RSA_4096':
      return rsaSigning;
    case 'EC_P256':
      return ['ECDSA_SHA_256'];
    case 'EC_P384':
      return ['ECDSA_SHA_384'];
    case 'SM2':
      return ['SM2DSA_SM3'];
    default:
      return [];
  }
}

/** The MAC algorithm of an HMAC key (CRY-04); none for keys of other kinds. */
export function macAlgorithmsOf(spec: KeySpecName): readonly MacAlgorithm[] {
  switch (spec) {
    case 'HMAC_256':
      return ['HMAC_SHA_256'];
    case 'HMAC_384':
      return ['HMAC_SHA_384'];
    case 'HMAC_512':
      return ['HMAC_SHA_512'];
    case 'HMAC_SM3':
      return ['HMAC_SM3'];
    default:
      return [];
  }
}

/** Bytes of the digest that a signature algorithm signs (FIPS 180-4, GB/T 32905-2016). */
export function signedDigestLengthInBytes(algorithm: SigningAlgorithm): number {
  if (algorithm.endsWith('SHA_512')) return 64;
  return algorithm.endsWith('SHA_384') ? 48 : 32;
}

const materialLengths: Readonly<Partial<Record<KeySpecName, number>>> = {
  AES_256: 32,
  SM4: 16,
  HMAC_256: 32,
  HMAC_384: 48,
  HMAC_512: 64,
  HMAC_SM3: 32,
};

/** Bytes of the material that a symmetric or HMAC key takes (IMP-03); undefined for asymmetric keys: theirs is a PKCS#8 private key. */
export function materialLengthInBytes(spec: KeySpecName): number | undefined {
  return materialLengths[spec];
}

/** Operations that can be granted on a key (GRT-01), by what it is and was made for, in the order of the documents. */
export function grantableOperations(spec: KeySpecName, usage: KeyUsage): readonly GrantOperation[] {
  const granted = new Set([...ofEveryKey, ...ofUsage(spec, usage)]);
  return grantOperationNames.filter((name) => granted.has(name));
}

const ofEveryKey: readonly GrantOperation[] = ['describe-key', 'create-grant', 'retire-grant'];

function ofUsage(spec: KeySpecName, usage: KeyUsage): readonly GrantOperation[] {
  if (usage === 'GENERATE_VERIFY_MAC') return ['generate-mac', 'verify-mac'];
  if (usage === 'SIGN_VERIFY') return ['sign', 'verify', 'get-publickey'];
  const isAsymmetric = spec.startsWith('RSA_') || spec === 'SM2';
  if (isAsymmetric) return ['encrypt-data', 'decrypt-data', 'get-publickey'];
  return [
    'create-datakey',
    'create-datakey-without-plaintext',
    'encrypt-datakey',
    'decrypt-datakey',
    'encrypt-data',
    'decrypt-data',
  ];
}

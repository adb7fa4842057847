import type { KeyObject } from 'node:crypto';
import type { DigestName } from './digest.ts';
import { KeyMaterial } from './key-material.ts';
import { keySpec } from './key-spec.ts';
import { hmac } from './mac.ts';
import { pkcs8OfScalar } from './private-key.ts';

/**
 * Signature keys that client and server derive from a shared secret, as the algorithms SDK-ECDSA-P256-SHA256 and SDK-SM2-SM3 of the
 * public Huawei Cloud SDKs do (huaweicloudsdkcore 3.1.219, signer/signer.py): the counter mode of NIST SP 800-108 over HMAC, and
 * "testing candidates" of FIPS 186-4 B.4.2 to come from 256 bits to a scalar.
 *
 * candidate = HMAC(secret, 00000001 || label || 00 || access key || counter || 00000100), counter one byte from 0;
 * the scalar is candidate + 1 of the first candidate that is at most n - 2.
 */
export type DerivedSigningAlgorithm = 'SDK-ECDSA-P256-SHA256' | 'SDK-SM2-SM3';

interface Derivation {
  readonly specName: 'EC_P256' | 'SM2';
  readonly curve: 'prime256v1' | 'SM2';
  readonly digestName: DigestName;
  /** Order of the curve: SEC 2 v2 2.4.2, GB/T 32918.5-2017. */
  readonly order: bigint;
}

const derivations: Readonly<Record<DerivedSigningAlgorithm, Derivation>> = {
  'SDK-ECDSA-P256-SHA256': {
    specName: 'EC_P256',
    curve: 'prime256v1',
    digestName: 'sha256',
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  'SDK-SM2-SM3': {
    specName: 'SM2',
    curve: 'SM2',
    digestName: 'sm3',
    order: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  },
};

/** Iteration counter and output length in bits of SP 800-108, both of four bytes. */
const iteration = Buffer.from('00000001', 'hex');
const outputLength = Buffer.from('00000100', 'hex');
const separator = Buffer.of(0);
const attempts = 255;
const scalarLengthInBytes = 32;

/** The key for one access key and its secret; the same every time. Verify with `ECDSA_SHA_256` or `SM2DSA_SM3`. */
export function deriveSigningKey(
  algorithm: DerivedSigningAlgorithm,
  accessKeyId: string,
  secret: KeyObject,
): KeyMaterial {
  const { specName, curve, digestName, order } = derivations[algorithm];
  const label = Buffer.from(algorithm);
  for (let counter = 0; counter < attempts; counter += 1) {
    const context = Buffer.concat([Buffer.from(accessKeyId), Buffer.of(counter)]);
    const block = hmac(digestName, secret, iteration, label, separator, context, outputLength);
    const candidate = BigInt(`0x${block.toString('hex')}`);
    block.fill(0);
    if (candidate > order - 2n) continue;
    const scalar = Buffer.from((candidate + 1n).toString(16).padStart(scalarLengthInBytes * 2, '0'), 'hex');
    const pkcs8 = pkcs8OfScalar(curve, scalar);
    scalar.fill(0);
    try {
      return KeyMaterial.fromBytes(keySpec(specName), pkcs8);
    } finally {
      pkcs8.fill(0);
    }
  }
  // Each attempt fails with a chance below 2^-31.
  throw new TypeError('no scalar was found for this secret');
}

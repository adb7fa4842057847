import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { deriveSigningKey, type KeyMaterial, verify } from '@dewpoint/crypto-core';

/** The signature algorithms of requests, as `Authorization` names them. */
export const requestSignatureAlgorithms = [
  'SDK-HMAC-SHA256',
  'V11-HMAC-SHA256',
  'SDK-HMAC-SM3',
  'SDK-ECDSA-P256-SHA256',
  'SDK-SM2-SM3',
] as const;
export type RequestSignatureAlgorithm = (typeof requestSignatureAlgorithms)[number];

export interface RequestSignature {
  readonly algorithm: RequestSignatureAlgorithm;
  /** `<yyyymmdd>/<region>/<service>`; V11-HMAC-SHA256 only, where the key is derived from it. */
  readonly scope: string;
  /** HMAC: 32 bytes. ECDSA and SM2: DER. */
  readonly bytes: Uint8Array;
}

const HMAC_LENGTH_IN_BYTES = 32;

/** A secret access key in memory. Only signatures can be checked with it; the bytes never come out again. */
export class AccessKeySecret {
  readonly #accessKeyId: string;
  readonly #secret: KeyObject;
  readonly #derived = new Map<RequestSignatureAlgorithm, KeyMaterial>();

  /** Copies `secret`: the text of the secret access key in ASCII. */
  constructor(accessKeyId: string, secret: Uint8Array) {
    this.#accessKeyId = accessKeyId;
    this.#secret = createSecretKey(secret);
  }

  /** True when the signature was made with this secret over `text`. HMACs are compared in constant time. */
  async verify(signature: RequestSignature, text: string): Promise<boolean> {
    const { algorithm, bytes } = signature;
    const message = Buffer.from(text, 'latin1');
    switch (algorithm) {
      case 'SDK-HMAC-SHA256':
        return hmacMatches('sha256', this.#secret, message, bytes);
      case 'SDK-HMAC-SM3':
        return hmacMatches('sm3', this.#secret, message, bytes);
      case 'V11-HMAC-SHA256':
        return hmacMatches('sha256', this.#scopedKey(signature.scope), message, bytes);
      case 'SDK-ECDSA-P256-SHA256':
        return verify(this.#signingKey(algorithm), 'ECDSA_SHA_256', 'RAW', message, bytes);
      case 'SDK-SM2-SM3':
        return verify(this.#signingKey(algorithm), 'SM2DSA_SM3', 'RAW', message, bytes);
    }
  }

  /** HKDF-SHA256 (RFC 5869) of the secret with the access key as salt; the HMAC key is the result in hex. */
  #scopedKey(scope: string): KeyObject {
    const derived = Buffer.from(
      hkdfSync('sha256', this.#secret, this.#accessKeyId, scope, HMAC_LENGTH_IN_BYTES),
    );
    const text = Buffer.from(derived.toString('hex'));
    derived.fill(0);
    try {
      return createSecretKey(text);
    } finally {
      text.fill(0);
    }
  }

  #signingKey(algorithm: 'SDK-ECDSA-P256-SHA256' | 'SDK-SM2-SM3'): KeyMaterial {
    const known = this.#derived.get(algorithm);
    if (known !== undefined) return known;
    const material = deriveSigningKey(algorithm, this.#accessKeyId, this.#secret);
    this.#derived.set(algorithm, material);
    return material;
  }
}

function hmacMatches(
  digestName: 'sha256' | 'sm3',
  key: KeyObject,
  message: Uint8Array,
  given: Uint8Array,
): boolean {
  const expected = createHmac(digestName, key).update(message).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}

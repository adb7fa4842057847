import { createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { gcmTagLengthInBytes, openAesGcm, sealAesGcm } from '../aes-gcm.ts';
import { DecryptionFailedError } from '../errors.ts';
import { hkdf } from '../hkdf.ts';
import type { KeySpecName } from '../key-spec.ts';
import { openSm4, sealSm4 } from '../sm4-ctr-hmac.ts';
import type { CiphertextAlgorithm } from './format.ts';

export interface SealedMessage {
  readonly ciphertext: Buffer;
  /** Parts of the header's tag field, together as long as it. */
  readonly tag: readonly Buffer[];
}

/** A derived subkey that seals and opens padded messages. `header` is bytes 0-91 of the format. */
export interface Subkey {
  seal(nonce: Buffer, header: Buffer, associatedData: Uint8Array, padded: Uint8Array): SealedMessage;
  /** @throws DecryptionFailedError */
  open(nonce: Buffer, header: Buffer, associatedData: Uint8Array, body: Buffer, tag: Buffer): Buffer;
}

/** One algorithm of the ciphertext format. */
export interface CipherSuite {
  readonly algorithm: CiphertextAlgorithm;
  /** Digest of the header's digest field and of the key derivation. */
  readonly digestName: 'sha256' | 'sm3';
  /** Begins the HKDF info; key id and key version follow. */
  readonly label: string;
  readonly subkeyLengthInBytes: number;
  /** `derived` holds subkeyLengthInBytes bytes; the caller zeroes them afterwards. */
  createSubkey(derived: Buffer): Subkey;
}

/**
 * AES-256-GCM under the first 32 derived bytes. GCM alone does not commit to its key (two keys can open one ciphertext),
 * therefore 16 further derived bytes, public and the same for one subkey, follow the GCM tag.
 */
const aes256: CipherSuite = {
  algorithm: 'AES_256',
  digestName: 'sha256',
  label: 'dewpoint ciphertext 1 AES-256-GCM',
  subkeyLengthInBytes: 48,
  createSubkey(derived) {
    const key = createSecretKey(derived.subarray(0, 32));
    const commitment = Buffer.from(derived.subarray(32));
    return {
      seal(nonce, header, associatedData, padded) {
        const sealed = sealAesGcm(key, nonce, bind(header, associatedData), padded);
        return { ciphertext: sealed.ciphertext, tag: [sealed.tag, commitment] };
      },
      open(nonce, header, associatedData, body, tag) {
        if (!timingSafeEqual(tag.subarray(gcmTagLengthInBytes), commitment))
          throw new DecryptionFailedError();
        return openAesGcm(
          key,
          nonce,
          bind(header, associatedData),
          body,
          tag.subarray(0, gcmTagLengthInBytes),
        );
      },
    };
  },
};

/** SM4-CTR under the first 16 derived bytes, HMAC-SM3 under the next 32, encrypt-then-MAC. */
const sm4: CipherSuite = {
  algorithm: 'SM4',
  digestName: 'sm3',
  label: 'dewpoint ciphertext 1 SM4-CTR HMAC-SM3',
  subkeyLengthInBytes: 48,
  createSubkey(derived) {
    const keys = {
      encryptionKey: createSecretKey(derived.subarray(0, 16)),
      macKey: createSecretKey(derived.subarray(16)),
    };
    return {
      seal(nonce, header, associatedData, padded) {
        const { ciphertext, tag } = sealSm4(keys, nonce, header, associatedData, padded);
        return { ciphertext, tag: [tag] };
      },
      open: (nonce, header, associatedData, body, tag) =>
        openSm4(keys, nonce, header, associatedData, body, tag),
    };
  },
};

const byAlgorithm: Readonly<Record<CiphertextAlgorithm, CipherSuite>> = { AES_256: aes256, SM4: sm4 };

export function suiteOf(algorithm: CiphertextAlgorithm): CipherSuite {
  return byAlgorithm[algorithm];
}

/** @throws TypeError for a spec whose keys do not encrypt symmetrically */
export function suiteForSpec(specName: KeySpecName): CipherSuite {
  if (specName !== 'AES_256' && specName !== 'SM4') {
    throw new TypeError(`${specName} is no key for symmetric encryption; want AES_256 or SM4`);
  }
  return byAlgorithm[specName];
}

/** HKDF info: label, key id, key version. The label has no fixed length, but is followed by exactly 20 bytes. */
export function deriveSubkey(
  suite: CipherSuite,
  material: KeyObject,
  salt: Uint8Array,
  keyIdAndVersion: Uint8Array,
): Subkey {
  const info = Buffer.concat([Buffer.from(suite.label, 'ascii'), keyIdAndVersion]);
  const derived = hkdf(suite.digestName, material, salt, info, suite.subkeyLengthInBytes);
  try {
    return suite.createSubkey(derived);
  } finally {
    derived.fill(0);
  }
}

/** The header has one length, so where it ends and the caller's part begins is never in doubt. */
function bind(header: Buffer, associatedData: Uint8Array): Uint8Array {
  return associatedData.length === 0 ? header : Buffer.concat([header, associatedData]);
}

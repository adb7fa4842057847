import { constants, type KeyObject, publicEncrypt, subtle, type webcrypto } from 'node:crypto';
import { DecryptionFailedError, MalformedError } from './errors.ts';
import { offload } from './offload/pool.ts';
import { sm2PlaintextLimitInBytes } from './sm2.ts';

/** One public key encryption algorithm, over bare keys: encrypt-data and key import share the rows. */
export interface EncryptionAlgorithm {
  /** @param modulusLengthInBits of RSA; without meaning for SM2 */
  limitInBytes(modulusLengthInBits: number | undefined): number;
  encrypt(publicKey: KeyObject, plaintext: Uint8Array): Promise<Buffer>;
  /** @throws DecryptionFailedError for every failure */
  decrypt(privateKey: KeyObject, ciphertext: Uint8Array): Promise<Buffer>;
}

/** RSAES-OAEP (RFC 8017 section 7.1), empty label, MGF1 of the same digest. */
const oaep = (digestName: 'sha256' | 'sha1', digestLengthInBytes: number): EncryptionAlgorithm => {
  const webcryptoAlgorithm = { name: 'RSA-OAEP', hash: digestName === 'sha256' ? 'SHA-256' : 'SHA-1' };
  const handles = new WeakMap<KeyObject, webcrypto.CryptoKey>();
  const handleOf = (privateKey: KeyObject): webcrypto.CryptoKey => {
    const known = handles.get(privateKey);
    if (known !== undefined) return known;
    const handle = privateKey.toCryptoKey(webcryptoAlgorithm, false, ['decrypt']);
    handles.set(privateKey, handle);
    return handle;
  };
  return {
    limitInBytes: (modulusLengthInBits) => (modulusLengthInBits ?? 0) / 8 - 2 * digestLengthInBytes - 2,
    encrypt: async (key, plaintext) =>
      publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: digestName }, plaintext),
    // privateDecrypt has no asynchronous form and would stop the event loop for up to 1.3 ms; WebCrypto's has.
    decrypt: async (privateKey, ciphertext) => {
      checkModulusLength(privateKey, ciphertext);
      try {
        return Buffer.from(
          await subtle.decrypt({ name: 'RSA-OAEP' }, handleOf(privateKey), new Uint8Array(ciphertext)),
        );
      } catch {
        throw new DecryptionFailedError();
      }
    },
  };
};

/** RSAES-PKCS1-v1_5 (RFC 8017 section 7.2). For key import only. See pkcs1Decrypt for what a wrong ciphertext gives. */
const pkcs1: EncryptionAlgorithm = {
  limitInBytes: (modulusLengthInBits) => (modulusLengthInBits ?? 0) / 8 - 11,
  encrypt: async (key, plaintext) => publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, plaintext),
  decrypt: async (privateKey, ciphertext) => {
    checkModulusLength(privateKey, ciphertext);
    return orFail(await offload('pkcs1Decrypt', privateKey, ciphertext));
  },
};

const sm2: EncryptionAlgorithm = {
  limitInBytes: () => sm2PlaintextLimitInBytes,
  encrypt: async (publicKey, plaintext) => {
    if (plaintext.length === 0) throw new MalformedError('plaintext', 'want at least 1 byte, got 0');
    return offload('sm2Encrypt', publicKey, plaintext);
  },
  decrypt: async (privateKey, ciphertext) => orFail(await offload('sm2Decrypt', privateKey, ciphertext)),
};

/** By wire name. */
export const encryptionAlgorithms: ReadonlyMap<string, EncryptionAlgorithm> = new Map([
  ['RSAES_OAEP_SHA_256', oaep('sha256', 32)],
  ['RSAES_OAEP_SHA_1', oaep('sha1', 20)],
  ['RSAES_PKCS1_V1_5', pkcs1],
  ['SM2_ENCRYPT', sm2],
]);

/** OpenSSL takes a short ciphertext as a number with leading zeros; RFC 8017 wants exactly the modulus length. */
function checkModulusLength(privateKey: KeyObject, ciphertext: Uint8Array): void {
  if (ciphertext.length * 8 !== privateKey.asymmetricKeyDetails?.modulusLength)
    throw new DecryptionFailedError();
}

function orFail(plaintext: Buffer | undefined): Buffer {
  if (plaintext === undefined) throw new DecryptionFailedError();
  return plaintext;
}

import { createCipheriv, createDecipheriv } from 'node:crypto';
import { DecryptionFailedError, MalformedError } from './errors.ts';

/**
 * AES key wrap with padding, RFC 5649 (NIST SP 800-38F "KWP"), from OpenSSL. The lengths are checked first, because OpenSSL
 * answers some impossible lengths with an empty result instead of an error.
 */
const ciphers: ReadonlyMap<number, string> = new Map([
  [16, 'id-aes128-wrap-pad'],
  [24, 'id-aes192-wrap-pad'],
  [32, 'id-aes256-wrap-pad'],
]);
/** The constant half of the alternative initial value, RFC 5649 section 3. */
const initialValue = Buffer.from('A65959A6', 'hex');
const semiblockInBytes = 8;
/** Far above any key (PKCS#8 of RSA_4096 has about 2.4 KB), far below the format's own 2^32. */
const longestKeyInBytes = 65536;

/**
 * @param kek 16, 24 or 32 bytes
 * @param plain 1 to 65536 bytes
 * @throws MalformedError for another length
 */
export function kwpWrap(kek: Uint8Array, plain: Uint8Array): Buffer {
  const algorithm = cipherFor(kek);
  if (plain.length < 1 || plain.length > longestKeyInBytes) {
    throw new MalformedError('key to wrap', `want 1 to ${longestKeyInBytes} bytes, got ${plain.length}`);
  }
  const cipher = createCipheriv(algorithm, kek, initialValue);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

/**
 * @throws MalformedError for a kek of another length; DecryptionFailedError for every failure to unwrap
 */
export function kwpUnwrap(kek: Uint8Array, wrapped: Uint8Array): Buffer {
  const algorithm = cipherFor(kek);
  const tooShort = wrapped.length < 2 * semiblockInBytes;
  const tooLong = wrapped.length > longestKeyInBytes + semiblockInBytes;
  if (tooShort || tooLong || wrapped.length % semiblockInBytes !== 0) throw new DecryptionFailedError();
  try {
    const decipher = createDecipheriv(algorithm, kek, initialValue);
    const plain = Buffer.concat([decipher.update(wrapped), decipher.final()]);
    if (plain.length > 0) return plain;
  } catch {
    // One error for every cause, below.
  }
  throw new DecryptionFailedError();
}

function cipherFor(kek: Uint8Array): string {
  const algorithm = ciphers.get(kek.length);
  if (algorithm === undefined) {
    throw new MalformedError('key encryption key', `want 16, 24 or 32 bytes, got ${kek.length}`);
  }
  return algorithm;
}

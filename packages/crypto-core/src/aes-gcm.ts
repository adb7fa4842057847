import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { DecryptionFailedError } from './errors.ts';

/** AES-256-GCM (NIST SP 800-38D) as this product uses it: 96-bit nonce, 128-bit tag, nothing else. */
export const gcmNonceLengthInBytes = 12;
export const gcmTagLengthInBytes = 16;
const algorithm = 'aes-256-gcm';
const options = { authTagLength: gcmTagLengthInBytes };

/**
 * @param nonce 12 bytes, never used before under this key
 * @throws TypeError for another nonce length
 */
export function sealAesGcm(
  key: KeyObject,
  nonce: Uint8Array,
  associatedData: Uint8Array,
  plaintext: Uint8Array,
): { ciphertext: Buffer; tag: Buffer } {
  checkNonce(nonce);
  const cipher = createCipheriv(algorithm, key, nonce, options);
  cipher.setAAD(associatedData);
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return { ciphertext, tag: cipher.getAuthTag() };
}

/**
 * @throws DecryptionFailedError when the tag does not fit; TypeError for a nonce or tag of another length
 */
export function openAesGcm(
  key: KeyObject,
  nonce: Uint8Array,
  associatedData: Uint8Array,
  ciphertext: Uint8Array,
  tag: Uint8Array,
): Buffer {
  checkNonce(nonce);
  if (tag.length !== gcmTagLengthInBytes) {
    throw new TypeError(`AES-GCM tag: want ${gcmTagLengthInBytes} bytes, got ${tag.length}`);
  }
  const decipher = createDecipheriv(algorithm, key, nonce, options);
  decipher.setAAD(associatedData);
  decipher.setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  try {
    decipher.final();
  } catch {
    plaintext.fill(0);
    throw new DecryptionFailedError();
  }
  return plaintext;
}

function checkNonce(nonce: Uint8Array): void {
  if (nonce.length !== gcmNonceLengthInBytes) {
    throw new TypeError(`AES-GCM nonce: want ${gcmNonceLengthInBytes} bytes, got ${nonce.length}`);
  }
}

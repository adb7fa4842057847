/**
 * The id (key check value) of a root key: the first 16 bytes of SHA-256 over what AES-256-GCM gives, under that key, for
 * the constants below. A token computes it like any other encryption, so the id of a non-extractable key can be known.
 *
 * The nonce is used for this one message only; a random nonce equals it with probability 2^-96.
 */
import { createHash } from 'node:crypto';
import { ROOT_KEY_ID_LENGTH_IN_BYTES } from './wrapped-key.ts';

export const KEY_ID_NONCE = Buffer.from('dewpoint kcv', 'latin1');
export const KEY_ID_ASSOCIATED_DATA = Buffer.from('dewpoint root key id v1', 'latin1');
export const KEY_ID_PLAINTEXT = Buffer.alloc(16);

/** @param sealed ciphertext and tag of KEY_ID_PLAINTEXT. @returns lower-case hex */
export function rootKeyId(sealed: Uint8Array): string {
  return createHash('sha256')
    .update(sealed)
    .digest('hex')
    .slice(0, 2 * ROOT_KEY_ID_LENGTH_IN_BYTES);
}

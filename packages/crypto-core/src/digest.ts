import { hash } from 'node:crypto';

export type Sha2Name = 'sha256' | 'sha384' | 'sha512';
export type DigestName = Sha2Name | 'sm3';

/** Lengths in bytes: FIPS 180-4 for SHA-2, GB/T 32905-2016 for SM3. */
export const digestLengthInBytes: Readonly<Record<DigestName, number>> = {
  sha256: 32,
  sha384: 48,
  sha512: 64,
  sm3: 32,
};

/** One-shot digest of `bytes`. */
export function digest(name: DigestName, bytes: Uint8Array): Buffer {
  return hash(name, bytes, 'buffer');
}

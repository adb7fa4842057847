import { hkdfSync, type KeyObject } from 'node:crypto';
import type { DigestName } from './digest.ts';

/**
 * HKDF extract-and-expand (RFC 5869) over SHA-256 or SM3.
 * @param lengthInBytes at most 255 digest lengths
 * @throws RangeError for a longer output
 */
export function hkdf(
  digestName: DigestName,
  inputKey: KeyObject,
  salt: Uint8Array,
  info: Uint8Array,
  lengthInBytes: number,
): Buffer {
  return Buffer.from(hkdfSync(digestName, inputKey, salt, info, lengthInBytes));
}

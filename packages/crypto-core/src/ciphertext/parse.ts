import { digest } from '../digest.ts';
import { MalformedError } from '../errors.ts';
import { type CiphertextAlgorithm, type CiphertextPurpose, parseLayout } from './format.ts';
import { suiteOf } from './suites.ts';

/** What a ciphertext tells without its key (TOOL-06). Nothing of it is proven until decryption succeeds. */
export interface CiphertextHeader {
  readonly formatVersion: number;
  readonly purpose: CiphertextPurpose;
  /** Name of the key's spec. */
  readonly algorithm: CiphertextAlgorithm;
  /** Lower-case UUID. */
  readonly keyId: string;
  readonly keyVersion: number;
  /** Length of the plaintext in bytes. */
  readonly plaintextLength: number;
}

/**
 * Reads the header of a ciphertext from outside.
 * @throws MalformedError when the layout or the header's digest is wrong
 */
export function parseCiphertext(bytes: Uint8Array): CiphertextHeader {
  const layout = parseLayout(bytes);
  if (!digest(suiteOf(layout.algorithm).digestName, layout.identity).equals(layout.digest)) {
    throw new MalformedError('digest', 'does not fit the header');
  }
  const { formatVersion, purpose, algorithm, keyId, keyVersion, plaintextLength } = layout;
  return { formatVersion, purpose, algorithm, keyId, keyVersion, plaintextLength };
}

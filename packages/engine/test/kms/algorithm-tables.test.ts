import {
  keySpecNames,
  macAlgorithmsOf,
  materialLengthInBytes,
  signedDigestLengthInBytes,
  signingAlgorithmNames,
  signingAlgorithmsOf,
} from '@dewpoint/contract';
import { keySpec } from '@dewpoint/crypto-core';
import { describe, expect, it } from 'vitest';

describe('CRY-03 CRY-04 IMP-03 screens offer what the cryptography has', () => {
  it.each(keySpecNames)('%s', (name) => {
    const spec = keySpec(name);
    expect(signingAlgorithmsOf(name)).toEqual(spec.signingAlgorithms);
    expect(macAlgorithmsOf(name)).toEqual(spec.macAlgorithms);
    expect(materialLengthInBytes(name)).toBe(spec.materialLengthInBytes);
  });

  it('every algorithm signs the digest that its name says', () => {
    const lengths = { SHA_256: 32, SHA_384: 48, SHA_512: 64, SM3: 32 };
    for (const name of signingAlgorithmNames) {
      const digest = Object.entries(lengths).find(([ending]) => name.endsWith(ending));
      expect([name, signedDigestLengthInBytes(name)]).toEqual([name, digest?.[1]]);
    }
  });
});

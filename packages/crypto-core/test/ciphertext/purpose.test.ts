import { describe, expect, it } from 'vitest';
import type { CiphertextPurpose } from '../../src/index.ts';
import {
  DecryptionFailedError,
  KeyMaterial,
  keySpec,
  parseCiphertext,
  SymmetricCipher,
} from '../../src/index.ts';

const purposes: readonly CiphertextPurpose[] = ['data', 'datakey', 'text'];
const nothing = Buffer.alloc(0);

describe.each(['AES_256', 'SM4'])('TOOL-03 TOOL-04 purposes are kept apart under %s', (specName) => {
  it.each(purposes.flatMap((made) => purposes.map((read) => ({ made, read }))))(
    'what was made as $made read as $read',
    async ({ made, read }) => {
      const material = await KeyMaterial.generate(keySpec(specName));
      const cipher = new SymmetricCipher(material, {
        keyId: '0d0466b0-e727-4d9c-b35d-f84bb474a37f',
        keyVersion: 1,
      });
      const ciphertext = cipher.encrypt(made, Buffer.from('text'), nothing);
      expect(parseCiphertext(ciphertext).purpose).toBe(made);
      if (made === read) expect(cipher.decrypt(read, ciphertext, nothing).toString()).toBe('text');
      else expect(() => cipher.decrypt(read, ciphertext, nothing)).toThrow(DecryptionFailedError);
    },
  );
});

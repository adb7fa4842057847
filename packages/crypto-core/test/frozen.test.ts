import { createDecipheriv, createHmac, hash, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCiphertext } from '../src/ciphertext/parse.ts';
import { SymmetricCipher } from '../src/ciphertext/symmetric-cipher.ts';
import { KeyMaterial } from '../src/key-material.ts';
import { keySpec } from '../src/key-spec.ts';
import { WrappingKey } from '../src/wrapping-key.ts';
import { hex } from './vectors.ts';

interface FrozenCiphertext {
  readonly algorithm: 'AES_256' | 'SM4';
  readonly material: string;
  readonly keyId: string;
  readonly keyVersion: number;
  readonly purpose: 'data' | 'datakey';
  readonly associatedData: string;
  readonly plaintext: string;
  readonly ciphertext: string;
}

interface FrozenWrap {
  readonly wrappingKey: string;
  readonly context: string;
  readonly plain: string;
  readonly wrapped: string;
}

function readFrozen<Case>(name: string): readonly Case[] {
  return JSON.parse(readFileSync(new URL(`./frozen/${name}`, import.meta.url), 'utf8')).cases;
}

const ciphertexts = readFrozen<FrozenCiphertext>('ciphertext-format-1.json');
const wraps = readFrozen<FrozenWrap>('wrapped-key-format-1.json');

describe('CRY-06 what an earlier release wrote', () => {
  test('every frozen ciphertext is read', () => {
    for (const frozen of ciphertexts) {
      const material = KeyMaterial.fromBytes(keySpec(frozen.algorithm), hex(frozen.material));
      const cipher = new SymmetricCipher(material, frozen);
      const plaintext = cipher.decrypt(frozen.purpose, hex(frozen.ciphertext), hex(frozen.associatedData));
      expect(plaintext.toString('hex')).toBe(frozen.plaintext);
      const { purpose, algorithm, keyId, keyVersion } = frozen;
      expect(parseCiphertext(hex(frozen.ciphertext))).toMatchObject({
        purpose,
        algorithm,
        keyId,
        keyVersion,
      });
    }
    expect(ciphertexts).toHaveLength(48);
  });

  test('every frozen wrapped key is read', () => {
    for (const frozen of wraps) {
      const key = WrappingKey.fromBytes(hex(frozen.wrappingKey));
      expect(key.unwrap(hex(frozen.wrapped), hex(frozen.context)).toString('hex')).toBe(frozen.plain);
    }
    expect(wraps).toHaveLength(3);
  });
});

/** Only what format.ts and suites.ts say in words, with node:crypto and literal offsets: the product's code is not used. */
function decryptByTheTable(frozen: FrozenCiphertext): Buffer {
  const bytes = hex(frozen.ciphertext);
  const [digestName, label] =
    frozen.algorithm === 'AES_256'
      ? ['sha256', 'dewpoint ciphertext 1 AES-256-GCM']
      : ['sm3', 'dewpoint ciphertext 1 SM4-CTR HMAC-SM3'];
  expect(bytes.subarray(44, 76)).toEqual(hash(digestName, bytes.subarray(0, 44), 'buffer'));
  const info = Buffer.concat([Buffer.from(label), bytes.subarray(12, 28), bytes.subarray(8, 12)]);
  const derived = Buffer.from(hkdfSync(digestName, hex(frozen.material), bytes.subarray(28, 44), info, 48));
  const header = bytes.subarray(0, 92);
  const nonce = bytes.subarray(80, 92);
  const tag = bytes.subarray(92, 124);
  const body = bytes.subarray(124);
  const associatedData = hex(frozen.associatedData);
  const length = bytes.readUInt32BE(76);
  if (frozen.algorithm === 'AES_256') {
    expect(tag.subarray(16)).toEqual(derived.subarray(32));
    const decipher = createDecipheriv('aes-256-gcm', derived.subarray(0, 32), nonce);
    decipher.setAAD(Buffer.concat([header, associatedData]));
    decipher.setAuthTag(tag.subarray(0, 16));
    return Buffer.concat([decipher.update(body), decipher.final()]).subarray(0, length);
  }
  const mac = createHmac('sm3', derived.subarray(16))
    .update(header)
    .update(body)
    .update(associatedData)
    .digest();
  expect(tag).toEqual(mac);
  const counter = Buffer.concat([nonce, Buffer.alloc(4)]);
  return createDecipheriv('sm4-ctr', derived.subarray(0, 16), counter).update(body).subarray(0, length);
}

describe('TOOL-04 the documented layout', () => {
  test('is enough to decrypt every frozen ciphertext', () => {
    for (const frozen of ciphertexts)
      expect(decryptByTheTable(frozen).toString('hex')).toBe(frozen.plaintext);
  });
});

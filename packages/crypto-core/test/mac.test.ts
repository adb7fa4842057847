import { describe, expect, test } from 'vitest';
import { UnsupportedAlgorithmError } from '../src/errors.ts';
import { keySpecs } from '../src/key-spec.ts';
import { computeMac, verifyMac } from '../src/mac.ts';
import { bitFlips, materialFor } from './materials.ts';

const message = Buffer.from('message');
const macSpecs = [
  ['HMAC_256', 'HMAC_SHA_256', 32],
  ['HMAC_384', 'HMAC_SHA_384', 48],
  ['HMAC_512', 'HMAC_SHA_512', 64],
  ['HMAC_SM3', 'HMAC_SM3', 32],
] as const;

describe.each(macSpecs)('CRY-04 %s with %s', (spec, algorithm, lengthInBytes) => {
  test('makes and verifies a full tag', async () => {
    const material = await materialFor(spec);
    const mac = computeMac(material, algorithm, message);
    expect(mac.length).toBe(lengthInBytes);
    expect(verifyMac(material, algorithm, message, mac)).toBe(true);
    expect(verifyMac(material, algorithm, Buffer.from('other'), mac)).toBe(false);
  });

  test('refuses every flip, cut and extension of the tag', async () => {
    const material = await materialFor(spec);
    const mac = computeMac(material, algorithm, message);
    for (const { flipped } of bitFlips(mac))
      expect(verifyMac(material, algorithm, message, flipped)).toBe(false);
    for (let length = 0; length < mac.length; length += 1) {
      expect(verifyMac(material, algorithm, message, mac.subarray(0, length))).toBe(false);
    }
    expect(verifyMac(material, algorithm, message, Buffer.concat([mac, Buffer.from([0])]))).toBe(false);
  });

  test('refuses the algorithms of other specs', async () => {
    const material = await materialFor(spec);
    for (const other of [
      '',
      'toString',
      ...macSpecs.map((row) => row[1]).filter((name) => name !== algorithm),
    ]) {
      expect(() => computeMac(material, other, message)).toThrow(UnsupportedAlgorithmError);
      expect(() => verifyMac(material, other, message, message)).toThrow(
        `does not fit a ${spec} key; use ${algorithm}`,
      );
    }
  });
});

describe('CRY-04 keys of other usages', () => {
  test('have no MAC algorithm', async () => {
    for (const { name } of keySpecs.filter(({ family }) => family !== 'hmac')) {
      const material = await materialFor(name);
      expect(() => computeMac(material, 'HMAC_SHA_256', message)).toThrow(UnsupportedAlgorithmError);
    }
  });
});

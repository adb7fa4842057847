import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import { describe, expect, test, vi } from 'vitest';
import { der } from '../src/der.ts';
import { MalformedError } from '../src/errors.ts';
import { KeyMaterial } from '../src/key-material.ts';
import { keySpec, keySpecs } from '../src/key-spec.ts';
import { failureOf, materialFor } from './materials.ts';
import { hex, readCommitted } from './vectors.ts';

vi.setConfig({ testTimeout: 120_000 });

const sm2Vector = readCommitted<{ key: { privateKeyPkcs8: string; d: string; publicKeyDer: string } }>(
  'gm/sm2.json',
).key;

describe('KEY-03 key material', () => {
  test.each(keySpecs.map(({ name }) => name))('%s: generated, revealed, read again, equal', async (name) => {
    const material = await materialFor(name);
    const again = KeyMaterial.fromBytes(material.spec, material.revealBytes());
    expect(again.equals(material)).toBe(true);
    const other = await KeyMaterial.generate(material.spec);
    expect(other.equals(material)).toBe(false);
    expect(other.revealBytes().equals(material.revealBytes())).toBe(false);
  });

  test('two specs with equal bytes are not equal keys', () => {
    const bytes = Buffer.alloc(32, 7);
    const aes = KeyMaterial.fromBytes(keySpec('AES_256'), bytes);
    expect(aes.equals(KeyMaterial.fromBytes(keySpec('HMAC_256'), bytes))).toBe(false);
  });

  test('fromBytes and revealBytes copy', () => {
    const bytes = Buffer.alloc(32, 7);
    const material = KeyMaterial.fromBytes(keySpec('AES_256'), bytes);
    bytes.fill(0);
    material.revealBytes().fill(0);
    expect(material.revealBytes()).toEqual(Buffer.alloc(32, 7));
  });

  test.each(keySpecs.filter(({ symmetric }) => symmetric))('$name refuses every other length', ({ name }) => {
    const spec = keySpec(name);
    const want = spec.materialLengthInBytes ?? 0;
    for (const got of [0, 1, want - 1, want + 1, want * 2]) {
      expect(() => KeyMaterial.fromBytes(spec, Buffer.alloc(got))).toThrow(
        new MalformedError('key material', `want ${want} bytes for ${name}, got ${got}`),
      );
    }
  });

  test('the public key has the same DER and PEM as openssl derives', async () => {
    for (const { name } of keySpecs.filter(({ symmetric }) => !symmetric)) {
      const material = await materialFor(name);
      const args = ['pkey', '-inform', 'DER', '-pubout'];
      const input = material.revealBytes();
      expect(material.publicKeyPem()).toBe(execFileSync('openssl', args, { input, encoding: 'utf8' }));
      expect(material.publicKeyDer()).toEqual(
        execFileSync('openssl', [...args, '-outform', 'DER'], { input }),
      );
    }
  });

  test.each(['AES_256', 'SM4', 'HMAC_256', 'HMAC_SM3'] as const)('%s has no public key', async (name) => {
    const material = await materialFor(name);
    expect(() => material.publicKeyDer()).toThrow(new TypeError(`${name} has no public key`));
    expect(() => material.publicKeyPem()).toThrow(TypeError);
  });
});

describe('CRY-08 private keys from outside', () => {
  const ecPair = (namedCurve: string) =>
    generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'der' });
  const rsaPair = (modulusLength: number, publicExponent = 65537) =>
    generateKeyPairSync('rsa', { modulusLength, publicExponent }).privateKey.export({
      type: 'pkcs8',
      format: 'der',
    });
  const p256 = ecPair('prime256v1');

  test.each([
    ['RSA_2048', 'an EC key', () => p256],
    ['RSA_2048', 'a longer modulus', () => rsaPair(3072)],
    ['RSA_3072', 'a shorter modulus', () => rsaPair(2048)],
    ['RSA_2048', 'the exponent 3', () => rsaPair(2048, 3)],
    [
      'RSA_2048',
      'a key that is marked for PSS only',
      () =>
        generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey.export({
          type: 'pkcs8',
          format: 'der',
        }),
    ],
    ['EC_P256', 'an RSA key', () => rsaPair(2048)],
    ['EC_P256', 'another curve', () => ecPair('secp384r1')],
    ['EC_P256', 'a curve that is not offered', () => ecPair('secp256k1')],
    ['EC_P384', 'another curve', () => p256],
    ['SM2', 'a P-256 key', () => p256],
    ['EC_P256', 'an SM2 key', () => hex(sm2Vector.privateKeyPkcs8)],
    ['EC_P256', 'no bytes', () => Buffer.alloc(0)],
    ['EC_P256', 'garbage', () => Buffer.from('not a key')],
    [
      'EC_P256',
      'a public key',
      () =>
        createPublicKey(createPrivateKey({ key: p256, format: 'der', type: 'pkcs8' })).export({
          type: 'spki',
          format: 'der',
        }),
    ],
    [
      'EC_P256',
      'SEC 1 instead of PKCS #8',
      () =>
        createPrivateKey({ key: p256, format: 'der', type: 'pkcs8' }).export({ type: 'sec1', format: 'der' }),
    ],
    ['EC_P256', 'a byte after the end', () => Buffer.concat([p256, Buffer.from([0])])],
    ['RSA_2048', 'a byte after the end', () => Buffer.concat([rsaPair(2048), Buffer.from([0])])],
    ['RSA_2048', 'more bytes than any key has', () => Buffer.alloc(8193, 0x30)],
    [
      'EC_P256',
      'an encrypted key',
      () =>
        createPrivateKey({ key: p256, format: 'der', type: 'pkcs8' }).export({
          type: 'pkcs8',
          format: 'der',
          cipher: 'aes-256-cbc',
          passphrase: 'x',
        }),
    ],
  ] as const)('%s refuses %s', async (name, _what, bytes) => {
    const failure = await failureOf(() => KeyMaterial.fromBytes(keySpec(name), bytes()));
    expect(failure).toBeInstanceOf(MalformedError);
    expect(failure).toMatchObject({ code: 'MALFORMED', field: 'private key' });
  });

  test('a key cut short at any byte is refused', () => {
    for (let length = 0; length < p256.length; length += 1) {
      expect(() => KeyMaterial.fromBytes(keySpec('EC_P256'), p256.subarray(0, length))).toThrow(
        MalformedError,
      );
    }
  });

  test.each([
    ['EC_P256', 'prime256v1', 65],
    ['EC_P384', 'secp384r1', 97],
    ['SM2', 'SM2', 65],
  ])('%s refuses a public point of another key', (name, curve, pointLength) => {
    const mine = ecPair(curve);
    ecPair(curve).copy(mine, mine.length - pointLength, mine.length - pointLength);
    const other = ecPair(curve);
    other.copy(mine, mine.length - pointLength, other.length - pointLength);
    expect(() => KeyMaterial.fromBytes(keySpec(name), mine)).toThrow(/do not belong together/);
  });

  test('an RSA key whose numbers do not fit each other is refused', () => {
    const mine = createPrivateKey({ key: rsaPair(2048), format: 'der', type: 'pkcs8' }).export({
      format: 'jwk',
    });
    const other = createPrivateKey({ key: rsaPair(2048), format: 'der', type: 'pkcs8' }).export({
      format: 'jwk',
    });
    const mixed = createPrivateKey({ key: { ...mine, n: other.n ?? '' }, format: 'jwk' });
    const bytes = mixed.export({ type: 'pkcs8', format: 'der' });
    expect(() => KeyMaterial.fromBytes(keySpec('RSA_2048'), bytes)).toThrow(MalformedError);
  });

  test.each([
    ['zero', Buffer.alloc(32)],
    ['the order of the curve', hex('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551')],
  ])('a scalar of %s is refused', (_what, scalar) => {
    const bytes = Buffer.from(p256);
    const scalarAt = bytes.indexOf(hex('0420'), 30) + 2;
    scalar.copy(bytes, scalarAt);
    expect(() => KeyMaterial.fromBytes(keySpec('EC_P256'), bytes)).toThrow(/outside the range/);
  });

  test('a key without its public half is the same key, in the same bytes', () => {
    const algorithm = der.sequence(der.oid('2a8648ce3d0201'), der.oid('2a811ccf5501822d'));
    const inner = der.sequence(der.unsignedInteger(Buffer.from([1])), der.octetString(hex(sm2Vector.d)));
    const short = der.sequence(der.unsignedInteger(Buffer.from([0])), algorithm, der.octetString(inner));
    const material = KeyMaterial.fromBytes(keySpec('SM2'), short);
    const full = KeyMaterial.fromBytes(keySpec('SM2'), hex(sm2Vector.privateKeyPkcs8));
    expect(material.equals(full)).toBe(true);
    expect(material.publicKeyDer()).toEqual(hex(sm2Vector.publicKeyDer));
  });
});

describe('CRY-08 key material cannot leak by accident', () => {
  const secret = Buffer.from('5ec2e7a11e5c0a1e5ec2e7a11e5c0a1e5ec2e7a11e5c0a1e5ec2e7a11e5c0a1e', 'hex');
  const material = () => KeyMaterial.fromBytes(keySpec('AES_256'), secret);

  test('every way of printing shows the spec only', () => {
    const key = material();
    expect(String(key)).toBe('[KeyMaterial AES_256]');
    expect(`${key}`).toBe('[KeyMaterial AES_256]');
    expect(format('%s', key)).toBe('[KeyMaterial AES_256]');
    expect(format('%o %O', key, key)).toBe('[KeyMaterial AES_256] [KeyMaterial AES_256]');
    expect(inspect({ nested: [key] }, { showHidden: true, depth: 9 })).toContain('[KeyMaterial AES_256]');
    expect(inspect(key, { showHidden: true, customInspect: false, depth: 9 })).not.toMatch(
      /5e c2|5ec2|94, 194/,
    );
  });

  test('it cannot be serialised', () => {
    expect(() => JSON.stringify({ key: material() })).toThrow(TypeError);
    expect(() => structuredClone(material())).toThrow(/could not be cloned/);
    expect(() => serialize(material())).toThrow(/could not be cloned/);
  });

  test('its fields hold no bytes', () => {
    const key = material();
    expect(Object.getOwnPropertyNames(key).sort()).toEqual(['spec', 'toJSON']);
    expect({ ...key }).not.toHaveProperty('bytes');
  });

  test('after destroy every use is a TypeError', () => {
    const key = material();
    key.destroy();
    key.destroy();
    for (const use of [
      () => key.revealBytes(),
      () => key.revealKeyObject(),
      () => key.equals(material()),
      () => material().equals(key),
      () => key.publicKeyDer(),
    ]) {
      expect(use).toThrow(new TypeError('[KeyMaterial AES_256] has been destroyed'));
    }
  });
});

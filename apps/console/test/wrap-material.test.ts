import { createDecipheriv, createPrivateKey, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { type KeySpecName, keySpecNames, materialLengthInBytes } from '@dewpoint/contract';
import { describe, expect, it } from 'vitest';
import {
  canGenerateHere,
  generateMaterial,
  readMaterial,
  wrapMaterial,
} from '../src/features/keys/import/wrap-material.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const der = Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }));

/** What the server does, with Node's own cryptography. */
function unwrap(
  algorithm: string,
  wrapped: { readonly encryptedKeyMaterial: Uint8Array; readonly encryptedPrivatekey: Uint8Array | null },
): Buffer {
  const oaepHash = algorithm.endsWith('256') ? 'sha256' : 'sha1';
  const inner = privateDecrypt({ key: privateKey, oaepHash }, wrapped.encryptedKeyMaterial);
  if (wrapped.encryptedPrivatekey === null) return inner;
  const cipher = createDecipheriv('id-aes256-wrap-pad', inner, Buffer.from('A65959A6', 'hex'));
  return Buffer.concat([cipher.update(wrapped.encryptedPrivatekey), cipher.final()]);
}

const made = keySpecNames.filter(canGenerateHere);

describe('IMP-07 material is made and wrapped in the page', () => {
  it.each(made)('of %s', async (spec) => {
    const material = await generateMaterial(spec);
    const copy = Buffer.from(material);
    const read = await readMaterial(spec, Uint8Array.from(copy));
    expect(read).toHaveProperty('material');
    const wrapped = await wrapMaterial(spec, { algorithm: 'RSAES_OAEP_SHA_256', publicKey: der }, material);
    expect(unwrap('RSAES_OAEP_SHA_256', wrapped)).toEqual(copy);
    expect(material.every((byte) => byte === 0)).toBe(true);
    if (materialLengthInBytes(spec) === undefined) {
      expect(() => createPrivateKey({ key: copy, format: 'der', type: 'pkcs8' })).not.toThrow();
    }
  });

  it('with RSAES_OAEP_SHA_1 too', async () => {
    const material = Uint8Array.from({ length: 32 }, (_, index) => index);
    const copy = Buffer.from(material);
    const wrapped = await wrapMaterial(
      'AES_256',
      { algorithm: 'RSAES_OAEP_SHA_1', publicKey: der },
      material,
    );
    expect(unwrap('RSAES_OAEP_SHA_1', wrapped)).toEqual(copy);
  });

  it('and overwritten also when the wrapping key is broken', async () => {
    const material = Uint8Array.from({ length: 32 }, () => 7);
    const broken = { algorithm: 'RSAES_OAEP_SHA_256', publicKey: Uint8Array.of(1) } as const;
    await expect(wrapMaterial('AES_256', broken, material)).rejects.toThrow();
    expect(material.every((byte) => byte === 0)).toBe(true);
  });
});

describe('IMP-07 a file that is no material is told before anything is sent', () => {
  const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text));
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const pem = (type: 'pkcs8' | 'pkcs1' | 'sec1', key = rsa) =>
    bytesOf(key.export({ type, format: 'pem' }).toString());

  it.each<[string, KeySpecName, Uint8Array<ArrayBuffer>, string]>([
    ['one byte short', 'AES_256', new Uint8Array(31), 'length'],
    ['hexadecimal text', 'AES_256', bytesOf('00'.repeat(32)), 'length'],
    ['PKCS#1', 'RSA_2048', pem('pkcs1'), 'pkcs1'],
    ['SEC 1', 'EC_P256', pem('sec1', ec), 'pkcs1'],
    ['an RSA key of another length', 'RSA_3072', pem('pkcs8'), 'privateKey'],
    ['a key on another curve', 'EC_P384', pem('pkcs8', ec), 'privateKey'],
    ['a key of another kind', 'EC_P256', pem('pkcs8'), 'privateKey'],
    ['anything else', 'SM2', bytesOf('hello'), 'privateKey'],
    [
      'an encrypted key',
      'RSA_2048',
      bytesOf(
        rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
      ),
      'encrypted',
    ],
  ])('%s', async (_name, spec, bytes, problem) => {
    expect(await readMaterial(spec, bytes)).toEqual({ problem });
  });

  it('PKCS#8 in PEM is taken', async () => {
    const read = await readMaterial('RSA_2048', pem('pkcs8'));
    const expected = Uint8Array.from(rsa.export({ type: 'pkcs8', format: 'der' }));
    expect(read).toEqual({ material: expected });
  });
});

import { createSecretKey, hash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ciphertextLength,
  encodeAuthenticatedHeader,
  encodeIdentity,
  headerNonce,
  parseLayout,
} from '../src/ciphertext/format.ts';
import { writeNonce } from '../src/ciphertext/nonce-pool.ts';
import { parseCiphertext } from '../src/ciphertext/parse.ts';
import { deriveSubkey, suiteOf } from '../src/ciphertext/suites.ts';
import { SymmetricCipher } from '../src/ciphertext/symmetric-cipher.ts';
import { DecryptionFailedError, MalformedError, PlaintextTooLongError } from '../src/errors.ts';
import { KeyMaterial } from '../src/key-material.ts';
import { keySpec } from '../src/key-spec.ts';
import { bitFlips, failureOf, keyId, nothing } from './materials.ts';
import { hex } from './vectors.ts';

const algorithms = ['AES_256', 'SM4'] as const;
type Algorithm = (typeof algorithms)[number];
const context = Buffer.from('{"tenant":"a"}');

const materialOf = (algorithm: Algorithm, fill = 7) =>
  KeyMaterial.fromBytes(
    keySpec(algorithm),
    Buffer.alloc(keySpec(algorithm).materialLengthInBytes ?? 0, fill),
  );
const cipherOf = (algorithm: Algorithm, fill = 7, keyVersion = 3) =>
  new SymmetricCipher(materialOf(algorithm, fill), { keyId, keyVersion });
const saltOf = (ciphertext: Buffer) => ciphertext.subarray(28, 44).toString('hex');
const nonceOf = (ciphertext: Buffer) => ciphertext.subarray(80, 92).toString('hex');

describe.each(algorithms)('TOOL-04 ciphertexts of %s', (algorithm) => {
  test('are exactly 124 + ceil(n/16)*16 bytes, and decrypt', () => {
    const cipher = cipherOf(algorithm);
    for (const n of [0, 1, 2, 4, 15, 16, 17, 31, 32, 33, 255, 256, 1023, 1024, 4095, 4096, 65535, 65536]) {
      const plaintext = randomBytes(n);
      const ciphertext = cipher.encrypt('data', plaintext, context);
      expect(ciphertext.length).toBe(124 + Math.ceil(n / 16) * 16);
      expect(ciphertextLength(n)).toBe(ciphertext.length);
      expect(cipher.decrypt('data', ciphertext, context)).toEqual(plaintext);
    }
  });

  test('4 bytes make 140 bytes and 188 characters of Base64', () => {
    const ciphertext = cipherOf(algorithm).encrypt('data', Buffer.from('text'), nothing);
    expect(ciphertext.length).toBe(140);
    expect(ciphertext.toString('base64').length).toBe(188);
    expect(ciphertext.subarray(0, 2)).toEqual(hex('0200'));
  });

  test('tell their header without the key (TOOL-06)', () => {
    for (const purpose of ['data', 'datakey', 'text'] as const) {
      const ciphertext = cipherOf(algorithm, 7, 4294967295).encrypt(purpose, Buffer.alloc(33), context);
      expect(parseCiphertext(ciphertext)).toEqual({
        formatVersion: 1,
        purpose,
        algorithm,
        keyId,
        keyVersion: 4294967295,
        plaintextLength: 33,
      });
    }
  });

  test('a flip of any bit is refused with the one error', async () => {
    const cipher = cipherOf(algorithm);
    const ciphertext = cipher.encrypt('data', Buffer.from('seventeen bytes!!'), context);
    const messages = new Set<string>();
    let flips = 0;
    for (const { bit, flipped } of bitFlips(ciphertext)) {
      const failure = await failureOf(() => cipher.decrypt('data', flipped, context));
      expect(failure, `bit ${bit}`).toBeInstanceOf(DecryptionFailedError);
      messages.add(String(failure));
      flips += 1;
    }
    expect(flips).toBe((124 + 32) * 8);
    expect(messages.size).toBe(1);
  });

  test('a flip of any bit that the digest covers, or of the digest, is malformed before a key is needed', async () => {
    const ciphertext = cipherOf(algorithm).encrypt('data', Buffer.from('text'), nothing);
    let covered = 0;
    for (const { bit, flipped } of bitFlips(ciphertext)) {
      if (bit >= 76 * 8) break;
      expect(await failureOf(() => parseCiphertext(flipped)), `bit ${bit}`).toBeInstanceOf(MalformedError);
      covered += 1;
    }
    expect(covered).toBe(608);
  });

  test('truncation at every byte, and any further byte, is refused', async () => {
    const cipher = cipherOf(algorithm);
    const ciphertext = cipher.encrypt('datakey', Buffer.alloc(64, 1), context);
    for (let length = 0; length < ciphertext.length; length += 1) {
      const cut = ciphertext.subarray(0, length);
      expect(await failureOf(() => cipher.decrypt('datakey', cut, context))).toBeInstanceOf(
        DecryptionFailedError,
      );
      expect(await failureOf(() => parseCiphertext(cut))).toBeInstanceOf(MalformedError);
    }
    for (const more of [1, 15, 16, 17, 1024]) {
      const longer = Buffer.concat([ciphertext, Buffer.alloc(more)]);
      expect(await failureOf(() => cipher.decrypt('datakey', longer, context))).toBeInstanceOf(
        DecryptionFailedError,
      );
      expect(await failureOf(() => parseCiphertext(longer))).toBeInstanceOf(MalformedError);
    }
  });

  test('are bound to the associated data', async () => {
    const cipher = cipherOf(algorithm);
    const ciphertext = cipher.encrypt('data', Buffer.from('text'), context);
    const others: Uint8Array[] = [nothing, context.subarray(1), Buffer.concat([context, Buffer.from([0])])];
    for (const { flipped } of bitFlips(context)) others.push(flipped);
    for (const other of others) {
      const failure = await failureOf(() => cipher.decrypt('data', ciphertext, other));
      expect(failure).toBeInstanceOf(DecryptionFailedError);
    }
  });

  test('bytes cannot move between body and associated data', async () => {
    const cipher = cipherOf(algorithm);
    const ciphertext = cipher.encrypt('data', Buffer.alloc(32, 1), nothing);
    const moved = Buffer.from(ciphertext.subarray(0, 140));
    moved.writeUInt32BE(16, 76);
    const failure = await failureOf(() => cipher.decrypt('data', moved, ciphertext.subarray(140)));
    expect(failure).toBeInstanceOf(DecryptionFailedError);
  });

  test('are bound to purpose, key, key id and key version', async () => {
    const cipher = cipherOf(algorithm);
    const ciphertext = cipher.encrypt('data', Buffer.from('text'), nothing);
    const strangers = [
      cipherOf(algorithm, 8),
      cipherOf(algorithm, 7, 2),
      new SymmetricCipher(materialOf(algorithm), {
        keyId: '1d0466b0-e727-4d9c-b35d-f84bb474a37f',
        keyVersion: 3,
      }),
      cipherOf(algorithm === 'AES_256' ? 'SM4' : 'AES_256'),
    ];
    for (const stranger of strangers) {
      expect(await failureOf(() => stranger.decrypt('data', ciphertext, nothing))).toBeInstanceOf(
        DecryptionFailedError,
      );
    }
    const failure = await failureOf(() => cipher.decrypt('datakey', ciphertext, nothing));
    expect(failure).toBeInstanceOf(DecryptionFailedError);
    expect(cipherOf(algorithm).decrypt('data', ciphertext, nothing)).toEqual(Buffer.from('text'));
  });

  test('padding that is not zero is refused although it is authentic', async () => {
    const salt = randomBytes(16);
    const version = Buffer.from([0, 0, 0, 3]);
    const keyIdBytes = hex(keyId.replaceAll('-', ''));
    const suite = suiteOf(algorithm);
    const material = createSecretKey(materialOf(algorithm).revealBytes());
    const subkey = deriveSubkey(suite, material, salt, Buffer.concat([keyIdBytes, version]));
    const identity = encodeIdentity({ purpose: 'data', algorithm, keyId, keyVersion: 3, salt });
    const prefix = Buffer.concat([identity, hash(suite.digestName, identity, 'buffer')]);
    const forge = (padded: Buffer): Buffer => {
      const header = encodeAuthenticatedHeader(prefix, 15, writeNonce);
      const { ciphertext, tag } = subkey.seal(headerNonce(header), header, nothing, padded);
      return Buffer.concat([header, ...tag, ciphertext]);
    };
    const cipher = cipherOf(algorithm);
    expect(cipher.decrypt('data', forge(Buffer.alloc(16)), nothing)).toEqual(Buffer.alloc(15));
    const forged = forge(Buffer.concat([Buffer.alloc(15), Buffer.from([1])]));
    expect(await failureOf(() => cipher.decrypt('data', forged, nothing))).toBeInstanceOf(
      DecryptionFailedError,
    );
  });

  test('round trip of any plaintext and associated data', () => {
    const cipher = cipherOf(algorithm);
    const bytes = fc.uint8Array({ maxLength: 5000 });
    fc.assert(
      fc.property(
        bytes,
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('data', 'datakey'),
        (plaintext, ad, purpose) => {
          const ciphertext = cipher.encrypt(purpose, plaintext, ad);
          expect(ciphertext.length).toBe(ciphertextLength(plaintext.length));
          expect(cipher.decrypt(purpose, ciphertext, ad)).toEqual(Buffer.from(plaintext));
        },
      ),
    );
  });

  test('the plaintext given is not changed, the plaintext returned is its own', () => {
    const cipher = cipherOf(algorithm);
    const plaintext = Buffer.alloc(17, 9);
    const ciphertext = cipher.encrypt('data', plaintext, nothing);
    expect(plaintext).toEqual(Buffer.alloc(17, 9));
    cipher.decrypt('data', ciphertext, nothing).fill(0);
    expect(cipher.decrypt('data', ciphertext, nothing)).toEqual(plaintext);
  });

  test('over 65536 bytes are refused', () => {
    const tooLong = new Uint8Array(65537);
    expect(() => cipherOf(algorithm).encrypt('data', tooLong, nothing)).toThrow(
      new PlaintextTooLongError(65536, 65537),
    );
  });
});

describe.each(algorithms)('CRY-07 subkeys of %s', (algorithm) => {
  test('a salt is drawn at each load; all loads read each other', () => {
    const loads = Array.from({ length: 5 }, () => cipherOf(algorithm));
    const ciphertexts = loads.map((cipher, index) => cipher.encrypt('data', Buffer.from([index]), nothing));
    expect(new Set(ciphertexts.map(saltOf)).size).toBe(5);
    for (const cipher of loads) {
      expect(ciphertexts.map((ciphertext) => cipher.decrypt('data', ciphertext, nothing)[0])).toEqual([
        0, 1, 2, 3, 4,
      ]);
    }
  });

  test('a new salt is drawn after the limit of messages, and old epochs stay readable', () => {
    const cipher = new SymmetricCipher(
      materialOf(algorithm),
      { keyId, keyVersion: 3 },
      { messagesPerEpoch: 3 },
    );
    const ciphertexts = Array.from({ length: 10 }, (_, index) =>
      cipher.encrypt('data', Buffer.from([index]), nothing),
    );
    const salts = ciphertexts.map(saltOf);
    const epochs = [...new Set(salts)];
    expect(epochs.map((salt) => salts.filter((other) => other === salt).length)).toEqual([3, 3, 3, 1]);
    const read = ciphertexts.map((ciphertext) => cipher.decrypt('data', ciphertext, nothing)[0]);
    expect(read).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('more epochs than are cached stay readable in any order', () => {
    const cipher = new SymmetricCipher(
      materialOf(algorithm),
      { keyId, keyVersion: 3 },
      { messagesPerEpoch: 1 },
    );
    const ciphertexts = Array.from({ length: 200 }, (_, index) =>
      cipher.encrypt('data', Buffer.from([index]), nothing),
    );
    for (let pass = 0; pass < 2; pass += 1) {
      for (const [index, ciphertext] of ciphertexts.entries()) {
        expect(cipher.decrypt('data', ciphertext, nothing)[0]).toBe(index);
      }
    }
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 28 + 1])(
    'a limit of %d messages is refused',
    (messagesPerEpoch) => {
      const load = () =>
        new SymmetricCipher(materialOf(algorithm), { keyId, keyVersion: 1 }, { messagesPerEpoch });
      expect(load).toThrow(TypeError);
    },
  );

  test('nonces do not repeat over refills of the pool', () => {
    const cipher = cipherOf(algorithm);
    const nonces = new Set(
      Array.from({ length: 3000 }, () => nonceOf(cipher.encrypt('data', nothing, nothing))),
    );
    expect(nonces.size).toBe(3000);
  });

  test('the cipher outlives its material and ends with destroy', () => {
    const material = materialOf(algorithm);
    const cipher = new SymmetricCipher(material, { keyId, keyVersion: 1 });
    material.destroy();
    const ciphertext = cipher.encrypt('data', Buffer.from('text'), nothing);
    expect(cipher.decrypt('data', ciphertext, nothing)).toEqual(Buffer.from('text'));
    expect(JSON.stringify({ cipher })).toBe(`{"cipher":"[SymmetricCipher ${algorithm} ${keyId} version 1]"}`);
    cipher.destroy();
    expect(() => cipher.encrypt('data', nothing, nothing)).toThrow(/has been destroyed/);
    expect(() => cipher.decrypt('data', ciphertext, nothing)).toThrow(/has been destroyed/);
  });
});

describe('CRY-07 key commitment', () => {
  test('an AES_256 ciphertext carries a commitment to its subkey', async () => {
    const cipher = cipherOf('AES_256');
    const [first, second] = [
      cipher.encrypt('data', nothing, nothing),
      cipher.encrypt('data', nothing, context),
    ];
    expect(first.subarray(108, 124)).toEqual(second.subarray(108, 124));
    expect(cipherOf('AES_256').encrypt('data', nothing, nothing).subarray(108, 124)).not.toEqual(
      first.subarray(108, 124),
    );
  });
});

describe('TOOL-04 the layout', () => {
  const identityArbitrary = fc.record({
    purpose: fc.constantFrom('data', 'datakey', 'text'),
    algorithm: fc.constantFrom(...algorithms),
    keyId: fc.uuid(),
    keyVersion: fc.integer({ min: 1, max: 0xffffffff }),
    salt: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  });

  test('what is encoded is parsed again', () => {
    fc.assert(
      fc.property(identityArbitrary, fc.integer({ min: 0, max: 65536 }), (identity, plaintextLength) => {
        const encoded = encodeIdentity(identity);
        const prefix = Buffer.concat([encoded, Buffer.alloc(32, 5)]);
        const header = encodeAuthenticatedHeader(prefix, plaintextLength, (target, at) =>
          target.fill(9, at, at + 12),
        );
        const bytes = Buffer.alloc(ciphertextLength(plaintextLength), 4);
        header.copy(bytes);
        const parsed = parseLayout(bytes);
        expect(parsed).toMatchObject({
          ...identity,
          salt: Buffer.from(identity.salt),
          plaintextLength,
          formatVersion: 1,
        });
        expect(parsed.nonce).toEqual(Buffer.alloc(12, 9));
        expect(parsed.tag).toEqual(Buffer.alloc(32, 4));
        expect(parsed.body.length).toBe(bytes.length - 124);
        expect(parsed.identity).toEqual(encoded);
      }),
    );
  });

  test('any bytes are parsed or refused with MalformedError', async () => {
    const cipher = cipherOf('AES_256');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        expect(await failureOf(() => parseCiphertext(bytes))).toBeInstanceOf(MalformedError);
        expect(await failureOf(() => cipher.decrypt('data', bytes, nothing))).toBeInstanceOf(
          DecryptionFailedError,
        );
      }),
    );
  });

  /** A valid header with some bytes replaced and the digest made to fit again. */
  const withBytes = (at: number, replacement: string): Buffer => {
    const bytes = cipherOf('AES_256').encrypt('data', Buffer.from('text'), nothing);
    hex(replacement).copy(bytes, at);
    hash('sha256', bytes.subarray(0, 44), 'buffer').copy(bytes, 44);
    return bytes;
  };

  test.each([
    ['magic', 0, '0300'],
    ['magic', 0, '0201'],
    ['format', 2, '00'],
    ['format', 2, '02'],
    ['algorithm', 3, '00'],
    ['algorithm', 3, '03'],
    ['purpose', 4, '00'],
    ['purpose', 4, '04'],
    ['reserved', 5, '010000'],
    ['reserved', 5, '000001'],
    ['key version', 8, '00000000'],
    ['plaintext length', 76, '00010001'],
    ['plaintext length', 76, 'ffffffff'],
    ['ciphertext', 76, '00000011'],
    ['ciphertext', 76, '00000000'],
    ['digest', 3, '02'],
  ])('%s at %i with %s is malformed', async (field, at, replacement) => {
    const failure = await failureOf(() => parseCiphertext(withBytes(at, replacement)));
    expect(failure).toMatchObject({ code: 'MALFORMED', field });
  });

  test.each([
    ['a key id in capitals', { keyId: keyId.toUpperCase() }],
    ['a key id that is no UUID', { keyId: 'default' }],
    ['key version 0', { keyVersion: 0 }],
    ['a key version over 32 bits', { keyVersion: 2 ** 32 }],
    ['a key version that is no integer', { keyVersion: 1.5 }],
  ])('%s is refused at construction', (_what, change) => {
    const load = () => new SymmetricCipher(materialOf('AES_256'), { keyId, keyVersion: 1, ...change });
    expect(load).toThrow(/^key (id|version): want /);
  });

  test('a key that does not encrypt symmetrically is refused', () => {
    const material = KeyMaterial.fromBytes(keySpec('HMAC_256'), Buffer.alloc(32));
    expect(() => new SymmetricCipher(material, { keyId, keyVersion: 1 })).toThrow(
      new TypeError('HMAC_256 is no key for symmetric encryption; want AES_256 or SM4'),
    );
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'ciphertextLength(%d) is a TypeError',
    (length) => {
      expect(() => ciphertextLength(length)).toThrow(TypeError);
    },
  );
});

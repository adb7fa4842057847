import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecryptionFailedError, MalformedError } from '../src/errors.ts';
import { kwpUnwrap, kwpWrap } from '../src/kwp.ts';
import { WrappingKey } from '../src/wrapping-key.ts';
import { bitFlips, failureOf, nothing } from './materials.ts';

const context = Buffer.from('account 1, key 2, version 3, AES_256');

describe('CRY-02 WrappingKey', () => {
  test('round trip of any key and context; no two wraps are alike', () => {
    const key = WrappingKey.generate();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), fc.uint8Array({ maxLength: 200 }), (plain, bound) => {
        const wrapped = key.wrap(plain, bound);
        expect(wrapped.length).toBe(plain.length + 29);
        expect(key.unwrap(wrapped, bound)).toEqual(Buffer.from(plain));
        expect(key.wrap(plain, bound)).not.toEqual(wrapped);
      }),
    );
  });

  test('every flip, cut, other context and other key fails with the one error', async () => {
    const key = WrappingKey.generate();
    const wrapped = key.wrap(Buffer.alloc(32, 1), context);
    const blobs: Uint8Array[] = [Buffer.concat([wrapped, Buffer.from([0])])];
    for (const { flipped } of bitFlips(wrapped)) blobs.push(flipped);
    for (let length = 0; length < wrapped.length; length += 1) blobs.push(wrapped.subarray(0, length));
    for (const blob of blobs) {
      expect(await failureOf(() => key.unwrap(blob, context))).toEqual(new DecryptionFailedError());
    }
    for (const { flipped } of bitFlips(context)) {
      expect(await failureOf(() => key.unwrap(wrapped, flipped))).toEqual(new DecryptionFailedError());
    }
    const stranger = WrappingKey.generate();
    expect(await failureOf(() => stranger.unwrap(wrapped, context))).toEqual(new DecryptionFailedError());
    expect(key.unwrap(wrapped, context)).toEqual(Buffer.alloc(32, 1));
  });

  test('fromBytes and revealBytes copy; two keys from the same bytes read each other', () => {
    const bytes = Buffer.alloc(32, 7);
    const key = WrappingKey.fromBytes(bytes);
    const wrapped = key.wrap(context, nothing);
    bytes.fill(0);
    key.revealBytes().fill(0);
    expect(key.revealBytes()).toEqual(Buffer.alloc(32, 7));
    expect(WrappingKey.fromBytes(Buffer.alloc(32, 7)).unwrap(wrapped, nothing)).toEqual(context);
  });

  test.each([0, 16, 24, 31, 33, 64])('%i bytes are no wrapping key', (length) => {
    expect(() => WrappingKey.fromBytes(Buffer.alloc(length))).toThrow(
      new MalformedError('wrapping key', `want 32 bytes, got ${length}`),
    );
  });

  test('it cannot be printed, serialised or used after destroy', () => {
    const key = WrappingKey.fromBytes(Buffer.alloc(32, 0x5e));
    expect([String(key), inspect(key), inspect([key])]).toEqual([
      '[WrappingKey]',
      '[WrappingKey]',
      '[ [WrappingKey] ]',
    ]);
    expect(inspect(key, { showHidden: true, customInspect: false, depth: 9 })).not.toMatch(/5e 5e|94, 94/);
    expect(() => JSON.stringify(key)).toThrow(TypeError);
    expect(() => structuredClone(key)).toThrow(/could not be cloned/);
    key.destroy();
    for (const use of [
      () => key.revealBytes(),
      () => key.wrap(nothing, nothing),
      () => key.unwrap(Buffer.alloc(40), nothing),
    ]) {
      expect(use).toThrow(new TypeError('[WrappingKey] has been destroyed'));
    }
  });
});

describe('IMP-03 key wrap with padding', () => {
  test.each([16, 24, 32])('round trip of any key under %i bytes', (kekLength) => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: kekLength, maxLength: kekLength }),
        fc.uint8Array({ minLength: 1, maxLength: 3000 }),
        (kek, plain) => {
          const wrapped = kwpWrap(kek, plain);
          expect(wrapped.length).toBe(8 + Math.ceil(plain.length / 8) * 8);
          expect(kwpUnwrap(kek, wrapped)).toEqual(Buffer.from(plain));
        },
      ),
    );
  });

  test('every flip and cut fails with the one error', async () => {
    const kek = Buffer.alloc(32, 1);
    const wrapped = kwpWrap(kek, Buffer.alloc(20, 2));
    const blobs: Uint8Array[] = [Buffer.concat([wrapped, Buffer.alloc(8)]), Buffer.alloc(65536 + 16)];
    for (const { flipped } of bitFlips(wrapped)) blobs.push(flipped);
    for (let length = 0; length < wrapped.length; length += 1) blobs.push(wrapped.subarray(0, length));
    for (const blob of blobs) {
      expect(await failureOf(() => kwpUnwrap(kek, blob))).toEqual(new DecryptionFailedError());
    }
  });

  test.each([0, 8, 15, 31, 33, 64])('a key encryption key of %i bytes is refused', (length) => {
    const kek = Buffer.alloc(length);
    expect(() => kwpWrap(kek, Buffer.alloc(16))).toThrow(MalformedError);
    expect(() => kwpUnwrap(kek, Buffer.alloc(24))).toThrow(`want 16, 24 or 32 bytes, got ${length}`);
  });

  test.each([0, 65537])('a key of %i bytes is not wrapped', (length) => {
    expect(() => kwpWrap(Buffer.alloc(32), Buffer.alloc(length))).toThrow(MalformedError);
  });
});

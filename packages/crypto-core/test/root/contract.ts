import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DecryptionFailedError,
  MalformedError,
  RootMismatchError,
  RootUnavailableError,
} from '../../src/errors.ts';
import { openEphemeralRoot, type RootDescription, type RootOfTrust } from '../../src/root/index.ts';

/** A root of trust that can be closed and opened again with the same root key. */
export interface RootUnderTest extends Disposable {
  open(): Promise<RootOfTrust>;
}

export interface RootExpectation {
  readonly kind: RootDescription['kind'];
  readonly sealed: boolean;
  /** Number of entries in health().tokens. */
  readonly tokens: number;
  /** False for a root that is gone with its process. */
  readonly persistent: boolean;
}

const context = Buffer.from('account 4b1f; version 1');
const key = Buffer.from('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex');

/** What HSM-01 asks of every root of trust, whatever it is made of. */
export function describeRootContract(name: string, create: () => RootUnderTest, want: RootExpectation): void {
  describe(`HSM-01 root of trust: ${name}`, () => {
    let world: RootUnderTest;
    let root: RootOfTrust;

    beforeAll(async () => {
      world = create();
      root = await world.open();
    });

    afterAll(async () => {
      await root.close();
      world[Symbol.dispose]();
    });

    it('says what it is', () => {
      const { kind, sealed, label, detail } = root.describe();
      expect({ kind, sealed }).toEqual({ kind: want.kind, sealed: want.sealed });
      expect(label).not.toBe('');
      expect(detail).not.toBe('');
    });

    it.each([1, 16, 32, 33, 2400, 8192])('unwraps a key of %i bytes to the same bytes', async (length) => {
      const plain = Buffer.alloc(length, 0xa5);
      const blob = await root.wrap(plain, context);
      expect(blob.includes(plain.subarray(0, 16)) && length >= 16).toBe(false);
      expect(await root.unwrap(blob, context)).toEqual(plain);
    });

    it('leaves the bytes it was given as they were', async () => {
      const given = Buffer.from(key);
      await root.wrap(given, context);
      expect(given).toEqual(key);
    });

    it('takes an empty context', async () => {
      const blob = await root.wrap(key, Buffer.alloc(0));
      expect(await root.unwrap(blob, Buffer.alloc(0))).toEqual(key);
      await expect(root.unwrap(blob, context)).rejects.toThrow(DecryptionFailedError);
    });

    it('never wraps to the same bytes twice', async () => {
      const blobs = await Promise.all(Array.from({ length: 50 }, () => root.wrap(key, context)));
      expect(new Set(blobs.map((blob) => blob.toString('hex'))).size).toBe(50);
      const opened = await Promise.all(blobs.map((blob) => root.unwrap(blob, context)));
      expect(opened.every((plain) => plain.equals(key))).toBe(true);
    });

    it.each([
      ['another', Buffer.from('account 4b1f; version 2')],
      ['a longer', Buffer.concat([context, Buffer.of(0)])],
      ['an empty', Buffer.alloc(0)],
    ])('refuses %s context', async (_case, other) => {
      const blob = await root.wrap(key, context);
      await expect(root.unwrap(blob, other)).rejects.toThrow(DecryptionFailedError);
      expect(await root.unwrap(blob, context)).toEqual(key);
    });

    it('refuses every flipped bit', async () => {
      const blob = await root.wrap(key, context);
      for (let bit = 0; bit < blob.length * 8; bit += 1) {
        const changed = Buffer.from(blob);
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        const outcome = await root.unwrap(changed, context).then(
          () => 'opened',
          (error: unknown) => (isRefusal(error) ? 'refused' : String(error)),
        );
        expect(outcome, `bit ${bit}`).toBe('refused');
      }
    });

    it('refuses every truncation and one more byte', async () => {
      const blob = await root.wrap(key, context);
      for (let length = 0; length < blob.length; length += 1) {
        await expect(root.unwrap(blob.subarray(0, length), context)).rejects.toThrow(MalformedError);
      }
      await expect(root.unwrap(Buffer.concat([blob, Buffer.of(0)]), context)).rejects.toThrow(MalformedError);
    });

    it('tells a key of another root from a damaged one', async () => {
      const other = await openEphemeralRoot();
      const foreign = await other.wrap(key, context);
      await expect(root.unwrap(foreign, context)).rejects.toMatchObject({ code: 'ROOT_MISMATCH' });
      expect(await root.needsRewrap(foreign)).toBe(true);
      await expect(other.unwrap(await root.wrap(key, context), context)).rejects.toThrow(RootMismatchError);
    });

    it('asks for no rewrap of what it just wrapped', async () => {
      expect(await root.needsRewrap(await root.wrap(key, context))).toBe(false);
      await expect(root.needsRewrap(Buffer.from('no wrapped key'))).rejects.toThrow(MalformedError);
    });

    it.each([0, 8193])('refuses to wrap %i bytes', async (length) => {
      await expect(root.wrap(Buffer.alloc(length), context)).rejects.toThrow(RangeError);
    });

    it('gives random bytes of any length it promises', async () => {
      const lengths = [1, 12, 32, 4096, 65_536];
      const given = await Promise.all(lengths.map((length) => root.random(length)));
      expect(given.map((bytes) => bytes.length)).toEqual(lengths);
      expect(
        new Set((await Promise.all(Array.from({ length: 20 }, () => root.random(16)))).map(String)).size,
      ).toBe(20);
      expect(new Set(given.at(-1)).size).toBe(256);
    });

    it.each([0, -1, 1.5, 65_537, Number.NaN])('refuses a random length of %d', async (length) => {
      await expect(root.random(length)).rejects.toThrow(RangeError);
    });

    it('is healthy', async () => {
      const health = await root.health();
      expect(health.ok).toBe(true);
      expect(health.tokens.map(({ ok }) => ok)).toEqual(Array.from({ length: want.tokens }, () => true));
    });

    it('serves nothing once closed, and closes twice', async () => {
      const closed = await world.open();
      const blob = await closed.wrap(key, context);
      await closed.close();
      await closed.close();
      await expect(closed.wrap(key, context)).rejects.toThrow(RootUnavailableError);
      await expect(closed.unwrap(blob, context)).rejects.toThrow('the root of trust is closed');
      await expect(closed.random(16)).rejects.toThrow(RootUnavailableError);
      expect((await closed.health()).ok).toBe(false);
    });

    if (want.persistent) {
      it('opens after a restart what it wrapped before', async () => {
        const first = await world.open();
        const blob = await first.wrap(key, context);
        await first.close();
        const second = await world.open();
        try {
          expect(await second.unwrap(blob, context)).toEqual(key);
          expect(await second.needsRewrap(blob)).toBe(false);
        } finally {
          await second.close();
        }
      });
    }
  });
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof DecryptionFailedError ||
    error instanceof MalformedError ||
    error instanceof RootMismatchError
  );
}

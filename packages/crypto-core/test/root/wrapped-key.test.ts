import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedError } from '../../src/errors.ts';
import { encodeWrappedKey, parseWrappedKey, type Recipient } from '../../src/root/wrapped-key.ts';

const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => Buffer.from(array));
const recipient = fc.record({
  rootKeyId: bytes(16, 16).map((id) => id.toString('hex')),
  nonce: bytes(12, 12),
  sealed: bytes(17, 300),
});
const recipients = fc.uniqueArray(recipient, {
  minLength: 1,
  maxLength: 16,
  selector: ({ rootKeyId }) => rootKeyId,
});

const one: Recipient = { rootKeyId: '00'.repeat(16), nonce: Buffer.alloc(12), sealed: Buffer.alloc(48) };
const other: Recipient = { ...one, rootKeyId: '01'.repeat(16) };

describe('HSM-01 format of a wrapped key', () => {
  it('parses to what was encoded, and encodes to the same bytes', () => {
    fc.assert(
      fc.property(recipients, (given) => {
        const blob = encodeWrappedKey(given);
        const parsed = parseWrappedKey(blob);
        expect(parsed).toEqual(given);
        expect(encodeWrappedKey(parsed)).toEqual(blob);
      }),
    );
  });

  it('refuses or round-trips any bytes, and never fails otherwise', () => {
    const prefixed = bytes(0, 200).map((tail) =>
      Buffer.concat([Buffer.from('DWRK\x01\x01', 'latin1'), tail]),
    );
    fc.assert(
      fc.property(fc.oneof(bytes(0, 200), prefixed), (blob) => {
        try {
          expect(encodeWrappedKey(parseWrappedKey(blob))).toEqual(blob);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedError);
        }
      }),
    );
  });

  it('has the layout of the table', () => {
    expect(encodeWrappedKey([one, other]).toString('hex')).toBe(
      `4457524b0102${[one, other].map(({ rootKeyId }) => `${rootKeyId}${'00'.repeat(12)}0030${'00'.repeat(48)}`).join('')}`,
    );
  });

  it.each([
    ['nothing', '', 'does not start like'],
    ['another magic', '4457524c0101', 'does not start like'],
    ['a later version', '4457524b0201', 'version 2 is unknown'],
    ['no recipients', '4457524b0100', 'want 1 to 16 recipients, got 0'],
    ['too many recipients', '4457524b0111', 'want 1 to 16 recipients, got 17'],
    ['a missing recipient', '4457524b0101', 'ends within a recipient'],
    [
      'an empty recipient',
      `4457524b0101${'00'.repeat(28)}0010${'00'.repeat(16)}`,
      'a recipient cannot hold 16 bytes',
    ],
    ['a huge recipient', `4457524b0101${'00'.repeat(28)}ffff`, 'a recipient cannot hold 65535 bytes'],
    ['a cut recipient', `4457524b0101${'00'.repeat(28)}0030${'00'.repeat(47)}`, 'ends within a recipient'],
    ['bytes behind', `4457524b0101${'00'.repeat(28)}0030${'00'.repeat(49)}`, '1 bytes follow'],
    [
      'one key twice',
      `4457524b0102${`${'00'.repeat(28)}0030${'00'.repeat(48)}`.repeat(2)}`,
      'names a root key twice',
    ],
  ])('refuses %s', (_case, hex, problem) => {
    expect(() => parseWrappedKey(Buffer.from(hex, 'hex'))).toThrow(MalformedError);
    expect(() => parseWrappedKey(Buffer.from(hex, 'hex'))).toThrow(`wrapped key: ${problem}`);
  });

  it.each([[[]], [[one, one]], [Array.from({ length: 17 }, () => one)]])('does not encode %#', (given) => {
    expect(() => encodeWrappedKey(given)).toThrow(RangeError);
  });
});

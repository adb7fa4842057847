import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  base64Bytes,
  booleanText,
  epochMillisText,
  flagText,
  hexBytes,
  integerText,
  isoMicrosText,
  isoText,
  looseBoolean,
  looseInteger,
  utf8Text,
} from '../../src/wire/scalars.ts';

const MAX_TIME = 253_402_300_799_999;

describe('what requests carry is read in every form that clients send', () => {
  const days = looseInteger({ min: 7, max: 1096 });

  it.each([
    ['7', 7],
    [7, 7],
    ['1096', 1096],
    ['0007', 7],
  ])('reads the whole number %j', (wire, value) => {
    expect(z.decode(days, wire)).toBe(value);
  });

  it.each([
    '6',
    6,
    1097,
    '7.5',
    7.5,
    '',
    ' 7',
    '7 ',
    '0x7',
    '1e1',
    '+7',
    'seven',
    null,
    true,
    [7],
    '9999999999999999',
  ])('refuses %j as a whole number from 7 to 1096', (wire) => {
    const read = days.safeDecode(wire as string);
    expect(read.success).toBe(false);
    expect(read.error?.issues[0]?.message).toBe('must be a whole number from 7 to 1096');
  });

  it('names the error of a broken step', () => {
    const bits = looseInteger({
      min: 8,
      max: 8192,
      multiple: { of: 8, error: 'dataKeyLengthNotMultiple' },
    });
    expect(z.decode(bits, '512')).toBe(512);
    expect(bits.safeDecode('9').error?.issues[0]).toMatchObject({
      params: { error: 'dataKeyLengthNotMultiple' },
      message: 'must be a multiple of 8',
    });
  });

  it.each([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
  ])('reads the boolean %j', (wire, value) => {
    expect(z.decode(looseBoolean, wire as 'true' | 'false' | boolean)).toBe(value);
  });

  it.each(['TRUE', '1', 1, 'yes', null])('refuses %j as a boolean', (wire) => {
    expect(looseBoolean.safeDecode(wire as 'true').success).toBe(false);
  });
});

describe('what answers carry has the JSON type that strict clients demand', () => {
  it('writes numbers, booleans, flags and times as text', () => {
    expect(z.encode(integerText, 64)).toBe('64');
    expect(z.encode(booleanText, false)).toBe('false');
    expect(z.encode(flagText, true)).toBe('1');
    expect(z.encode(epochMillisText, 1638806642000)).toBe('1638806642000');
    expect(z.encode(epochMillisText, null)).toBe('');
    expect(z.encode(isoMicrosText, Date.UTC(2026, 0, 2, 3, 4, 5, 678))).toBe('2026-01-02T03:04:05.678000Z');
    expect(z.encode(isoText, 0)).toBe('1970-01-01T00:00:00.000Z');
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_TIME }), fc.boolean(), (time, flag) => {
        expect(z.decode(epochMillisText, z.encode(epochMillisText, time))).toBe(time);
        expect(z.decode(isoMicrosText, z.encode(isoMicrosText, time))).toBe(time);
        expect(z.decode(isoText, z.encode(isoText, time))).toBe(time);
        expect(z.decode(integerText, z.encode(integerText, time - 1))).toBe(time - 1);
        expect(z.decode(booleanText, z.encode(booleanText, flag))).toBe(flag);
        expect(z.decode(flagText, z.encode(flagText, flag))).toBe(flag);
      }),
    );
  });
});

describe('bytes as text', () => {
  it.each([
    ['Base64', base64Bytes({ minBytes: 2, maxBytes: 4 }), 'AQ==', 'AQIDBAU='],
    ['hexadecimal text', hexBytes({ minBytes: 2, maxBytes: 4 }), '01', '0102030405'],
  ])('keeps %s within its limits', (name, codec, short, long) => {
    for (const wire of [short, long, '*'.repeat(4)]) {
      const read = codec.safeDecode(wire);
      expect(read.success).toBe(false);
      expect(read.error?.issues[0]?.message).toBe(`must be ${name} of 2 to 4 bytes`);
    }
  });

  it('never writes bytes outside the limits', () => {
    expect(() => z.encode(hexBytes({ minBytes: 2, maxBytes: 4 }), new Uint8Array(5))).toThrow();
  });
});

describe('TOOL-01 text is measured in bytes of UTF-8', () => {
  const text = utf8Text({ minBytes: 1, maxBytes: 4096 });

  it.each([
    ['4096 letters', 'a'.repeat(4096)],
    ['2048 letters of two bytes', 'é'.repeat(2048)],
    ['1024 characters of four bytes', '🔑'.repeat(1024)],
    ['one letter', 'a'],
  ])('takes %s', (_what, given) => {
    expect(z.decode(text, given)).toBe(given);
  });

  it.each([
    ['nothing', ''],
    ['4097 letters', 'a'.repeat(4097)],
    ['2048 letters of two bytes and one of one', `${'é'.repeat(2048)}a`],
    ['1025 characters of four bytes', '🔑'.repeat(1025)],
  ])('refuses %s', (_what, given) => {
    expect(text.safeDecode(given).error?.issues[0]?.message).toBe('must be 1 to 4096 bytes of UTF-8');
  });

  it('refuses half of a surrogate pair, which would decrypt to something else', () => {
    expect(text.safeDecode('a\ud83d').error?.issues[0]?.message).toBe('must be text without lone surrogates');
  });
});

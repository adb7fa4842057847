import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';

type Bytes = typeof import('../../src/wire/bytes.ts');

/** The module as it is in Node, and as it is in a browser, which has no Buffer. */
async function load(where: 'node' | 'browser'): Promise<Bytes> {
  vi.resetModules();
  if (where === 'browser') vi.stubGlobal('Buffer', undefined);
  try {
    return await import('../../src/wire/bytes.ts');
  } finally {
    vi.unstubAllGlobals();
  }
}

afterEach(() => vi.unstubAllGlobals());

describe.each(['node', 'browser'] as const)('Base64, hexadecimal and UTF-8 in the %s', (where) => {
  it('writes and reads any bytes', async () => {
    const bytes = await load(where);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (given) => {
        const copy = new Uint8Array(given);
        expect(bytes.base64OfBytes(copy)).toBe(Buffer.from(given).toString('base64'));
        expect(bytes.hexOfBytes(copy)).toBe(Buffer.from(given).toString('hex'));
        expect([...(bytes.bytesOfBase64(bytes.base64OfBytes(copy)) ?? [])]).toEqual([...given]);
        expect([...(bytes.bytesOfHex(bytes.hexOfBytes(copy)) ?? [])]).toEqual([...given]);
      }),
    );
  });

  it('writes a view into a larger buffer as the view only', async () => {
    const bytes = await load(where);
    const view = new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 3);
    expect(bytes.hexOfBytes(view)).toBe('0203');
    expect(bytes.base64OfBytes(view)).toBe('AgM=');
  });

  it('writes more bytes than one call of a function takes', async () => {
    const bytes = await load(where);
    const large = new Uint8Array(100_000).fill(255);
    expect(bytes.base64OfBytes(large)).toBe(Buffer.from(large).toString('base64'));
  });

  it.each([
    ['no multiple of 4', 'QUJ'],
    ['no padding', 'QQ'],
    ['too much padding', 'Q==='],
    ['padding inside', 'QQ==QUJD'],
    ['padding in front', '==QQ'],
    ['only padding', '===='],
    ['URL-safe alphabet', '-_-_'],
    ['a space', 'QU JD'],
    ['a line end', 'QUJD\nQUI'],
    ['a foreign character', 'QUJ!'],
    ['a letter beyond ASCII', 'QUJä'],
    ['unused bits that are not zero, one byte', 'QR=='],
    ['unused bits that are not zero, two bytes', 'QUJ='],
  ])('refuses Base64 with %s', async (_what, text) => {
    expect((await load(where)).bytesOfBase64(text)).toBeNull();
  });

  it('accepts a text as Base64 exactly when it is what its bytes are written as', async () => {
    const bytes = await load(where);
    const alphabet = fc.constantFrom(...'AQgwEIMz09+/=-_ \n');
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 12 }), (text) => {
        const read = bytes.bytesOfBase64(text);
        expect(read !== null).toBe(Buffer.from(text, 'base64').toString('base64') === text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['an odd number of digits', 'abc'],
    ['a foreign character', 'zz'],
    ['a foreign character at the end', '00zz'],
    ['a foreign character inside', '00z000'],
    ['a sign', '-1'],
    ['a space', ' 1'],
  ])('refuses hexadecimal text with %s', async (_what, text) => {
    expect((await load(where)).bytesOfHex(text)).toBeNull();
  });

  it('reads hexadecimal digits of either case', async () => {
    expect([...((await load(where)).bytesOfHex('aAFf') ?? [])]).toEqual([0xaa, 0xff]);
  });

  it.each([
    ['', 0],
    ['a', 1],
    ['é', 2],
    ['密', 3],
    ['🔑', 4],
  ])('counts %j as %i bytes of UTF-8', async (text, length) => {
    expect((await load(where)).utf8LengthInBytes(text)).toBe(length);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DerReader, der } from '../src/der.ts';
import { MalformedError } from '../src/errors.ts';
import { hex } from './vectors.ts';

const read = (text: string) => new DerReader(hex(text), 'value');

describe('CRY-08 DER, strict', () => {
  test.each([
    ['another tag', () => read('0500').sequence(), 'want SEQUENCE'],
    ['nothing', () => read('').octetString(), 'want OCTET STRING'],
    ['no length', () => read('04').octetString(), 'length is cut short'],
    ['a length that is cut short', () => read('0482ff').octetString(), 'length is cut short'],
    ['contents that are cut short', () => read('040200').octetString(), 'cut short'],
    ['an indefinite length', () => read('3080020100').sequence(), 'indefinite'],
    ['a length of four octets', () => read('048400000001ff').octetString(), 'too large'],
    ['a long form below 128', () => read('048101ff').octetString(), 'shortest form'],
    [
      'a length with a leading zero',
      () => read(`04820080${'00'.repeat(128)}`).octetString(),
      'shortest form',
    ],
    ['an empty INTEGER', () => read('0200').unsignedInteger(1), 'empty INTEGER'],
    ['a negative INTEGER', () => read('0201ff').unsignedInteger(1), 'negative'],
    ['an INTEGER with a needless zero', () => read('02020001').unsignedInteger(2), 'shortest form'],
    [
      'an INTEGER that is too large',
      () => read('02020100').unsignedInteger(1),
      'want at most 1 bytes, got 2',
    ],
    ['unused bits', () => read('03020180').bitString(), 'unused bits'],
    ['an empty BIT STRING', () => read('0300').bitString(), 'unused bits'],
    ['bytes after the end', () => read('040000').end(), '3 bytes after the end'],
  ])('refuses %s', (_what, run, problem) => {
    expect(run).toThrow(MalformedError);
    expect(run).toThrow(new RegExp(`^value: not the expected DER: .*${problem}`));
  });

  test('an INTEGER is padded to the length asked for', () => {
    expect(read('020100').unsignedInteger(2)).toEqual(hex('0000'));
    expect(read('02020080').unsignedInteger(2)).toEqual(hex('0080'));
  });

  test('what is written is read again', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        (bytes, magnitude) => {
          const written = der.sequence(
            der.octetString(bytes),
            der.bitString(bytes),
            der.unsignedInteger(magnitude),
            der.context(1, der.oid('2a03')),
          );
          const outer = new DerReader(written, 'value');
          const sequence = outer.sequence();
          outer.end();
          expect(sequence.octetString()).toEqual(Buffer.from(bytes));
          expect(sequence.bitString()).toEqual(Buffer.from(bytes));
          expect(sequence.unsignedInteger(magnitude.length)).toEqual(Buffer.from(magnitude));
          expect(sequence.optionalContext(0)).toBeUndefined();
          expect(sequence.optionalContext(1)?.oid()).toBe('2a03');
          sequence.end();
        },
      ),
    );
  });
});

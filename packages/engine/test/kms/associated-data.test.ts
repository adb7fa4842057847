import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { associatedDataOf } from '../../src/kms/associated-data.ts';

describe('CRY-01 associated data', () => {
  it('has frozen bytes: what one release wrote every later one reads', () => {
    expect(associatedDataOf({}).toString('hex')).toBe('');
    expect(associatedDataOf({ encryptionContext: {}, additionalAuthenticatedData: '' }).length).toBe(0);
    expect(associatedDataOf({ additionalAuthenticatedData: 'ü' }).toString('hex')).toBe('0200000002c3bc');
    const context = { b: '"', a: '1', '10': 'x', '9': 'y' };
    const json = '{"10":"x","9":"y","a":"1","b":"\\""}';
    expect(associatedDataOf({ encryptionContext: context }).toString('latin1')).toBe(
      `\u0001\0\0\0${String.fromCharCode(json.length)}${json}`,
    );
  });

  const input = fc.record({
    additionalAuthenticatedData: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    encryptionContext: fc.option(fc.dictionary(fc.string(), fc.string(), { minKeys: 1 }), { nil: undefined }),
  });
  const sorted = (value: Record<string, string> | undefined) =>
    value === undefined ? undefined : Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

  it('differs wherever the input differs, and in nothing else', () => {
    fc.assert(
      fc.property(input, input, (one, two) => {
        const same =
          one.additionalAuthenticatedData === two.additionalAuthenticatedData &&
          JSON.stringify(sorted(one.encryptionContext)) === JSON.stringify(sorted(two.encryptionContext));
        expect(associatedDataOf(one).equals(associatedDataOf(two))).toBe(same);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tagFilter, textOfTagFilter } from '../src/kms/tag-filter.ts';

describe('KEY-13 filter by tag', () => {
  it.each([
    ['env', 'env', null],
    ['env=', 'env', ''],
    ['env=prod', 'env', 'prod'],
    ['env=a=b', 'env', 'a=b'],
    ['a\\=b=c', 'a=b', 'c'],
    ['a\\=b', 'a=b', null],
    ['密 钥=值', '密 钥', '值'],
  ])('reads %j', (text, key, value) => {
    expect(z.decode(tagFilter, text)).toEqual({ key, value });
    expect(textOfTagFilter({ key, value })).toBe(text);
  });

  it.each(['', '=', '=value', 'a\\b', 'a=b\\', 'k'.repeat(129), `k=${'v'.repeat(256)}`])(
    'refuses %.20j',
    (text) => {
      expect(tagFilter.safeDecode(text).success).toBe(false);
    },
  );

  it('reads back any tag that TAG-01 allows', () => {
    const part = fc.constantFrom('a', 'Z', '9', '密', ' ', '=', '.', ':', '/', '+', '-', '@', '_');
    const key = fc.string({ unit: part, minLength: 1, maxLength: 128 });
    const value = fc.option(fc.string({ unit: part, maxLength: 255 }), { nil: null });
    fc.assert(
      fc.property(key, value, (k, v) => {
        const text = textOfTagFilter({ key: k, value: v });
        expect(z.decode(tagFilter, text)).toEqual({ key: k, value: v });
      }),
    );
  });
});

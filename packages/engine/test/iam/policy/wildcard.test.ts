import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileWildcard } from '../../../src/iam/policy/wildcard.ts';

/** What a wildcard means, straight from its definition: exponential, and obviously right. */
function fits(pattern: string, text: string, singleCharacter: boolean): boolean {
  if (pattern === '') return text === '';
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === '*') {
    return Array.from({ length: text.length + 1 }, (_, taken) => text.slice(taken)).some((left) =>
      fits(rest, left, singleCharacter),
    );
  }
  if (text === '') return false;
  const same = first === text[0] || (singleCharacter && first === '?');
  return same && fits(rest, text.slice(1), singleCharacter);
}

const letters = (alphabet: string, maxLength: number) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength }).map((parts) => parts.join(''));

describe('IAM-04 wildcards in policies', () => {
  it('match exactly what the naive definition matches', () => {
    fc.assert(
      fc.property(letters('ab:*', 8), letters('ab:', 10), (pattern, text) => {
        expect(compileWildcard(pattern)(text)).toBe(fits(pattern, text, false));
      }),
      { numRuns: 3000 },
    );
  });

  it('match exactly what the naive definition matches, with ? for one character', () => {
    fc.assert(
      fc.property(letters('ab?*', 8), letters('ab?', 10), (pattern, text) => {
        expect(compileWildcard(pattern, { singleCharacter: true })(text)).toBe(fits(pattern, text, true));
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['kms:cmk:create', 'kms:cmk:create', true],
    ['kms:cmk:create', 'kms:cmk:created', false],
    ['kms:*:get*', 'kms::getinstance', true],
    ['*', '', true],
    ['a*', 'a', true],
    ['a?c', 'abc', false],
    ['.*', 'anything', false],
    ['**', 'x', true],
  ])('%s and %s: %s', (pattern, text, expected) => {
    expect(compileWildcard(pattern)(text)).toBe(expected);
  });

  it('a pattern made to be slow stays bounded by pattern length times text length', () => {
    const pattern = `${'a*'.repeat(512)}b`;
    expect(compileWildcard(pattern)('a'.repeat(10_000))).toBe(false);
  });
});

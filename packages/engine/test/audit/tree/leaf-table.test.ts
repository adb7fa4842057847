import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasAnyFacet, packFacets } from '../../../src/audit/tree/leaf-table.ts';

describe('TRC-03 the summary of a block', () => {
  it('has a facet that is looked for exactly when one was put in, however few or many are looked for', () => {
    const facets = fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 200 });
    const near = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 200 });
    const sets = fc.oneof(fc.tuple(facets, facets), fc.tuple(near, near));
    fc.assert(
      fc.property(sets, ([held, wanted]) => {
        expect(hasAnyFacet(packFacets(held), new Set(wanted))).toBe(
          wanted.some((facet) => held.includes(facet)),
        );
      }),
    );
  });

  it('has the first and the last of what was put in', () => {
    const packed = packFacets(Array.from({ length: 1_000 }, (_, index) => index * 3));
    expect([0, 2_997, 1, 2_998].map((facet) => hasAnyFacet(packed, new Set([facet])))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

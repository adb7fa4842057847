import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachFacet, type PackedSummary, packSummary } from '../../../src/audit/tree/leaf-table.ts';

const entriesOf = (facets: readonly number[]) => facets.map((facet, seq) => ({ seq, time: seq, facet }));

function unpacked(summary: PackedSummary): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  eachFacet(summary, (facet, tiles) => found.push([facet, tiles]));
  return found;
}

describe('TRC-03 the summary of a block', () => {
  it('says of every facet in which tiles of 256 leaves it occurs', () => {
    const facet = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
    fc.assert(
      fc.property(
        fc.array(facet, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 700 }),
        (some, run) => {
          const facets = Array.from(
            { length: 4_096 },
            (_, leaf) => some[Math.floor(leaf / run) % some.length],
          );
          const wanted = new Map<number, number>();
          for (const [leaf, facet = 0] of facets.entries()) {
            wanted.set(facet, (wanted.get(facet) ?? 0) | (2 ** Math.floor(leaf / 256)));
          }
          const summary = packSummary(entriesOf(facets.map((facet = 0) => facet)));
          expect(unpacked(summary)).toEqual([...wanted].sort(([a], [b]) => a - b));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('takes a facet to be in all tiles where an earlier release did not say in which', () => {
    const { facets } = packSummary(entriesOf([7, 3, 7]));
    expect(unpacked({ facets, tiles: null })).toEqual([
      [3, 0xffff],
      [7, 0xffff],
    ]);
  });
});

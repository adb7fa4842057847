import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCKS_IN_INDEX, BlockIndex, type BlockSummary } from '../../../src/audit/search/block-index.ts';

interface PlainSummary {
  readonly block: number;
  readonly tilesByFacet: ReadonlyMap<number, number>;
  readonly withTiles: boolean;
}

const FIRST = 3 * BLOCKS_IN_INDEX;
const facet = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
const facetSets = fc.array(facet, { maxLength: 30 }).map((facets) => new Set(facets));

/** Blocks as a sequencer leaves them; some are gone. */
const stored = fc
  .array(
    fc.record({
      tilesByFacet: fc
        .array(fc.tuple(facet, fc.integer({ min: 1, max: 0xffff })), { maxLength: 12 })
        .map((pairs) => new Map(pairs)),
      withTiles: fc.boolean(),
      there: fc.integer({ min: 0, max: 9 }).map((one) => one > 0),
    }),
    { maxLength: BLOCKS_IN_INDEX, size: 'medium' },
  )
  .map((blocks) => blocks.map((one, at) => ({ ...one, block: FIRST + at })));

function packed({ tilesByFacet, withTiles, block }: PlainSummary): BlockSummary {
  const pairs = [...tilesByFacet].sort(([a], [b]) => a - b);
  const facets = Buffer.alloc(pairs.length * 4);
  const tiles = Buffer.alloc(pairs.length * 2);
  for (const [at, [facet, bits]] of pairs.entries()) {
    facets.writeUInt32BE(facet, at * 4);
    tiles.writeUInt16BE(bits, at * 2);
  }
  return { block, facets, tiles: withTiles ? tiles : null };
}

/** What a look at every summary finds. */
function plain(summaries: readonly PlainSummary[], facets: ReadonlySet<number>): readonly number[] {
  const found = Array.from({ length: BLOCKS_IN_INDEX }, () => 0);
  for (const { block, tilesByFacet, withTiles } of summaries) {
    let bits = 0;
    for (const [facet, tiles] of tilesByFacet) if (facets.has(facet)) bits |= withTiles ? tiles : 0xffff;
    found[block - FIRST] = bits;
  }
  return found;
}

describe('TRC-03 the index of blocks', () => {
  it('finds the tiles that a look at every summary finds, in however many steps it has grown', () => {
    fc.assert(
      fc.property(
        stored,
        fc.integer({ min: 1, max: 100 }),
        fc.array(facetSets, { minLength: 1, maxLength: 5 }),
        (blocks, step, searches) => {
          let index = new BlockIndex(FIRST, FIRST, []);
          const there = blocks.filter((one) => one.there);
          for (let end = 0; end < blocks.length; end += step) {
            const next = Math.min(end + step, blocks.length);
            const added = blocks.slice(end, next).filter((one) => one.there);
            index = index.grown(FIRST + next, added.map(packed));
          }
          expect(index.end).toBe(FIRST + blocks.length);
          for (const facets of searches) {
            expect([...index.tilesOf(facets)]).toEqual(plain(there, facets));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes less memory when no block can join it any more', () => {
    const summaries = Array.from({ length: BLOCKS_IN_INDEX }, (_, at) =>
      packed({
        block: FIRST + at,
        tilesByFacet: new Map(Array.from({ length: 300 }, (_, facet) => [facet, 1])),
        withTiles: true,
      }),
    );
    const almost = new BlockIndex(FIRST, FIRST + BLOCKS_IN_INDEX - 1, summaries.slice(0, -1));
    const full = almost.grown(FIRST + BLOCKS_IN_INDEX, summaries.slice(-1));
    expect(full.bytes).toBeLessThan(almost.bytes);
    expect(full.bytes).toBeGreaterThanOrEqual(4 * 300 * BLOCKS_IN_INDEX);
  });
});

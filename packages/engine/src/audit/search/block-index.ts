import { ALL_TILES, eachFacet, type PackedSummary } from '../tree/leaf-table.ts';

/** Blocks that one index covers: a million leaves. */
export const BLOCKS_IN_INDEX = 256;

/** What a row of `trace_summaries` says of facets. */
export interface BlockSummary extends PackedSummary {
  readonly block: number;
}

/**
 * The summaries of neighbouring blocks, turned round: for each facet the blocks that have it, and in them the tiles. A search then looks
 * at what it is about and not at every block. Full blocks never change, so an index is only ever replaced by a longer one.
 */
export class BlockIndex {
  /** First block that it does not know yet; before it, a block without a summary holds nothing. */
  readonly end: number;
  /** Memory that it takes, roughly. */
  readonly bytes: number;
  readonly #first: number;
  /** What a longer one is made from; empty when there cannot be one. */
  readonly #summaries: readonly BlockSummary[];
  /** Sorted. The postings of the facet at `i` go from `#starts[i]` to before `#starts[i + 1]`. */
  readonly #facets: Uint32Array;
  readonly #starts: Uint32Array;
  /** A block, counted from the first, in the upper half, and the bits of its tiles in the lower one. */
  readonly #postings: Uint32Array;

  /**
   * @param first first block that it covers
   * @param end block before which all are in `summaries`, or are gone
   */
  constructor(first: number, end: number, summaries: readonly BlockSummary[]) {
    this.#first = first;
    this.end = end;
    this.#summaries = end < first + BLOCKS_IN_INDEX ? summaries : [];
    const postings = new Map<number, number[]>();
    for (const summary of summaries) {
      const place = summary.block - first;
      eachFacet(summary, (facet, tiles) => {
        const posting = place * 2 ** 16 + tiles;
        const known = postings.get(facet);
        if (known) known.push(posting);
        else postings.set(facet, [posting]);
      });
    }
    this.#facets = Uint32Array.from(postings.keys()).sort();
    this.#starts = new Uint32Array(this.#facets.length + 1);
    for (const [at, facet] of this.#facets.entries()) {
      this.#starts[at + 1] = (this.#starts[at] ?? 0) + (postings.get(facet)?.length ?? 0);
    }
    this.#postings = new Uint32Array(this.#starts.at(-1) ?? 0);
    for (const [at, facet] of this.#facets.entries()) {
      this.#postings.set(postings.get(facet) ?? [], this.#starts[at]);
    }
    this.bytes = [this.#facets, this.#starts, this.#postings].reduce(
      (sum, array) => sum + array.byteLength,
      this.#summaries.reduce((sum, { facets, tiles }) => sum + facets.length + (tiles?.length ?? 0), 0),
    );
  }

  /** The same with the blocks up to before `end`. */
  grown(end: number, summaries: readonly BlockSummary[]): BlockIndex {
    return new BlockIndex(this.#first, end, [...this.#summaries, ...summaries]);
  }

  /** For each block, counted from the first, the bits of the tiles that may hold a leaf with one of the facets. */
  tilesOf(facets: ReadonlySet<number>): Uint16Array {
    const found = new Uint16Array(BLOCKS_IN_INDEX);
    if (facets.size < this.#facets.length) for (const facet of facets) this.#add(this.#find(facet), found);
    else for (const [at, facet] of this.#facets.entries()) if (facets.has(facet)) this.#add(at, found);
    return found;
  }

  #add(at: number, found: Uint16Array): void {
    const end = this.#starts[at + 1] ?? 0;
    for (let next = this.#starts[at] ?? 0; next < end; next++) {
      const posting = this.#postings[next] ?? 0;
      const place = posting >>> 16;
      found[place] = (found[place] ?? 0) | (posting & ALL_TILES);
    }
  }

  /** Place in `#facets`; past its end, where there are no postings, when it is not there. */
  #find(facet: number): number {
    let [low, high] = [0, this.#facets.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#facets[middle] ?? 0;
      if (found === facet) return middle;
      if (found < facet) low = middle + 1;
      else high = middle - 1;
    }
    return this.#facets.length;
  }
}

import type { SequencedTrace, Store } from '../../store/store.ts';
import { traceColumns } from '../../store/trace-columns.ts';
import { accountBeside, tracesBySeq } from '../tree/account-rows.ts';
import { LEAVES_IN_BLOCK } from '../tree/account-tree.ts';
import { ALL_TILES, findEntries, TILES_IN_BLOCK } from '../tree/leaf-table.ts';
import { TILE_WIDTH } from '../tree/right-edge.ts';
import { leafIndexOf } from '../tree/tree-rows.ts';
import { BLOCKS_IN_INDEX } from './block-index.ts';
import type { FullBlocks, SearchTables } from './search-tables.ts';
import { matches, type TracePage, type TracePosition, type TraceQuery } from './trace-query.ts';

/** Tiles and rows that one page looks at at most: about 60 ms. */
const MOST_TILES = 400;
const MOST_ROWS_FETCHED = 4_000;
/** Summaries that one page reads at most, when they are not in memory yet. */
const MOST_SUMMARIES_READ = 2 * BLOCKS_IN_INDEX;
/** Tiles read together at first; then ever more: a question costs more than a tile. */
const FIRST_TILES_AT_ONCE = 8;
const TILES_GROW_BY = 4;
const MOST_TILES_AT_ONCE = 128;
/** Rows fetched together; more would be read in vain for a small page. */
const ROWS_AT_ONCE = 256;

/** A leaf that has a facet and a time that are looked for. */
interface Candidate {
  readonly leaf: number;
  readonly seq: number;
}

/** Neighbouring leaves, of which those in other tiles hold nothing that is looked for. */
interface Stretch {
  /** Tiles to look at, newest first. */
  readonly tiles: readonly number[];
  /** First leaf of the stretch. */
  readonly start: number;
  /** True when nothing is looked at after it. */
  readonly last: boolean;
}

/** The leaves that there are to look at. */
interface Span {
  readonly end: number;
  readonly pruned: number;
  /** What comes after them has no summary yet. */
  readonly full: FullBlocks;
}

/**
 * Goes through the leaves of a tree from the newest to the oldest, by their entries: tiles that hold nothing that is looked for are
 * passed over, and only rows that fit are read. Traces that are not in the tree yet come first.
 */
export class LeafScan {
  readonly #store: Store;
  readonly #tables: SearchTables;
  readonly #query: TraceQuery;
  readonly #inTree: boolean;
  /** Numbers of the facets looked for; null for all. */
  #facets: ReadonlySet<number> | null = null;
  #tiles = 0;
  #summariesRead = 0;
  #fetched = 0;

  /** @param inTree false when no tree has what is looked for, so that only the last moment is looked at */
  constructor(store: Store, tables: SearchTables, query: TraceQuery, inTree: boolean) {
    this.#store = store;
    this.#tables = tables;
    this.#query = query;
    this.#inTree = inTree;
  }

  async page(page: { readonly limit: number; readonly after: TracePosition | null }): Promise<TracePage> {
    const rows: SequencedTrace[] = [];
    const start = await this.#startOf(page.after);
    // The tree is read later than what says where the tail begins: a trace that joins it meanwhile is met twice rather than never.
    const tailStart = start.kind === 'tail' ? await this.#startOfTail() : 0;
    const [tail, tree] = await Promise.all([
      start.kind === 'tail' ? this.#tailOf(tailStart, start.seq) : null,
      this.#inTree ? this.#tables.treeOf(this.#query.accountId) : null,
    ]);
    for (const row of tail?.rows ?? []) {
      rows.push(row);
      if (rows.length === page.limit) return { rows, next: { kind: 'tail', seq: row.seq } };
    }
    if (tail && tail.goesOnBefore !== null) return { rows, next: { kind: 'tail', seq: tail.goesOnBefore } };
    if (!tree) return { rows, next: null };
    this.#facets = tree.facets.matching(this.#query);
    const span = {
      end: start.kind === 'leaf' ? Math.min(start.leaf, tree.size) : tree.size,
      pruned: tree.prunedSize,
      full: {
        oldest: Math.floor(tree.prunedSize / LEAVES_IN_BLOCK),
        end: Math.floor(tree.size / LEAVES_IN_BLOCK),
      },
    };
    const seen = new Set(rows.map(({ seq }) => seq));
    // Rows of the tail that were shown before may have joined the tree as well.
    const isNew = (seq: number) => !seen.has(seq) && (start.kind === 'leaf' || seq < start.seq);
    const next = await this.#leavesOf(span, page.limit, rows, isNew);
    return { rows, next };
  }

  /** A row that was in the tail may be in the tree by now. */
  async #startOf(after: TracePosition | null): Promise<Exclude<TracePosition, { kind: 'time' }>> {
    if (after === null) return { kind: 'tail', seq: Number.MAX_SAFE_INTEGER };
    if (after.kind === 'leaf') return after;
    const leaf = await leafIndexOf(this.#store.read, this.#query.accountId, after.seq);
    return leaf === null ? { kind: 'tail', seq: after.seq } : { kind: 'leaf', leaf };
  }

  /** Number of the first trace that no tree has yet. */
  async #startOfTail(): Promise<number> {
    const { next_seq } = await this.#store.read
      .selectFrom('trace_sequencer')
      .select('next_seq')
      .where('id', '=', 1)
      .executeTakeFirstOrThrow();
    return next_seq;
  }

  /** Matching traces that no tree has yet, newest first: those of the last moment. */
  async #tailOf(
    start: number,
    before: number,
  ): Promise<{ readonly rows: readonly SequencedTrace[]; readonly goesOnBefore: number | null }> {
    const rows = await this.#store.read
      .selectFrom('traces')
      .select(['seq', ...traceColumns])
      .where(accountBeside(this.#store.dialect), '=', this.#query.accountId)
      .where('seq', '>=', start)
      .where('seq', '<', before)
      .orderBy('seq', 'desc')
      .limit(MOST_ROWS_FETCHED)
      .execute();
    return {
      rows: rows.filter((row) => matches(this.#query, row)),
      goesOnBefore: rows.length === MOST_ROWS_FETCHED ? (rows.at(-1)?.seq ?? null) : null,
    };
  }

  /** Fills the page with leaves before `end`; returns where to go on. */
  async #leavesOf(
    span: Span,
    limit: number,
    rows: SequencedTrace[],
    isNew: (seq: number) => boolean,
  ): Promise<TracePosition | null> {
    // No leaf has a facet that nothing has.
    if (this.#facets?.size === 0) return null;
    const { end, pruned } = span;
    let before = end;
    let candidates: Candidate[] = [];
    for await (const { tiles, start, last } of this.#stretchesOf(span)) {
      for (const found of await this.#candidatesIn(tiles)) {
        if (found.leaf < end && found.leaf >= pruned && isNew(found.seq)) candidates.push(found);
      }
      const tired = this.#tiles >= MOST_TILES || this.#summariesRead >= MOST_SUMMARIES_READ;
      // As long as they do not fill the page, those of the next tiles are fetched with them.
      if (candidates.length + rows.length <= limit && !tired && !last) continue;
      for (let at = 0; at < candidates.length; ) {
        const chunk = candidates.slice(
          at,
          at + Math.min(ROWS_AT_ONCE, Math.max(32, limit + 1 - rows.length)),
        );
        at += chunk.length;
        for (const { leaf, row } of await this.#fetch(chunk)) {
          if (!row || !matches(this.#query, row)) {
            before = leaf;
            continue;
          }
          if (rows.length === limit) return { kind: 'leaf', leaf: before };
          rows.push(row);
          before = leaf;
        }
        if (this.#fetched >= MOST_ROWS_FETCHED + limit) return { kind: 'leaf', leaf: before };
      }
      candidates = [];
      before = start;
      if (tired && before > pruned) return { kind: 'leaf', leaf: before };
    }
    return null;
  }

  async #fetch(
    candidates: readonly Candidate[],
  ): Promise<readonly { readonly leaf: number; readonly row: SequencedTrace | undefined }[]> {
    this.#fetched += candidates.length;
    const bySeq = await tracesBySeq(
      this.#store,
      this.#query.accountId,
      candidates.map(({ seq }) => seq),
    );
    return candidates.map(({ leaf, seq }) => ({ leaf, row: bySeq.get(seq) }));
  }

  async #candidatesIn(numbers: readonly number[]): Promise<readonly Candidate[]> {
    if (numbers.length === 0) return [];
    const { accountId, from, to } = this.#query;
    this.#tiles += numbers.length;
    const tiles = await this.#store.read
      .selectFrom('trace_leaves')
      .select(['tile', 'entries'])
      .where('account_id', '=', accountId)
      .where('tile', 'in', numbers)
      .where('last_time', '>=', from)
      .where('first_time', '<=', to)
      .orderBy('tile', 'desc')
      .execute();
    const wanted = { facets: this.#facets, from, to };
    return tiles.flatMap(({ tile, entries }) =>
      findEntries(entries, wanted).map(({ place, seq }) => ({ leaf: tile * TILE_WIDTH + place, seq })),
    );
  }

  /** All of the span, newest first: a few tiles that hold what is looked for at a time, from as many blocks as it takes. */
  async *#stretchesOf(span: Span): AsyncGenerator<Stretch> {
    let atOnce = FIRST_TILES_AT_ONCE;
    let tiles: number[] = [];
    for await (const part of this.#partsOf(span)) {
      for (const tile of part.tiles) {
        tiles.push(tile);
        if (tiles.length < atOnce) continue;
        yield { tiles, start: tile * TILE_WIDTH, last: false };
        tiles = [];
        atOnce = Math.min(atOnce * TILES_GROW_BY, MOST_TILES_AT_ONCE);
      }
      // So that a page that has read enough can end here.
      if (this.#summariesRead >= MOST_SUMMARIES_READ) {
        yield { tiles, start: part.start, last: false };
        tiles = [];
      }
    }
    yield { tiles, start: span.pruned, last: true };
  }

  /** All of the span, newest first: the growing end, then those blocks of one index at a time that are in the time looked at. */
  async *#partsOf({ end, pruned, full }: Span): AsyncGenerator<Omit<Stretch, 'last'>> {
    if (end <= pruned) return;
    const { accountId, from, to } = this.#query;
    const [lowest, highest] = [Math.floor(pruned / TILE_WIDTH), Math.floor((end - 1) / TILE_WIDTH)];
    const within = (tile: number) => tile >= lowest && tile <= highest;
    const newest = Math.floor((end - 1) / LEAVES_IN_BLOCK);
    if (newest >= full.end) {
      yield { tiles: tilesOfBlock(newest, ALL_TILES).filter(within), start: newest * LEAVES_IN_BLOCK };
    }
    const times = await this.#tables.timesOf(accountId, full);
    const blocks: number[] = [];
    for (let block = Math.min(newest, full.end - 1); block >= full.oldest; block--) {
      if (times.overlap(block, from, to)) blocks.push(block);
    }
    for (const [at, own] of Map.groupBy(blocks, (block) => Math.floor(block / BLOCKS_IN_INDEX))) {
      const first = at * BLOCKS_IN_INDEX;
      const bits = await this.#tilesOf(first, full);
      const tiles = own.flatMap((block) => tilesOfBlock(block, bits?.[block - first] ?? ALL_TILES));
      yield { tiles: tiles.filter(within), start: Math.max(first * LEAVES_IN_BLOCK, pruned) };
    }
  }

  /** Bits of the tiles of the blocks of an index; null for all. */
  async #tilesOf(first: number, full: FullBlocks): Promise<Uint16Array | null> {
    if (this.#facets === null) return null;
    const { index, read } = await this.#tables.indexAt(this.#query.accountId, first, full);
    this.#summariesRead += read;
    return index.tilesOf(this.#facets);
  }
}

/** Numbers of tiles of a block, newest first. */
function tilesOfBlock(block: number, bits: number): number[] {
  const tiles: number[] = [];
  for (let tile = TILES_IN_BLOCK - 1; tile >= 0; tile--) {
    if (bits & (1 << tile)) tiles.push(block * TILES_IN_BLOCK + tile);
  }
  return tiles;
}

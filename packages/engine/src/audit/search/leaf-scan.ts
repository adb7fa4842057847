import type { SequencedTrace, Store } from '../../store/store.ts';
import { traceColumns } from '../../store/trace-columns.ts';
import { accountBeside, tracesBySeq } from '../tree/account-rows.ts';
import { LEAVES_IN_BLOCK, TILES_IN_BLOCK } from '../tree/account-tree.ts';
import { findEntries, hasAnyFacet } from '../tree/leaf-table.ts';
import { TILE_WIDTH } from '../tree/right-edge.ts';
import { leafIndexOf, treeOf } from '../tree/tree-rows.ts';
import { matches, type TracePage, type TracePosition, type TraceQuery } from './trace-query.ts';

/** Tiles and rows that one page looks at at most: about 60 ms. */
const MOST_TILES = 400;
const MOST_ROWS_FETCHED = 4_000;
const SUMMARIES_AT_ONCE = 512;
/** Tiles read together at first; then ever more, up to a block: a question costs more than a tile. */
const FIRST_TILES_AT_ONCE = 4;
/** Rows fetched together; more would be read in vain for a small page. */
const ROWS_AT_ONCE = 256;

/** A leaf that has a facet and a time that are looked for. */
interface Candidate {
  readonly leaf: number;
  readonly seq: number;
}

/**
 * Goes through the leaves of a tree from the newest to the oldest, by their entries: blocks whose summary holds nothing that is looked
 * for are passed over, and only rows that fit are read. Traces that are not in the tree yet come first.
 */
export class LeafScan {
  readonly #store: Store;
  readonly #query: TraceQuery;
  readonly #facets: ReadonlySet<number> | null;
  #tiles = 0;
  #fetched = 0;

  /** @param facets numbers of the facets looked for; null for all */
  constructor(store: Store, query: TraceQuery, facets: ReadonlySet<number> | null) {
    this.#store = store;
    this.#query = query;
    this.#facets = facets;
  }

  async page(page: { readonly limit: number; readonly after: TracePosition | null }): Promise<TracePage> {
    const rows: SequencedTrace[] = [];
    const tree = await treeOf(this.#store.read, this.#query.accountId);
    const start = await this.#startOf(page.after);
    if (start.kind === 'tail') {
      const tail = await this.#tailBefore(start.seq);
      for (const row of tail.rows) {
        rows.push(row);
        if (rows.length === page.limit) return { rows, next: { kind: 'tail', seq: row.seq } };
      }
      if (tail.goesOnBefore !== null) return { rows, next: { kind: 'tail', seq: tail.goesOnBefore } };
    }
    const size = start.kind === 'leaf' ? Math.min(start.leaf, tree?.size ?? 0) : (tree?.size ?? 0);
    const seen = new Set(rows.map(({ seq }) => seq));
    const next = await this.#leavesBefore(size, tree?.pruned_size ?? 0, page.limit, rows, seen);
    return { rows, next };
  }

  /** A row that was in the tail may be in the tree by now. */
  async #startOf(after: TracePosition | null): Promise<Exclude<TracePosition, { kind: 'time' }>> {
    if (after === null) return { kind: 'tail', seq: Number.MAX_SAFE_INTEGER };
    if (after.kind === 'leaf') return after;
    const leaf = await leafIndexOf(this.#store.read, this.#query.accountId, after.seq);
    return leaf === null ? { kind: 'tail', seq: after.seq } : { kind: 'leaf', leaf };
  }

  /** Matching traces that no tree has yet, newest first: those of the last moment. */
  async #tailBefore(
    seq: number,
  ): Promise<{ readonly rows: readonly SequencedTrace[]; readonly goesOnBefore: number | null }> {
    const { read } = this.#store;
    const { next_seq } = await read
      .selectFrom('trace_sequencer')
      .select('next_seq')
      .where('id', '=', 1)
      .executeTakeFirstOrThrow();
    const rows = await read
      .selectFrom('traces')
      .select(['seq', ...traceColumns])
      .where(accountBeside(this.#store.dialect), '=', this.#query.accountId)
      .where('seq', '>=', next_seq)
      .where('seq', '<', seq)
      .orderBy('seq', 'desc')
      .limit(MOST_ROWS_FETCHED)
      .execute();
    return {
      rows: rows.filter((row) => matches(this.#query, row)),
      goesOnBefore: rows.length === MOST_ROWS_FETCHED ? (rows.at(-1)?.seq ?? null) : null,
    };
  }

  /** Fills the page with leaves before `end`; returns where to go on. */
  async #leavesBefore(
    end: number,
    pruned: number,
    limit: number,
    rows: SequencedTrace[],
    seen: ReadonlySet<number>,
  ): Promise<TracePosition | null> {
    // No leaf has a facet that nothing has.
    if (this.#facets?.size === 0) return null;
    let before = end;
    for await (const tiles of this.#tilesBefore(end, pruned)) {
      const candidates = tiles.candidates.filter(
        ({ leaf, seq }) => leaf < end && leaf >= pruned && !seen.has(seq),
      );
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
      before = tiles.end;
      if (this.#tiles >= MOST_TILES && before > pruned) return { kind: 'leaf', leaf: before };
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

  /** Candidates of a few tiles at a time, newest first. `end`: every leaf from there on was looked at. */
  async *#tilesBefore(
    end: number,
    pruned: number,
  ): AsyncGenerator<{ readonly candidates: readonly Candidate[]; readonly end: number }> {
    if (end <= pruned) return;
    let atOnce = FIRST_TILES_AT_ONCE;
    for await (const block of this.#blocksBefore(end, pruned)) {
      let tile = Math.min(Math.floor((end - 1) / TILE_WIDTH), (block + 1) * TILES_IN_BLOCK - 1);
      while (tile >= block * TILES_IN_BLOCK) {
        const lowest = Math.max(block * TILES_IN_BLOCK, tile - atOnce + 1);
        yield { candidates: await this.#candidatesIn(lowest, tile), end: lowest * TILE_WIDTH };
        atOnce = Math.min(atOnce * 2, TILES_IN_BLOCK);
        tile = lowest - 1;
      }
    }
  }

  async #candidatesIn(lowestTile: number, highestTile: number): Promise<readonly Candidate[]> {
    const { accountId, from, to } = this.#query;
    this.#tiles += highestTile - lowestTile + 1;
    const tiles = await this.#store.read
      .selectFrom('trace_leaves')
      .select(['tile', 'entries'])
      .where('account_id', '=', accountId)
      .where('tile', '>=', lowestTile)
      .where('tile', '<=', highestTile)
      .where('last_time', '>=', from)
      .where('first_time', '<=', to)
      .orderBy('tile', 'desc')
      .execute();
    const wanted = { facets: this.#facets, from, to };
    return tiles.flatMap(({ tile, entries }) =>
      findEntries(entries, wanted).map(({ place, seq }) => ({ leaf: tile * TILE_WIDTH + place, seq })),
    );
  }

  /** Blocks that hold what is looked for, newest first, by their summaries. The first may have none yet, and one costs nothing. */
  async *#blocksBefore(end: number, pruned: number): AsyncGenerator<number> {
    const { accountId, from, to } = this.#query;
    const oldest = Math.floor(pruned / LEAVES_IN_BLOCK);
    let before = Math.floor((end - 1) / LEAVES_IN_BLOCK);
    yield before;
    while (before > oldest) {
      const summaries = await this.#store.read
        .selectFrom('trace_summaries')
        .select(['block', 'facets'])
        .where('account_id', '=', accountId)
        .where('block', '<', before)
        .where('block', '>=', oldest)
        .where('last_time', '>=', from)
        .where('first_time', '<=', to)
        .orderBy('block', 'desc')
        .limit(SUMMARIES_AT_ONCE)
        .execute();
      for (const { block, facets } of summaries) {
        if (this.#facets === null || hasAnyFacet(facets, this.#facets)) yield block;
      }
      const last = summaries.at(-1);
      if (!last || summaries.length < SUMMARIES_AT_ONCE) return;
      before = last.block;
    }
  }
}

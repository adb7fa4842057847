import type { Store } from '../../store/store.ts';
import type { TraceLeavesTable, TraceSummariesTable } from '../../store/trace-tables.ts';
import { type LeafEntry, packEntries, packSummary, TILES_IN_BLOCK, unpackEntries } from './leaf-table.ts';
import { HASH_LENGTH_IN_BYTES } from './merkle-hash.ts';
import { type ChangedTile, RightEdge, TILE_WIDTH } from './right-edge.ts';
import type { TraceLeaf } from './trace-leaf.ts';

export const LEAVES_IN_BLOCK = TILES_IN_BLOCK * TILE_WIDTH;

/** What appended traces change in the store. */
export interface TreeChanges {
  readonly tiles: readonly ChangedTile[];
  readonly leaves: readonly TraceLeavesTable[];
  readonly summaries: readonly TraceSummariesTable[];
}

/** The growing end of one account's tree: the hashes to go on with, and the leaves of the block that is not full yet. */
export class AccountTree {
  readonly accountId: string;
  readonly #edge: RightEdge;
  /** Entries of the current block; the last tile of it may be partial. */
  #block: LeafEntry[];
  #firstChanged: number;
  readonly #fullBlocks: { block: number; entries: readonly LeafEntry[]; firstChanged: number }[] = [];

  private constructor(accountId: string, edge: RightEdge, block: readonly LeafEntry[]) {
    this.accountId = accountId;
    this.#edge = edge;
    this.#block = [...block];
    this.#firstChanged = block.length;
  }

  /** Reads the end of the tree; an account without a tree has an empty one. */
  static async load(store: Store, accountId: string, size: number): Promise<AccountTree> {
    const levels: Uint8Array[] = [];
    for (let level = 0; TILE_WIDTH ** level <= size; level++) {
      const tile = Math.floor(size / TILE_WIDTH ** (level + 1));
      const row = await store.read
        .selectFrom('trace_tiles')
        .select('hashes')
        .where('account_id', '=', accountId)
        .where('level', '=', level)
        .where('tile', '=', tile)
        .executeTakeFirst();
      const width = Math.floor(size / TILE_WIDTH ** level) % TILE_WIDTH;
      const hashes = row?.hashes ?? new Uint8Array(0);
      if (hashes.length < width * HASH_LENGTH_IN_BYTES) {
        throw new Error(
          `trace tree: tile ${tile} of level ${level} has ${hashes.length} bytes, want ${width} hashes`,
        );
      }
      levels.push(hashes.subarray(0, width * HASH_LENGTH_IN_BYTES));
    }
    const block = Math.floor(size / LEAVES_IN_BLOCK);
    const leaves = await store.read
      .selectFrom('trace_leaves')
      .select('entries')
      .where('account_id', '=', accountId)
      .where('tile', '>=', block * TILES_IN_BLOCK)
      .orderBy('tile')
      .execute();
    const entries = leaves.flatMap((row) => unpackEntries(row.entries));
    return new AccountTree(accountId, new RightEdge(size, levels), entries.slice(0, size % LEAVES_IN_BLOCK));
  }

  get size(): number {
    return this.#edge.size;
  }

  root(): Buffer {
    return this.#edge.root();
  }

  /** For work that may fail before it is stored. */
  copy(): AccountTree {
    return new AccountTree(this.accountId, this.#edge.copy(), this.#block);
  }

  append({ seq, time, hash }: TraceLeaf, facet: number): void {
    this.#edge.append(hash);
    this.#block.push({ seq, time, facet });
    if (this.#block.length < LEAVES_IN_BLOCK) return;
    const block = this.#edge.size / LEAVES_IN_BLOCK - 1;
    this.#fullBlocks.push({ block, entries: this.#block, firstChanged: this.#firstChanged });
    this.#block = [];
    this.#firstChanged = 0;
  }

  /** What to store of everything that was appended since the last call. */
  takeChanges(): TreeChanges {
    const current = {
      block: Math.floor(this.#edge.size / LEAVES_IN_BLOCK),
      entries: this.#block,
      firstChanged: this.#firstChanged,
    };
    const full = this.#fullBlocks.splice(0);
    this.#firstChanged = this.#block.length;
    return {
      tiles: this.#edge.takeChanged(),
      leaves: [...full, current].flatMap((block) => this.#leavesOf(block)),
      summaries: full.map(({ block, entries }) => ({
        account_id: this.accountId,
        block,
        ...timesOf(entries),
        ...packSummary(entries),
      })),
    };
  }

  /** Rows of the tiles from the first changed entry on. */
  #leavesOf(changed: {
    block: number;
    entries: readonly LeafEntry[];
    firstChanged: number;
  }): readonly TraceLeavesTable[] {
    const { block, entries, firstChanged } = changed;
    const rows: TraceLeavesTable[] = [];
    for (let at = firstChanged - (firstChanged % TILE_WIDTH); at < entries.length; at += TILE_WIDTH) {
      const tile = entries.slice(at, at + TILE_WIDTH);
      const numbers = tile.map(({ seq }) => seq);
      rows.push({
        account_id: this.accountId,
        tile: block * TILES_IN_BLOCK + at / TILE_WIDTH,
        first_seq: Math.min(...numbers),
        last_seq: Math.max(...numbers),
        ...timesOf(tile),
        entries: packEntries(tile),
      });
    }
    return rows;
  }
}

function timesOf(entries: readonly LeafEntry[]): { first_time: number; last_time: number } {
  let [first, last] = [Number.MAX_SAFE_INTEGER, 0];
  for (const { time } of entries) {
    if (time < first) first = time;
    if (time > last) last = time;
  }
  return { first_time: first, last_time: last };
}

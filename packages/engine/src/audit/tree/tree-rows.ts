import type { Kysely } from 'kysely';
import type { Tables } from '../../store/tables.ts';
import type { TraceCheckpointsTable, TraceTreesTable } from '../../store/trace-tables.ts';
import { type LeafEntry, unpackEntries } from './leaf-table.ts';
import { perfectRoot } from './merkle-hash.ts';
import type { SubtreeRoot } from './proofs.ts';
import { hashesOf, TILE_WIDTH } from './right-edge.ts';

/** Late rows (PostgreSQL) make the ranges of tiles overlap; a row is never this many tiles away from where its number belongs. */
const MOST_OVERLAPPING_TILES = 512;

export function treeOf(read: Kysely<Tables>, accountId: string): Promise<TraceTreesTable | undefined> {
  return read.selectFrom('trace_trees').selectAll().where('account_id', '=', accountId).executeTakeFirst();
}

export function latestKeptCheckpoint(
  read: Kysely<Tables>,
  accountId: string,
): Promise<TraceCheckpointsTable | undefined> {
  return read
    .selectFrom('trace_checkpoints')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Place of a row in its account's tree; null while it is not in it. */
export async function leafIndexOf(
  read: Kysely<Tables>,
  accountId: string,
  seq: number,
): Promise<number | null> {
  const tiles = await read
    .selectFrom('trace_leaves')
    .select(['tile', 'entries'])
    .where('account_id', '=', accountId)
    .where('last_seq', '>=', seq)
    .where('first_seq', '<=', seq)
    .orderBy('last_seq')
    .limit(MOST_OVERLAPPING_TILES)
    .execute();
  for (const { tile, entries } of tiles) {
    const at = unpackEntries(entries).findIndex((entry) => entry.seq === seq);
    if (at >= 0) return tile * TILE_WIDTH + at;
  }
  return null;
}

/** Entries of the leaves from `start` to before `end`, by leaf index; pruned tiles are not there. */
export async function leafEntries(
  read: Kysely<Tables>,
  accountId: string,
  start: number,
  end: number,
): Promise<ReadonlyMap<number, LeafEntry>> {
  const rows = await read
    .selectFrom('trace_leaves')
    .select(['tile', 'entries'])
    .where('account_id', '=', accountId)
    .where('tile', '>=', Math.floor(start / TILE_WIDTH))
    .where('tile', '<=', Math.floor((end - 1) / TILE_WIDTH))
    .execute();
  const found = new Map<number, LeafEntry>();
  for (const { tile, entries } of rows) {
    for (const [at, entry] of unpackEntries(entries).entries()) {
      const index = tile * TILE_WIDTH + at;
      if (index >= start && index < end) found.set(index, entry);
    }
  }
  return found;
}

/** Reads subtree roots of an account from its tiles; each tile is read once. */
export function subtreeRoots(read: Kysely<Tables>, accountId: string): SubtreeRoot {
  const tiles = new Map<string, Promise<readonly Uint8Array[]>>();
  const tileAt = (level: number, tile: number) => {
    const key = `${level}/${tile}`;
    const known = tiles.get(key) ?? readTile(read, accountId, level, tile);
    tiles.set(key, known);
    return known;
  };
  return async (start, height) => {
    const level = Math.floor(height / 8);
    const first = start / TILE_WIDTH ** level;
    const width = 2 ** (height - 8 * level);
    const hashes = await tileAt(level, Math.floor(first / TILE_WIDTH));
    const own = hashes.slice(first % TILE_WIDTH, (first % TILE_WIDTH) + width);
    if (own.length < width) {
      throw new Error(`trace tree: the tile of leaf ${start} at level ${level} is not whole`);
    }
    return perfectRoot(Buffer.concat(own));
  };
}

export async function readTile(
  read: Kysely<Tables>,
  accountId: string,
  level: number,
  tile: number,
): Promise<readonly Uint8Array[]> {
  const row = await read
    .selectFrom('trace_tiles')
    .select('hashes')
    .where('account_id', '=', accountId)
    .where('level', '=', level)
    .where('tile', '=', tile)
    .executeTakeFirst();
  return row ? hashesOf(row.hashes) : [];
}

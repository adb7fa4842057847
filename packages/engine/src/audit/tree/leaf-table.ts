import { TILE_WIDTH } from './right-edge.ts';

/** Tiles of leaves that one summary covers. */
export const TILES_IN_BLOCK = 16;
/** The bits of all tiles of a block. */
export const ALL_TILES = 2 ** TILES_IN_BLOCK - 1;

/** One leaf of the tree as searches need it. */
export interface LeafEntry {
  /** `seq` of the trace's row. */
  readonly seq: number;
  /** Time of the trace, ms. */
  readonly time: number;
  readonly facet: number;
}

const ENTRY_LENGTH_IN_BYTES = 20;

/**
 * The entries of one tile in leaf order, 20 bytes each, big endian: `seq` (8), time (8), facet (4). Beside the tile of hashes it says
 * which row is which leaf, and lets a search pick rows without reading them.
 */
export function packEntries(entries: readonly LeafEntry[]): Buffer {
  const bytes = Buffer.alloc(entries.length * ENTRY_LENGTH_IN_BYTES);
  let at = 0;
  for (const { seq, time, facet } of entries) {
    writeUint64(bytes, seq, at);
    writeUint64(bytes, time, at + 8);
    bytes.writeUInt32BE(facet, at + 16);
    at += ENTRY_LENGTH_IN_BYTES;
  }
  return bytes;
}

export function unpackEntries(bytes: Uint8Array): LeafEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: LeafEntry[] = [];
  for (let at = 0; at + ENTRY_LENGTH_IN_BYTES <= bytes.length; at += ENTRY_LENGTH_IN_BYTES) {
    entries.push({ seq: uint64(view, at), time: uint64(view, at + 8), facet: view.getUint32(at + 16) });
  }
  return entries;
}

/** Places and `seq` of the entries in a time that have one of the facets (null: any), last one first; nothing else is unpacked. */
export function findEntries(
  bytes: Uint8Array,
  wanted: { readonly facets: ReadonlySet<number> | null; readonly from: number; readonly to: number },
): readonly { readonly place: number; readonly seq: number }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: { place: number; seq: number }[] = [];
  for (let place = Math.floor(bytes.length / ENTRY_LENGTH_IN_BYTES) - 1; place >= 0; place--) {
    const at = place * ENTRY_LENGTH_IN_BYTES;
    if (wanted.facets?.has(view.getUint32(at + 16)) === false) continue;
    const time = uint64(view, at + 8);
    if (time >= wanted.from && time <= wanted.to) found.push({ place, seq: uint64(view, at) });
  }
  return found;
}

/** Sequence numbers and times stay below 2^53. */
function writeUint64(bytes: Buffer, value: number, at: number): void {
  bytes.writeUInt32BE(Math.floor(value / 2 ** 32), at);
  bytes.writeUInt32BE(value % 2 ** 32, at + 4);
}

function uint64(view: DataView, at: number): number {
  return view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
}

/** What occurs in a block, as it is stored: see `trace_summaries`. */
export interface PackedSummary {
  /** Numbers of the facets, sorted, 4 bytes each, big endian. */
  readonly facets: Uint8Array;
  /** For each of them 2 bytes, big endian: bit n is set when tile n of the block has it. Null from releases that did not write it: any may. */
  readonly tiles: Uint8Array | null;
}

/** @param entries all leaves of the block, in leaf order */
export function packSummary(entries: readonly LeafEntry[]): PackedSummary {
  const tilesByFacet = new Map<number, number>();
  for (const [index, { facet }] of entries.entries()) {
    tilesByFacet.set(facet, (tilesByFacet.get(facet) ?? 0) | (1 << Math.floor(index / TILE_WIDTH)));
  }
  const sorted = [...tilesByFacet].sort(([a], [b]) => a - b);
  const facets = Buffer.alloc(sorted.length * 4);
  const tiles = Buffer.alloc(sorted.length * 2);
  for (const [index, [facet, inTiles]] of sorted.entries()) {
    facets.writeUInt32BE(facet, index * 4);
    tiles.writeUInt16BE(inTiles, index * 2);
  }
  return { facets, tiles };
}

/** Calls `found` for every facet of a block, with the bits of the tiles that may have it. */
export function eachFacet(
  { facets, tiles }: PackedSummary,
  found: (facet: number, tiles: number) => void,
): void {
  const numbers = new DataView(facets.buffer, facets.byteOffset, facets.byteLength);
  const bits = tiles && new DataView(tiles.buffer, tiles.byteOffset, tiles.byteLength);
  const count = Math.floor(facets.length / 4);
  for (let index = 0; index < count; index++) {
    found(numbers.getUint32(index * 4), bits ? bits.getUint16(index * 2) : ALL_TILES);
  }
}

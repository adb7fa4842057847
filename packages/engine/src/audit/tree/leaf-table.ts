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

/** A set of facets: sorted, 4 bytes each, big endian. */
export function packFacets(facets: Iterable<number>): Buffer {
  const sorted = [...new Set(facets)].sort((a, b) => a - b);
  const bytes = Buffer.alloc(sorted.length * 4);
  for (const [index, facet] of sorted.entries()) bytes.writeUInt32BE(facet, index * 4);
  return bytes;
}

/** True when the packed set has any of `wanted`: few are looked up, of many the first one met ends the walk. */
export function hasAnyFacet(packed: Uint8Array, wanted: ReadonlySet<number>): boolean {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const count = Math.floor(packed.length / 4);
  if (wanted.size * Math.log2(count + 1) < count) {
    for (const facet of wanted) if (hasFacet(view, count, facet)) return true;
    return false;
  }
  for (let index = 0; index < count; index++) if (wanted.has(view.getUint32(index * 4))) return true;
  return false;
}

function hasFacet(packed: DataView, count: number, facet: number): boolean {
  let [low, high] = [0, count - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = packed.getUint32(middle * 4);
    if (found === facet) return true;
    if (found < facet) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

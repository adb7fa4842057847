import { HASH_LENGTH_IN_BYTES, type HashText, joinSubtrees, perfectRoot } from './merkle-hash.ts';

/** Hashes side by side in one tile, as in C2SP tlog-tiles: a full one is the leaf of the level above. */
export const TILE_WIDTH = 256;

/** A tile that append calls changed; `hashes` holds all of it from the left. */
export interface ChangedTile {
  readonly level: number;
  readonly tile: number;
  readonly hashes: Uint8Array;
}

/** Hashes side by side from the left; the rest of the bytes means nothing. */
interface PartialTile {
  readonly bytes: Buffer;
  count: number;
}

/**
 * What must be at hand to append to a tree: the tile at the right end of every level. Level 0 holds leaf hashes, a hash of level n + 1
 * is the root of 256 hashes of level n.
 */
export class RightEdge {
  readonly #levels: PartialTile[];
  readonly #changed = new Map<string, ChangedTile>();
  readonly #dirty = new Set<number>();
  #size: number;

  /** @param levels hashes in the partial tile of each level, fewer than 256, bytes side by side */
  constructor(size: number, levels: readonly Uint8Array[]) {
    this.#size = size;
    this.#levels = levels.map(partialTile);
  }

  get size(): number {
    return this.#size;
  }

  /** For work that may fail before it is stored. */
  copy(): RightEdge {
    return new RightEdge(this.#size, this.#levels.map(hashesIn));
  }

  append(hash: HashText | Uint8Array): void {
    this.#push(0, hash, this.#size);
    this.#size++;
  }

  root(): Buffer {
    return joinSubtrees(this.#levels.toReversed().flatMap((tile) => perfectParts(hashesIn(tile))));
  }

  /** Every tile that changed since the last call, each once. */
  takeChanged(): readonly ChangedTile[] {
    for (const [level, partial] of this.#levels.entries()) {
      if (partial.count > 0 && this.#dirty.has(level)) {
        const tile = Math.floor(this.#size / TILE_WIDTH ** (level + 1));
        this.#keep({ level, tile, hashes: Buffer.from(hashesIn(partial)) });
      }
    }
    this.#dirty.clear();
    const changed = [...this.#changed.values()];
    this.#changed.clear();
    return changed;
  }

  #push(level: number, hash: HashText | Uint8Array, index: number): void {
    this.#levels[level] ??= partialTile(NONE);
    const partial = this.#levels[level];
    const at = partial.count * HASH_LENGTH_IN_BYTES;
    if (typeof hash === 'string') partial.bytes.write(hash, at, 'binary');
    else partial.bytes.set(hash, at);
    partial.count++;
    this.#dirty.add(level);
    if (partial.count < TILE_WIDTH) return;
    const tile = Math.floor(index / TILE_WIDTH);
    const hashes = Buffer.from(partial.bytes);
    this.#keep({ level, tile, hashes });
    this.#dirty.delete(level);
    partial.count = 0;
    this.#push(level + 1, perfectRoot(hashes), tile);
  }

  #keep(tile: ChangedTile): void {
    this.#changed.set(`${tile.level}/${tile.tile}`, tile);
  }
}

const NONE = new Uint8Array(0);

function partialTile(hashes: Uint8Array): PartialTile {
  const bytes = Buffer.alloc(TILE_WIDTH * HASH_LENGTH_IN_BYTES);
  bytes.set(hashes);
  return { bytes, count: hashes.length / HASH_LENGTH_IN_BYTES };
}

function hashesIn({ bytes, count }: PartialTile): Buffer {
  return bytes.subarray(0, count * HASH_LENGTH_IN_BYTES);
}

/** The hashes of a tile one by one. Throws for bytes that are no whole number of hashes. */
export function hashesOf(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length % HASH_LENGTH_IN_BYTES !== 0) {
    throw new TypeError(`merkle tree: a tile has ${bytes.length} bytes, which is no whole number of hashes`);
  }
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += HASH_LENGTH_IN_BYTES) {
    hashes.push(bytes.subarray(at, at + HASH_LENGTH_IN_BYTES));
  }
  return hashes;
}

/** Roots of the perfect trees that make up a row of hashes, the largest first. */
function perfectParts(hashes: Buffer): Buffer[] {
  const count = hashes.length / HASH_LENGTH_IN_BYTES;
  const parts: Buffer[] = [];
  let start = 0;
  for (let width = TILE_WIDTH; width >= 1; width /= 2) {
    if ((count & width) === 0) continue;
    const end = start + width * HASH_LENGTH_IN_BYTES;
    parts.push(perfectRoot(hashes.subarray(start, end)));
    start = end;
  }
  return parts;
}

import { HASH_LENGTH_IN_BYTES, joinSubtrees, perfectRoot } from './merkle-hash.ts';

/** Hashes side by side in one tile, as in C2SP tlog-tiles: a full one is the leaf of the level above. */
export const TILE_WIDTH = 256;

/** A tile that append calls changed; `hashes` holds all of it from the left. */
export interface ChangedTile {
  readonly level: number;
  readonly tile: number;
  readonly hashes: Uint8Array;
}

/**
 * What must be at hand to append to a tree: the tile at the right end of every level. Level 0 holds leaf hashes, a hash of level n + 1
 * is the root of 256 hashes of level n.
 */
export class RightEdge {
  readonly #levels: Uint8Array[][];
  readonly #changed = new Map<string, ChangedTile>();
  #size: number;

  /** @param levels hashes in the partial tile of each level, fewer than 256 each */
  constructor(size: number, levels: readonly (readonly Uint8Array[])[]) {
    this.#size = size;
    this.#levels = levels.map((level) => [...level]);
  }

  get size(): number {
    return this.#size;
  }

  /** For work that may fail before it is stored. */
  copy(): RightEdge {
    return new RightEdge(this.#size, this.#levels);
  }

  append(hash: Uint8Array): void {
    this.#push(0, hash, this.#size);
    this.#size++;
  }

  root(): Buffer {
    return joinSubtrees(this.#levels.toReversed().flatMap((level) => perfectParts(level)));
  }

  /** Every tile that changed since the last call, each once. */
  takeChanged(): readonly ChangedTile[] {
    for (const [level, hashes] of this.#levels.entries()) {
      if (hashes.length > 0 && this.#dirty.has(level)) {
        const tile = Math.floor(this.#size / TILE_WIDTH ** (level + 1));
        this.#keep({ level, tile, hashes: Buffer.concat(hashes) });
      }
    }
    this.#dirty.clear();
    const changed = [...this.#changed.values()];
    this.#changed.clear();
    return changed;
  }

  readonly #dirty = new Set<number>();

  #push(level: number, hash: Uint8Array, index: number): void {
    this.#levels[level] ??= [];
    const hashes = this.#levels[level];
    hashes.push(hash);
    this.#dirty.add(level);
    if (hashes.length < TILE_WIDTH) return;
    const tile = Math.floor(index / TILE_WIDTH);
    this.#keep({ level, tile, hashes: Buffer.concat(hashes) });
    this.#dirty.delete(level);
    this.#levels[level] = [];
    this.#push(level + 1, perfectRoot(hashes), tile);
  }

  #keep(tile: ChangedTile): void {
    this.#changed.set(`${tile.level}/${tile.tile}`, tile);
  }
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
export function perfectParts(hashes: readonly Uint8Array[]): Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let width = TILE_WIDTH; width >= 1; width /= 2) {
    if ((hashes.length & width) === 0) continue;
    parts.push(perfectRoot(hashes.slice(start, start + width)));
    start += width;
  }
  return parts;
}

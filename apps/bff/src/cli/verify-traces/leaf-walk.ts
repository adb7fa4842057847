import type { Finding } from './findings.ts';
import { GrowingTree } from './merkle.ts';
import { type StoredTrace, TILE_WIDTH, type TraceReader } from './trace-reader.ts';

/** Mismatches that are kept to tell a moved trace from a changed one. */
const MOST_MISMATCHES_KEPT = 4_096;

/** A leaf whose trace does not fit the hash in the tree's table. */
export interface Mismatch {
  readonly leaf: number;
  /** Hash in the table; null where the table has none. */
  readonly kept: Buffer | null;
  readonly trace: StoredTrace | null;
}

/** What one pass over all leaves found. */
export interface Walk {
  /** Root by the hashes in the tree's table, and by the traces themselves, at each size that was asked for. */
  readonly roots: ReadonlyMap<number, { readonly byTable: string; readonly byTraces: string }>;
  readonly mismatches: readonly Mismatch[];
  /** Sorted. */
  readonly numbers: Float64Array;
  readonly upperTiles: readonly Finding[];
}

/** Reads every leaf once, in order, and hashes what it finds. */
export async function walkLeaves(
  reader: TraceReader,
  tree: { readonly size: number; readonly prunedSize: number },
  sizes: ReadonlySet<number>,
): Promise<Walk> {
  const byTable = new GrowingTree();
  const byTraces = new GrowingTree();
  const roots = new Map<number, { byTable: string; byTraces: string }>();
  const mismatches: Mismatch[] = [];
  const numbers: number[] = [];
  const tileRoots: Buffer[] = [];
  const note = () => {
    if (!sizes.has(byTable.size)) return;
    roots.set(byTable.size, { byTable: hex(byTable.root()), byTraces: hex(byTraces.root()) });
  };
  note();
  for (let tile = 0; tile * TILE_WIDTH < tree.size; tile++) {
    const hashes = await reader.tile(0, tile);
    const seqs = await reader.numbersOfTile(tile);
    const traces = await reader.traces(seqs);
    const tileTree = new GrowingTree();
    for (let place = 0; place < TILE_WIDTH && tile * TILE_WIDTH + place < tree.size; place++) {
      const leaf = tile * TILE_WIDTH + place;
      const kept = hashes[place] ?? null;
      const seq = seqs[place];
      const trace = (seq === undefined ? undefined : traces.get(seq)) ?? null;
      if (seq !== undefined && leaf >= tree.prunedSize) numbers.push(seq);
      const pruned = leaf < tree.prunedSize && trace === null && kept !== null;
      const fits = pruned || (kept !== null && trace?.leafHash.equals(kept) === true);
      if (!fits && mismatches.length < MOST_MISMATCHES_KEPT) mismatches.push({ leaf, kept, trace });
      byTable.append(kept ?? Buffer.alloc(32));
      byTraces.append(trace?.leafHash ?? kept ?? Buffer.alloc(32));
      tileTree.append(kept ?? Buffer.alloc(32));
      note();
    }
    if (tileTree.size === TILE_WIDTH) tileRoots.push(tileTree.root());
  }
  const upperTiles = await checkUpperTiles(reader, tileRoots);
  return { roots, mismatches, numbers: Float64Array.from(numbers).sort(), upperTiles };
}

/** Every level above the leaves must be what the level below gives. */
async function checkUpperTiles(
  reader: TraceReader,
  tileRoots: readonly Buffer[],
): Promise<readonly Finding[]> {
  let below = tileRoots;
  for (let level = 1; below.length > 0; level++) {
    const above: Buffer[] = [];
    for (let tile = 0; tile * TILE_WIDTH < below.length; tile++) {
      const wanted = below.slice(tile * TILE_WIDTH, (tile + 1) * TILE_WIDTH);
      const kept = await reader.tile(level, tile);
      const place = wanted.findIndex((hash, i) => kept[i]?.equals(hash) !== true);
      if (place >= 0 || kept.length !== wanted.length) {
        const leaf = (tile * TILE_WIDTH + Math.max(place, 0)) * TILE_WIDTH ** level;
        const message = `the tree's table was edited: hash ${Math.max(place, 0)} of tile ${tile} at level ${level}, over the leaves from ${leaf} on, does not follow from the level below.`;
        return [{ kind: 'tree', leaf, traceId: null, message }];
      }
      if (wanted.length < TILE_WIDTH) continue;
      const tree = new GrowingTree();
      for (const hash of wanted) tree.append(hash);
      above.push(tree.root());
    }
    below = above;
  }
  return [];
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

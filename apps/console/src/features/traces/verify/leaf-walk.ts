import { type Bytes, fromBase64, sameBytes, toHex } from './bytes.ts';
import type { ChainSource, Leaf } from './chain-source.ts';
import { GrowingTree, hashLeaf } from './merkle.ts';
import { type Finding, finding } from './verification.ts';

/** Mismatches that are kept to tell a moved trace from a changed one. */
const MOST_MISMATCHES_KEPT = 4_096;

/** A leaf whose trace does not fit the hash in the tree. */
interface Mismatch {
  readonly leaf: Leaf;
  /** Hex of the hash that its trace has; null where there is no trace. */
  readonly computed: string | null;
}

export interface Walk {
  /** Leaves that came. */
  readonly size: number;
  /** Hex of the root by the tree's hashes, and by the traces themselves, at each size that was asked for. */
  readonly roots: ReadonlyMap<number, { readonly byTree: string; readonly byTraces: string }>;
  readonly mismatches: readonly Mismatch[];
}

/** Reads every leaf once, in order, and hashes what it finds. */
export async function walkLeaves(
  source: ChainSource,
  tree: { readonly treeSize: number; readonly prunedSize: number },
  sizes: ReadonlySet<number>,
  onProgress: (leaves: number) => void,
): Promise<Walk> {
  const byTree = new GrowingTree();
  // Both trees are one as long as every trace fits.
  let byTraces = byTree;
  const roots = new Map<number, { byTree: string; byTraces: string }>();
  const mismatches: Mismatch[] = [];
  async function note(): Promise<void> {
    if (!sizes.has(byTree.size)) return;
    const root = toHex(await byTree.root());
    roots.set(byTree.size, {
      byTree: root,
      byTraces: byTraces === byTree ? root : toHex(await byTraces.root()),
    });
  }
  await note();
  for await (const leaves of source.leaves(tree.treeSize)) {
    const computed = await Promise.all(
      leaves.map(({ leafData }) => (leafData === null ? null : hashLeaf(leafData))),
    );
    for (const [at, leaf] of leaves.entries()) {
      if (leaf.index !== byTree.size) return { size: byTree.size, roots, mismatches };
      const kept: Bytes = fromBase64(leaf.leafHash);
      const own = computed[at] ?? null;
      const pruned = own === null && leaf.index < tree.prunedSize;
      const fits = pruned || (own !== null && sameBytes(own, kept));
      if (!fits) {
        if (byTraces === byTree) byTraces = byTree.copy();
        if (mismatches.length < MOST_MISMATCHES_KEPT) mismatches.push({ leaf, computed: own && toHex(own) });
      }
      if (byTraces !== byTree) await byTraces.append(own ?? kept);
      await byTree.append(kept);
      await note();
    }
    onProgress(byTree.size);
  }
  return { size: byTree.size, roots, mismatches };
}

/** Names the first record that does not fit its hash. */
export function recordFinding(mismatches: readonly Mismatch[]): Finding | null {
  const [first] = mismatches;
  if (!first) return null;
  const { index } = first.leaf;
  const trace = traceOf(first.leaf);
  if (first.computed === null) return finding('removed', index);
  const home = mismatches.find(
    ({ leaf }) => leaf.index !== index && toHex(fromBase64(leaf.leafHash)) === first.computed,
  );
  if (home) return finding('reordered', index, { home: home.leaf.index }, trace);
  return finding('changed', index, {}, trace);
}

export function traceOf({ traceId, name, time }: Leaf): Finding['trace'] {
  return traceId === null ? null : { id: traceId, name: name ?? '', time };
}

import { joinSubtrees } from './merkle-hash.ts';

/** Root of the perfect subtree over the leaves from `start` on; `height` is the binary logarithm of their number. */
export type SubtreeRoot = (start: number, height: number) => Promise<Uint8Array>;

/**
 * Inclusion proof: the siblings on the way from the leaf to the root, lowest first (PATH of RFC 6962 section 2.1.1).
 * Throws `RangeError` unless 0 <= index < size.
 */
export async function inclusionPath(
  index: number,
  size: number,
  subtreeRoot: SubtreeRoot,
): Promise<readonly Uint8Array[]> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`inclusion proof: the tree of ${size} leaves has no leaf ${index}`);
  }
  const siblings: Promise<Uint8Array>[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + split(end - start);
    if (index < middle) {
      siblings.push(rangeRoot(middle, end, subtreeRoot));
      end = middle;
    } else {
      siblings.push(rangeRoot(start, middle, subtreeRoot));
      start = middle;
    }
  }
  return (await Promise.all(siblings)).reverse();
}

/**
 * Consistency proof between the trees of `first` and `second` leaves (PROOF of RFC 6962 section 2.1.2). Empty when they are the same
 * or the first has no leaves. Throws `RangeError` unless 0 <= first <= second.
 */
export async function consistencyPath(
  first: number,
  second: number,
  subtreeRoot: SubtreeRoot,
): Promise<readonly Uint8Array[]> {
  if (!Number.isSafeInteger(first) || first < 0 || first > second) {
    throw new RangeError(`consistency proof: ${first} is no size that the tree of ${second} leaves had`);
  }
  if (first === 0 || first === second) return [];
  const hashes: Promise<Uint8Array>[] = [];
  let [start, end] = [0, second];
  // True while the old tree is one whole subtree that starts where this one does: the verifier knows its root.
  let known = true;
  while (first !== end) {
    const middle = start + split(end - start);
    if (first <= middle) {
      hashes.push(rangeRoot(middle, end, subtreeRoot));
      end = middle;
    } else {
      hashes.push(rangeRoot(start, middle, subtreeRoot));
      start = middle;
      known = false;
    }
  }
  if (!known) hashes.push(rangeRoot(start, end, subtreeRoot));
  return (await Promise.all(hashes)).reverse();
}

/** Root over the leaves from `start` to before `end`, where `start` is a multiple of the largest power of two that fits. */
export async function rangeRoot(start: number, end: number, subtreeRoot: SubtreeRoot): Promise<Uint8Array> {
  const parts: Promise<Uint8Array>[] = [];
  let from = start;
  while (from < end) {
    const height = Math.floor(Math.log2(end - from));
    parts.push(subtreeRoot(from, height));
    from += 2 ** height;
  }
  return joinSubtrees(await Promise.all(parts));
}

/** Largest power of two smaller than the number of leaves. */
function split(leaves: number): number {
  return 2 ** Math.ceil(Math.log2(leaves) - 1);
}

import { type Bytes, joined, sameBytes, utf8 } from './bytes.ts';

/**
 * The Merkle tree of RFC 6962 section 2.1 and its proofs by RFC 9162 section 2.1, over WebCrypto's SHA-256. It shares nothing with the
 * server's: one fault cannot hide another.
 */

export async function sha256(...parts: readonly Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)));
}

/** `SHA-256(00 || data)` */
export function hashLeaf(data: string): Promise<Bytes> {
  return sha256(Uint8Array.of(0), utf8(data));
}

/** `SHA-256(01 || left || right)` */
export function hashNode(left: Uint8Array, right: Uint8Array): Promise<Bytes> {
  return sha256(Uint8Array.of(1), left, right);
}

/** A tree that is only appended to: the roots of its perfect subtrees from left to right. */
export class GrowingTree {
  readonly #subtrees: Bytes[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  async append(leafHash: Bytes): Promise<void> {
    let hash = leafHash;
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      const left = this.#subtrees.pop();
      if (left) hash = await hashNode(left, hash);
    }
    this.#subtrees.push(hash);
    this.#size++;
  }

  async root(): Promise<Bytes> {
    const [last, ...lefts] = this.#subtrees.toReversed();
    if (!last) return sha256();
    let hash = last;
    for (const left of lefts) hash = await hashNode(left, hash);
    return hash;
  }

  copy(): GrowingTree {
    const tree = new GrowingTree();
    tree.#subtrees.push(...this.#subtrees);
    tree.#size = this.#size;
    return tree;
  }
}

/** RFC 9162 section 2.1.3.2: whether the leaf at `index` is in the tree of `size` leaves with this root. */
export async function isIncluded(proof: {
  readonly leafHash: Bytes;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Bytes[];
  readonly root: Bytes;
}): Promise<boolean> {
  if (proof.index >= proof.size) return false;
  let [node, last] = [proof.index, proof.size - 1];
  let hash = proof.leafHash;
  for (const sibling of proof.path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = await hashNode(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else hash = await hashNode(hash, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(hash, proof.root);
}

/** RFC 9162 section 2.1.4.2: whether the larger tree is the smaller one with leaves added at its end. */
export async function isGrownFrom(proof: {
  readonly first: number;
  readonly second: number;
  readonly firstRoot: Bytes;
  readonly secondRoot: Bytes;
  readonly path: readonly Bytes[];
}): Promise<boolean> {
  const { first, second, firstRoot, secondRoot } = proof;
  if (first > second) return false;
  if (first === second) return proof.path.length === 0 && sameBytes(firstRoot, secondRoot);
  if (first === 0) return proof.path.length === 0;
  const path = isPowerOfTwo(first) ? [firstRoot, ...proof.path] : [...proof.path];
  const start = path.shift();
  if (!start) return false;
  let [node, last] = [first - 1, second - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [oldHash, newHash] = [start, start];
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldHash = await hashNode(sibling, oldHash);
      newHash = await hashNode(sibling, newHash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else newHash = await hashNode(newHash, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(oldHash, firstRoot) && sameBytes(newHash, secondRoot);
}

/** Sizes are above 2^31 one day, where the shifts of JavaScript end. */
const half = (value: number) => Math.floor(value / 2);

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

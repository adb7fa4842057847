import { createHash } from 'node:crypto';

/** A tree of RFC 6962 section 2.1 that is only appended to: the roots of its perfect subtrees from left to right. */
export class GrowingTree {
  readonly #subtrees: Buffer[] = [];
  #size = 0;

  append(leafHash: Uint8Array): void {
    let hash: Buffer = Buffer.from(leafHash);
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      hash = sha256(Buffer.of(1), this.#subtrees.pop() ?? Buffer.alloc(0), hash);
    }
    this.#subtrees.push(hash);
    this.#size++;
  }

  get size(): number {
    return this.#size;
  }

  root(): Buffer {
    if (this.#subtrees.length === 0) return sha256();
    return this.#subtrees.reduceRight((right, left) => sha256(Buffer.of(1), left, right));
  }
}

/** The hash of a leaf: `SHA-256(00 || data)`. */
export function hashLeaf(data: Uint8Array): Buffer {
  return sha256(Buffer.of(0), data);
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

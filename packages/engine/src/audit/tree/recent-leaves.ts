import type { TraceRow } from '../../store/store.ts';
import { LeafReader, type TraceLeaf } from './trace-leaf.ts';

/** About 3 MB; who does not fetch them in time reads the store. */
const MOST_LEAVES = 16_000;

interface Batch<Item> {
  readonly first: number;
  readonly items: readonly Item[];
}

/**
 * Leaves of traces that were committed a moment ago, so that putting them into their trees does not read them back. They are made in the
 * turn after the commit: the rows themselves, kept until the next step of the sequencer, would all outlive a young generation of V8 and be
 * copied about.
 */
export class RecentLeaves {
  readonly #reader = new LeafReader();
  #fresh: Batch<TraceRow>[] = [];
  #batches: Batch<TraceLeaf>[] = [];
  #count = 0;
  #scheduled = false;

  /** @param first `seq` of the first row; the others have the numbers after it */
  add(first: number, rows: readonly TraceRow[]): void {
    if (this.#count + rows.length > MOST_LEAVES) this.#clear();
    this.#fresh.push({ first, items: rows });
    this.#count += rows.length;
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#readFresh();
    });
  }

  /**
   * The unbroken run of leaves that begins with `seq`, at most `limit`; empty when that one is not here. Leaves before it are forgotten:
   * whoever asks has them.
   */
  from(seq: number, limit: number): TraceLeaf[] {
    this.#readFresh();
    this.#forgetBefore(seq);
    const found: TraceLeaf[] = [];
    for (const { first, items } of this.#batches) {
      if (first > seq + found.length) break;
      for (let at = seq + found.length - first; at < items.length; at++) {
        const leaf = items[at];
        if (leaf === undefined || found.length === limit) return found;
        found.push(leaf);
      }
    }
    return found;
  }

  #clear(): void {
    this.#fresh = [];
    this.#batches = [];
    this.#count = 0;
  }

  #readFresh(): void {
    try {
      for (const { first, items } of this.#fresh) {
        this.#batches.push({ first, items: items.map((row, at) => this.#reader.read(first + at, row)) });
      }
      this.#fresh = [];
    } catch {
      // Nobody waits for this turn who could be told: the sequencer meets the row in the store, fails its step and says so.
      this.#clear();
    }
  }

  #forgetBefore(seq: number): void {
    const keep = this.#batches.findIndex(({ first, items }) => first + items.length > seq);
    const gone = this.#batches.splice(0, keep < 0 ? this.#batches.length : keep);
    for (const { items } of gone) this.#count -= items.length;
  }
}

import type { SequencedTrace, TraceRow } from './store.ts';

/** About 10 MB; who does not fetch them in time reads the file. */
const MOST_ROWS = 8_000;

interface Batch {
  readonly first: number;
  readonly rows: readonly TraceRow[];
}

/** Traces that were committed a moment ago, so that putting them into their trees does not read them back. */
export class RecentTraces {
  #batches: Batch[] = [];
  #count = 0;

  /** @param first `seq` of the first row; the others have the numbers after it */
  add(first: number, rows: readonly TraceRow[]): void {
    if (this.#count + rows.length > MOST_ROWS) this.clear();
    this.#batches.push({ first, rows });
    this.#count += rows.length;
  }

  /**
   * The unbroken run of rows that begins with `seq`, at most `limit`; empty when that row is not here. Rows before it are forgotten:
   * whoever asks has them.
   */
  from(seq: number, limit: number): SequencedTrace[] {
    this.#forgetBefore(seq);
    const found: SequencedTrace[] = [];
    for (const { first, rows } of this.#batches) {
      if (first > seq + found.length) break;
      for (let at = seq + found.length - first; at < rows.length; at++) {
        const row = rows[at];
        if (row === undefined || found.length === limit) return found;
        found.push({ seq: first + at, ...row });
      }
    }
    return found;
  }

  clear(): void {
    this.#batches = [];
    this.#count = 0;
  }

  #forgetBefore(seq: number): void {
    const keep = this.#batches.findIndex(({ first, rows }) => first + rows.length > seq);
    const gone = this.#batches.splice(0, keep < 0 ? this.#batches.length : keep);
    for (const { rows } of gone) this.#count -= rows.length;
  }
}

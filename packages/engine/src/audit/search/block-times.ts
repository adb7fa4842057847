const BYTES_OF_BLOCK = 16;

/** From when to when the leaves of a block are, as its row of `trace_summaries` says. */
export interface BlockTime {
  readonly block: number;
  readonly first_time: number;
  readonly last_time: number;
}

/** The times of an account's full blocks. Those never change, so they are only ever replaced by more. */
export class BlockTimes {
  /** First block that is not known yet; before it, a block without a summary is in no time. */
  readonly end: number;
  readonly #first: Float64Array;
  readonly #last: Float64Array;

  /**
   * @param end block before which all are in `times`, in `base`, or are gone
   * @param base what is known of blocks before those in `times`
   */
  constructor(end: number, times: readonly BlockTime[], base: BlockTimes | null) {
    this.end = end;
    this.#first = new Float64Array(end).fill(Infinity);
    this.#last = new Float64Array(end).fill(-Infinity);
    if (base) {
      this.#first.set(base.#first);
      this.#last.set(base.#last);
    }
    for (const { block, first_time, last_time } of times) {
      this.#first[block] = first_time;
      this.#last[block] = last_time;
    }
  }

  /** Memory that it takes, roughly. */
  get bytes(): number {
    return this.end * BYTES_OF_BLOCK;
  }

  /** True when leaves of the block may be in the time, `from` and `to` included (ms). */
  overlap(block: number, from: number, to: number): boolean {
    return (this.#last[block] ?? -Infinity) >= from && (this.#first[block] ?? Infinity) <= to;
  }
}

import type { Kysely } from 'kysely';
import type { Change, Store, TraceRow, Transaction } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** A real store in front of which a test can break the writing of traces. */
export class FaultyStore implements Store {
  readonly #inner: Store;
  /** Thrown instead of appending a batch of traces. */
  appendFailure: Error | null = null;
  /** Awaited before a batch of traces is appended. */
  beforeAppend: () => Promise<void> = async () => undefined;
  /** Batches that were handed over, by the trace names in them. */
  readonly batches: string[][] = [];

  constructor(inner: Store) {
    this.#inner = inner;
  }

  get dialect(): Store['dialect'] {
    return this.#inner.dialect;
  }

  get read(): Kysely<Tables> {
    return this.#inner.read;
  }

  async appendTraces(rows: readonly TraceRow[]): Promise<number | null> {
    this.batches.push(rows.map((row) => row.name));
    await this.beforeAppend();
    if (this.appendFailure) throw this.appendFailure;
    return this.#inner.appendTraces(rows);
  }

  transaction<T>(
    work: (transaction: Transaction, announce: (change: Change) => void) => Promise<T>,
  ): Promise<T> {
    return this.#inner.transaction(work);
  }

  onChange(listener: (change: Change) => void): () => void {
    return this.#inner.onChange(listener);
  }

  ping(): Promise<void> {
    return this.#inner.ping();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }
}

import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { EngineLog, Metric } from '../../engine.ts';
import type { SequencedTrace, Store } from '../../store/store.ts';
import { readTracesFrom, traceColumns } from '../../store/trace-columns.ts';
import { AccountBatch } from './account-batch.ts';
import type { AccountTree } from './account-tree.ts';
import { FacetNumbers } from './facets.ts';
import type { RecentLeaves } from './recent-leaves.ts';
import { ageGaps, type Gap, gapsBetween, parseGaps, withoutNumbers } from './sequence-gaps.ts';
import type { TraceSigners } from './signers.ts';
import { LeafReader, type TraceLeaf } from './trace-leaf.ts';

/** Bounds how long one step holds the event loop on SQLite (about 20 ms). */
const MOST_ROWS_IN_STEP = 2_000;
/** A trace joins its tree within a second. */
const POLL_INTERVAL_IN_MS = 250;
const PAUSE_AFTER_FAILURE_IN_MS = 1_000;
/** So long the epoch must stand still, with traces waiting, before another node steps in. */
const LEASE_IN_MS = 1_500;
const MOST_TREES_KEPT = 1_000;
const SEQUENCER = 1;

export interface SequencerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly signers: TraceSigners;
  /** What this node wrote lately; all of it is in the store as well. */
  readonly recent?: RecentLeaves;
  /** Milliseconds of a clock that never jumps; for leases. */
  readonly monotonic?: () => number;
}

/**
 * Puts durable traces into the trees of their accounts, in the order in which it finds them, and signs what comes out. Writers never
 * wait for it. Of many nodes one does it at a time: each step is one transaction that only the holder of the last epoch can commit.
 */
export class TraceSequencer {
  readonly #parts: SequencerParts;
  readonly #me = randomUUID();
  readonly #facets: FacetNumbers;
  readonly #leaves = new LeafReader();
  readonly #trees = new Map<string, AccountTree>();
  readonly #monotonic: () => number;
  #epoch = -1;
  #epochSeenAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = true;
  #sequenced = 0;
  #failures = 0;

  constructor(parts: SequencerParts) {
    this.#parts = parts;
    this.#facets = new FacetNumbers(parts.store);
    this.#monotonic = parts.monotonic ?? (() => performance.now());
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#next(0);
  }

  /** Sequences what is there, then ends and leaves the trees to whoever starts next. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    try {
      await this.drain();
      await this.#release();
    } catch (error) {
      this.#parts.log.warn('the last traces join their trees after the next start', { error });
    }
  }

  /** Takes steps until nothing is left; returns how many traces were sequenced. Zero while another node does it. */
  async drain(): Promise<number> {
    let total = 0;
    for (;;) {
      const done = await this.step();
      if (done === 0) return total;
      total += done;
    }
  }

  /** One step; returns how many traces joined their trees. */
  async step(): Promise<number> {
    const { store, clock } = this.#parts;
    const state = await store.read
      .selectFrom('trace_sequencer')
      .selectAll()
      .where('id', '=', SEQUENCER)
      .executeTakeFirstOrThrow();
    this.#noticeEpoch(state.epoch);
    if (!this.#mayStep(state.owner)) return 0;
    const now = clock.now();
    const gaps = parseGaps(state.gaps);
    const { open, closed } = await ageGaps(store, gaps, now);
    const late = await this.#readGaps([...open, ...closed]);
    const leaves = await this.#leavesFrom(state.next_seq);
    if (late.length + leaves.length === 0) {
      // What no longer can come is forgotten with the next step, so that an idle store is not written to.
      if (gaps.length === 0 || closed.length + late.length === 0) return 0;
    }
    const numbers = leaves.map(({ seq }) => seq);
    const nextGaps = [
      ...withoutNumbers(
        open,
        late.map(({ seq }) => seq),
      ),
      ...(store.dialect === 'sqlite' ? [] : gapsBetween(state.next_seq, numbers, now)),
    ];
    const all = [...late, ...leaves];
    try {
      await this.#commit(state.epoch, (numbers.at(-1) ?? state.next_seq - 1) + 1, nextGaps, all);
    } catch (error) {
      this.#forget();
      throw error;
    }
    this.#sequenced += all.length;
    return all.length;
  }

  metrics(): readonly Metric[] {
    return [
      counter('traces_sequenced_total', 'Traces that joined the tree of their account.', this.#sequenced),
      counter('trace_sequencing_failures_total', 'Steps of the sequencer that failed.', this.#failures),
    ];
  }

  #next(pauseInMs: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#run();
    }, pauseInMs);
  }

  async #run(): Promise<void> {
    let pause = POLL_INTERVAL_IN_MS;
    try {
      if ((await this.step()) >= MOST_ROWS_IN_STEP) pause = 0;
    } catch (error) {
      this.#failures++;
      pause = PAUSE_AFTER_FAILURE_IN_MS;
      this.#parts.log.error('traces could not join their trees; trying again', { error });
    }
    this.#next(pause);
  }

  #noticeEpoch(epoch: number): void {
    if (epoch === this.#epoch) return;
    this.#forget();
    this.#epoch = epoch;
    this.#epochSeenAt = this.#monotonic();
  }

  /** SQLite has one process. */
  #mayStep(owner: string | null): boolean {
    if (owner === this.#me || owner === null || this.#parts.store.dialect === 'sqlite') return true;
    return this.#monotonic() - this.#epochSeenAt >= LEASE_IN_MS;
  }

  /** Whoever comes next need not wait for the lease of a process that ended well. */
  async #release(): Promise<void> {
    await this.#parts.store.transaction(async (transaction) => {
      await transaction
        .updateTable('trace_sequencer')
        .set({ owner: null })
        .where('id', '=', SEQUENCER)
        .where('owner', '=', this.#me)
        .execute();
    });
  }

  #forget(): void {
    this.#trees.clear();
    this.#facets.forget();
    this.#epoch = -1;
  }

  async #leavesFrom(seq: number): Promise<readonly TraceLeaf[]> {
    const recent = this.#parts.recent?.from(seq, MOST_ROWS_IN_STEP) ?? [];
    if (recent.length === MOST_ROWS_IN_STEP) return recent;
    // Traces of transactions, of other nodes, and of the process before this one.
    const rest = MOST_ROWS_IN_STEP - recent.length;
    const rows = await readTracesFrom(this.#parts.store.read, seq + recent.length, rest);
    return [...recent, ...rows.map((row) => this.#leafOf(row))];
  }

  #leafOf(row: SequencedTrace): TraceLeaf {
    return this.#leaves.read(row.seq, row);
  }

  async #readGaps(gaps: readonly Gap[]): Promise<readonly TraceLeaf[]> {
    const found: TraceLeaf[] = [];
    for (const { from, to } of gaps) {
      const rows = await this.#parts.store.read
        .selectFrom('traces')
        .select(['seq', ...traceColumns])
        .where('seq', '>=', from)
        .where('seq', '<=', to)
        .orderBy('seq')
        .limit(MOST_ROWS_IN_STEP)
        .execute();
      found.push(...rows.map((row) => this.#leafOf(row)));
    }
    return found;
  }

  async #commit(
    epoch: number,
    nextSeq: number,
    gaps: readonly Gap[],
    leaves: readonly TraceLeaf[],
  ): Promise<void> {
    const { store } = this.#parts;
    const batches: AccountBatch[] = [];
    for (const [accountId, own] of Map.groupBy(leaves, (leaf) => leaf.accountId)) {
      batches.push(
        await AccountBatch.make(
          { ...this.#parts, facets: this.#facets },
          this.#trees.get(accountId),
          accountId,
          own,
        ),
      );
    }
    await store.transaction(async (transaction) => {
      const taken = await transaction
        .updateTable('trace_sequencer')
        .set({ epoch: epoch + 1, owner: this.#me, next_seq: nextSeq, gaps: JSON.stringify(gaps) })
        .where('id', '=', SEQUENCER)
        .where('epoch', '=', epoch)
        .executeTakeFirst();
      if (taken.numUpdatedRows !== 1n) throw new Error('trace sequencer: another node took this step');
      for (const batch of batches) await batch.store(transaction);
    });
    if (this.#trees.size > MOST_TREES_KEPT) this.#trees.clear();
    for (const batch of batches) this.#trees.set(batch.tree.accountId, batch.tree);
    this.#epoch = epoch + 1;
    this.#epochSeenAt = this.#monotonic();
  }
}

function counter(name: string, help: string, value: number): Metric {
  return { name, help, type: 'counter', samples: [{ labels: {}, value }] };
}

import type { OperationWireOutput } from '@dewpoint/contract';
import { type ConsoleClient, MAX_VERIFIED_LEAVES } from '@dewpoint/contract/browser';

export type LatestCheckpoint = OperationWireOutput<'cts.showCheckpoint'>;
export type Leaf = OperationWireOutput<'cts.verifyData'>['leaves'][number];
type CheckpointPage = OperationWireOutput<'cts.listCheckpoints'>;

const CHECKPOINTS_PER_PAGE = 100;

/** What the server says about its own traces; nothing of it is believed. */
export class ChainSource {
  readonly #client: ConsoleClient;
  readonly #signal: AbortSignal;

  constructor(client: ConsoleClient, signal: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
  }

  latest(): Promise<LatestCheckpoint> {
    return this.#client.call('cts.showCheckpoint', {}, { signal: this.#signal });
  }

  /** All kept checkpoints, and every key that signed any. */
  async checkpoints(): Promise<{
    readonly notes: readonly string[];
    readonly signers: CheckpointPage['signers'];
  }> {
    const notes: string[] = [];
    let before: number | undefined;
    for (;;) {
      const page: CheckpointPage = await this.#client.call(
        'cts.listCheckpoints',
        { limit: CHECKPOINTS_PER_PAGE, ...(before === undefined ? {} : { before }) },
        { signal: this.#signal },
      );
      notes.push(...page.checkpoints.map(({ checkpoint }) => checkpoint));
      before = page.checkpoints.at(-1)?.treeSize;
      if (before === undefined || page.checkpoints.length < CHECKPOINTS_PER_PAGE)
        return { notes, signers: page.signers };
    }
  }

  /** Leaves from `start` to before `end`, in the order of the tree; fewer where the server has fewer. */
  async *leaves(end: number): AsyncGenerator<readonly Leaf[]> {
    for (let start = 0; start < end; ) {
      const count = Math.min(MAX_VERIFIED_LEAVES, end - start);
      const page = await this.#client.call('cts.verifyData', { start, count }, { signal: this.#signal });
      if (page.leaves.length === 0) return;
      yield page.leaves;
      start += page.leaves.length;
    }
  }

  /** Consistency path between two sizes, base64. */
  async consistency(first: number, second: number): Promise<readonly string[]> {
    const proof = await this.#client.call(
      'cts.proveConsistency',
      { first, second },
      { signal: this.#signal },
    );
    return proof.consistencyPath;
  }
}

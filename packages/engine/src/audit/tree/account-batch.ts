import { sql } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { AccountTree, type TreeChanges } from './account-tree.ts';
import { checkpointText, originOf, signNote } from './checkpoint.ts';
import type { FacetBatch, FacetNumbers } from './facets.ts';
import type { TraceSigners } from './signers.ts';
import type { TraceLeaf } from './trace-leaf.ts';
import { latestKeptCheckpoint, treeOf } from './tree-rows.ts';

/** How far apart the checkpoints are that are kept beside the latest one. */
const KEEP_CHECKPOINT_EVERY_MS = 10 * 60_000;
const DAY_IN_MS = 86_400_000;

/** Traces of one account on their way into its tree: everything is worked out and signed before the transaction begins. */
export class AccountBatch {
  readonly tree: AccountTree;
  readonly #changes: TreeChanges;
  readonly #leaves: readonly TraceLeaf[];
  readonly #facets: FacetBatch;
  /** By day, counted from 1970 UTC. */
  readonly #apiRequests: ReadonlyMap<number, number>;
  readonly #checkpoint: string;
  readonly #root: Uint8Array;
  readonly #now: number;
  readonly #keep: boolean;

  private constructor(parts: {
    tree: AccountTree;
    changes: TreeChanges;
    leaves: readonly TraceLeaf[];
    facets: FacetBatch;
    apiRequests: ReadonlyMap<number, number>;
    root: Uint8Array;
    checkpoint: string;
    now: number;
    keep: boolean;
  }) {
    this.tree = parts.tree;
    this.#changes = parts.changes;
    this.#leaves = parts.leaves;
    this.#facets = parts.facets;
    this.#apiRequests = parts.apiRequests;
    this.#root = parts.root;
    this.#checkpoint = parts.checkpoint;
    this.#now = parts.now;
    this.#keep = parts.keep;
  }

  /** @param known the account's tree where it is at hand; it is not changed */
  static async make(
    parts: {
      readonly store: Store;
      readonly clock: Clock;
      readonly signers: TraceSigners;
      readonly facets: FacetNumbers;
    },
    known: AccountTree | undefined,
    accountId: string,
    leaves: readonly TraceLeaf[],
  ): Promise<AccountBatch> {
    const { store, clock, signers } = parts;
    const size = known?.size ?? (await treeOf(store.read, accountId))?.size ?? 0;
    const tree = known?.copy() ?? (await AccountTree.load(store, accountId, size));
    const facets = await parts.facets.ofAccount(accountId);
    const apiRequests = new Map<number, number>();
    for (const leaf of leaves) {
      tree.append(leaf, facets.numberOf(leaf.facet));
      if (leaf.facet.trace_type !== 'ApiCall') continue;
      const day = Math.floor(leaf.time / DAY_IN_MS);
      apiRequests.set(day, (apiRequests.get(day) ?? 0) + 1);
    }
    const root = tree.root();
    const text = checkpointText(originOf(accountId), tree.size, root);
    const checkpoint = signNote(text, await signers.current(accountId));
    const now = clock.now();
    const kept = await latestKeptCheckpoint(store.read, accountId);
    const keep = kept === undefined || now - kept.created_at >= KEEP_CHECKPOINT_EVERY_MS;
    const changes = tree.takeChanges();
    return new AccountBatch({ tree, changes, leaves, facets, apiRequests, root, checkpoint, now, keep });
  }

  /** Writes everything; may run again when the transaction is tried again. */
  async store(transaction: Transaction): Promise<void> {
    await this.#facets.store(transaction);
    await this.#storeTree(transaction);
    await this.#storeNames(transaction);
    for (const [dayNumber, requests] of this.#apiRequests) {
      const day = new Date(dayNumber * DAY_IN_MS).toISOString().slice(0, 10);
      await transaction
        .insertInto('usage_days')
        .values({ account_id: this.tree.accountId, day, api_requests: requests, keys: 0, secrets: 0 })
        .onConflict((conflict) =>
          conflict
            .columns(['account_id', 'day'])
            .doUpdateSet({ api_requests: sql`usage_days.api_requests + excluded.api_requests` }),
        )
        .execute();
    }
  }

  async #storeTree(transaction: Transaction): Promise<void> {
    const { accountId, size } = this.tree;
    const { tiles, leaves, summaries } = this.#changes;
    for (const { level, tile, hashes } of tiles) {
      await transaction
        .insertInto('trace_tiles')
        .values({ account_id: accountId, level, tile, hashes })
        .onConflict((conflict) => conflict.columns(['account_id', 'level', 'tile']).doUpdateSet({ hashes }))
        .execute();
    }
    for (const row of leaves) {
      await transaction
        .insertInto('trace_leaves')
        .values(row)
        .onConflict((conflict) => conflict.columns(['account_id', 'tile']).doUpdateSet(row))
        .execute();
    }
    for (const row of summaries) await transaction.insertInto('trace_summaries').values(row).execute();
    const latest = { size, root: this.#root, checkpoint: this.#checkpoint, checkpoint_at: this.#now };
    await transaction
      .insertInto('trace_trees')
      .values({ account_id: accountId, ...latest, pruned_size: 0, prune_note: null })
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet(latest))
      .execute();
    if (!this.#keep) return;
    await transaction
      .insertInto('trace_checkpoints')
      .values({ account_id: accountId, size, checkpoint: this.#checkpoint, created_at: this.#now })
      .onConflict((conflict) => conflict.columns(['account_id', 'size']).doNothing())
      .execute();
  }

  /** Lets a search by resource name find the resources that had it. */
  async #storeNames(transaction: Transaction): Promise<void> {
    const namesOf = new Map<string, Set<string>>();
    for (const { resourceId, resourceName } of this.#leaves) {
      if (resourceName === '') continue;
      const names = namesOf.get(resourceId);
      if (names === undefined) namesOf.set(resourceId, new Set([resourceName]));
      else names.add(resourceName);
    }
    const pairs = [...namesOf].flatMap(([id, names]) => [...names].map((name) => [id, name] as const));
    for (const [resource_id, resource_name] of pairs) {
      await transaction
        .insertInto('trace_resource_names')
        .values({ account_id: this.tree.accountId, resource_name, resource_id })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }
}

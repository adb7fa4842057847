import type { Store } from '../../store/store.ts';
import type { TraceFacetsTable } from '../../store/trace-tables.ts';
import { AccountFacets } from './account-facets.ts';
import { BLOCKS_IN_INDEX, BlockIndex } from './block-index.ts';
import { BlockTimes } from './block-times.ts';
import { SizedCache } from './sized-cache.ts';
import { facetDimensions } from './trace-query.ts';

export interface SearchTablesOptions {
  /** Memory for the indexes of blocks: 4 MB hold those of ten million traces with 300 facets in a block. */
  readonly indexLimitInBytes?: number;
  /** Memory for the facets of accounts. */
  readonly facetLimitInBytes?: number;
  /** Memory for the times of blocks: 40 kB hold those of ten million traces. */
  readonly timeLimitInBytes?: number;
}

/** What a search begins with. */
export interface SearchedTree {
  /** Number of leaves. */
  readonly size: number;
  /** Leaves before this one have no trace any more. */
  readonly prunedSize: number;
  readonly facets: AccountFacets;
}

/** Which full blocks an account has, as its tree says. */
export interface FullBlocks {
  /** First one that is not pruned. */
  readonly oldest: number;
  /** The one after the last. */
  readonly end: number;
}

const INDEX_LIMIT_IN_BYTES = 64 * 2 ** 20;
const FACET_LIMIT_IN_BYTES = 32 * 2 ** 20;
const TIME_LIMIT_IN_BYTES = 16 * 2 ** 20;

/**
 * What searches need of the summaries and facets, in memory. Both are only ever added to, in transactions that also grow the tree, so
 * whoever has read the tree's size may take what is known here, from whichever node it came, and read what was added since. What
 * retention removes lies before the tree's `pruned_size`, where no search looks.
 */
export class SearchTables {
  readonly #store: Store;
  readonly #indexes: SizedCache<BlockIndex>;
  readonly #facets: SizedCache<AccountFacets>;
  readonly #times: SizedCache<BlockTimes>;

  constructor(store: Store, options: SearchTablesOptions = {}) {
    this.#store = store;
    this.#indexes = new SizedCache(options.indexLimitInBytes ?? INDEX_LIMIT_IN_BYTES);
    this.#facets = new SizedCache(options.facetLimitInBytes ?? FACET_LIMIT_IN_BYTES);
    this.#times = new SizedCache(options.timeLimitInBytes ?? TIME_LIMIT_IN_BYTES);
    // A connection comes back from a server that may have taken over without the last commits.
    store.onChange((change) => {
      if (change.kind === 'everything') this.#forget();
    });
  }

  /** Memory that is in use. */
  get bytes(): number {
    return this.#indexes.bytes + this.#facets.bytes + this.#times.bytes;
  }

  /** The tree of an account and at least all facets that its leaves have; null before its first trace. One question, so that they fit. */
  async treeOf(accountId: string): Promise<SearchedTree | null> {
    const { clears } = this.#facets;
    const known = this.#facets.get(accountId) ?? new AccountFacets([]);
    const rows = await this.#store.read
      .selectFrom('trace_trees')
      .leftJoin('trace_facets', (join) =>
        join
          .onRef('trace_facets.account_id', '=', 'trace_trees.account_id')
          .on('trace_facets.facet', '>=', known.end),
      )
      .select(['size', 'pruned_size', 'facet', 'trace_facets.account_id', 'project_id', ...facetDimensions])
      .where('trace_trees.account_id', '=', accountId)
      .orderBy('facet')
      .execute();
    const [tree] = rows;
    if (!tree) return null;
    const added = rows.filter(isFacet);
    const facets = added.length === 0 ? known : known.grown(added);
    if (facets !== known) this.#facets.put(accountId, facets, clears);
    return { size: tree.size, prunedSize: tree.pruned_size, facets };
  }

  /** The times of an account's full blocks. */
  async timesOf(accountId: string, { oldest, end }: FullBlocks): Promise<BlockTimes> {
    const { clears } = this.#times;
    const known = this.#times.get(accountId) ?? null;
    const start = Math.max(known?.end ?? 0, oldest);
    if (start >= end) return known ?? new BlockTimes(end, [], null);
    const added = await this.#store.read
      .selectFrom('trace_summaries')
      .select(['block', 'first_time', 'last_time'])
      .where('account_id', '=', accountId)
      .where('block', '>=', start)
      .where('block', '<', end)
      .execute();
    const times = new BlockTimes(end, added, known);
    this.#times.put(accountId, times, clears);
    return times;
  }

  /**
   * The index that begins at block `first`, a multiple of `BLOCKS_IN_INDEX`.
   *
   * @returns also how many blocks had to be read for it
   */
  async indexAt(
    accountId: string,
    first: number,
    blocks: FullBlocks,
  ): Promise<{ readonly index: BlockIndex; readonly read: number }> {
    const { clears } = this.#indexes;
    const key = `${accountId}/${first}`;
    const known = this.#indexes.get(key) ?? new BlockIndex(first, first, []);
    const end = Math.min(first + BLOCKS_IN_INDEX, blocks.end);
    const start = Math.max(known.end, blocks.oldest);
    if (start >= end) return { index: known, read: 0 };
    const summaries = await this.#store.read
      .selectFrom('trace_summaries')
      .select(['block', 'facets', 'tiles'])
      .where('account_id', '=', accountId)
      .where('block', '>=', start)
      .where('block', '<', end)
      .orderBy('block')
      .execute();
    const index = known.grown(end, summaries);
    this.#indexes.put(key, index, clears);
    return { index, read: end - start };
  }

  #forget(): void {
    this.#indexes.clear();
    this.#facets.clear();
    this.#times.clear();
  }
}

/** False for the row that says that there is no new facet. */
function isFacet<
  Row extends { readonly [Column in keyof TraceFacetsTable]: TraceFacetsTable[Column] | null },
>(row: Row): row is Row & TraceFacetsTable {
  return row.facet !== null;
}

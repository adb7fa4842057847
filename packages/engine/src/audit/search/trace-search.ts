import type { SequencedTrace, Store } from '../../store/store.ts';
import { LeafScan } from './leaf-scan.ts';
import { fewTracesOf, searchByResource } from './resource-search.ts';
import { SearchTables } from './search-tables.ts';
import { traceById } from './trace-by-id.ts';
import type { TracePage, TracePosition, TraceQuery } from './trace-query.ts';

/**
 * Finds traces, newest first. Writers are not slowed by indexes for it: what a search by anything but a resource needs was written
 * behind them, together with the tree.
 */
export class TraceSearch {
  readonly #store: Store;
  readonly #tables: SearchTables;

  constructor(store: Store, tables = new SearchTables(store)) {
    this.#store = store;
    this.#tables = tables;
  }

  /** A page of traces. A search that would take long stops early and says where to go on. */
  async page(
    query: TraceQuery,
    page: { readonly limit: number; readonly after: TracePosition | null },
  ): Promise<TracePage> {
    if (query.to < query.from) return { rows: [], next: null };
    const resources = await resourcesOf(this.#store, query);
    if (resources !== null && resources.length > 0) {
      const byTime = page.after === null || page.after.kind === 'time' ? page.after : undefined;
      if (byTime !== undefined && (await isNarrow(this.#store, query, resources)))
        return searchByResource(this.#store, query, resources, { ...page, after: byTime });
    }
    // In no tree is a resource of a name that none knows; the last moment may have one.
    const inTree = resources === null || resources.length > 0;
    return new LeafScan(this.#store, this.#tables, query, inTree).page(page);
  }

  /** The trace with this ID; undefined when the account has none. */
  find(accountId: string, traceId: string): Promise<SequencedTrace | undefined> {
    return traceById(this.#store, this.#tables, accountId, traceId);
  }

  /** Where a page that ended with this trace goes on, whatever the query; null when the trace is not there. */
  async positionAfter(query: TraceQuery, traceId: string): Promise<TracePosition | null> {
    const row = await this.find(query.accountId, traceId);
    if (!row) return null;
    const resources = await resourcesOf(this.#store, query);
    if (resources !== null && resources.length > 0 && (await isNarrow(this.#store, query, resources)))
      return { kind: 'time', time: row.time, seq: row.seq };
    return { kind: 'tail', seq: row.seq };
  }
}

/** True when the traces of the resources are the shorter way. */
async function isNarrow(store: Store, query: TraceQuery, resources: readonly string[]): Promise<boolean> {
  return Object.keys(query.facet).length === 0 || fewTracesOf(store, query, resources);
}

/** IDs of the resources that the query is about; null when it is about all. */
async function resourcesOf(store: Store, query: TraceQuery): Promise<readonly string[] | null> {
  const { accountId, resourceId, resourceName } = query;
  if (resourceId !== undefined) return [resourceId];
  if (resourceName === undefined) return null;
  const rows = await store.read
    .selectFrom('trace_resource_names')
    .select('resource_id')
    .where('account_id', '=', accountId)
    .where('resource_name', '=', resourceName)
    .execute();
  return rows.map((row) => row.resource_id);
}

import type { Store } from '../../store/store.ts';
import { LeafScan } from './leaf-scan.ts';
import { fewTracesOf, searchByResource } from './resource-search.ts';
import { facetMatches, type TracePage, type TracePosition, type TraceQuery } from './trace-query.ts';

/**
 * Finds traces, newest first. Writers are not slowed by indexes for it: what a search by anything but a resource needs was written
 * behind them, together with the tree. A search that would take long stops early and says where to go on.
 */
export async function searchTraces(
  store: Store,
  query: TraceQuery,
  page: { readonly limit: number; readonly after: TracePosition | null },
): Promise<TracePage> {
  if (query.to < query.from) return { rows: [], next: null };
  const resources = await resourcesOf(store, query);
  if (resources !== null) {
    if (resources.length === 0) return new LeafScan(store, query, new Set()).page(page);
    const narrow = Object.keys(query.facet).length === 0 || (await fewTracesOf(store, query, resources));
    const byTime = page.after === null || page.after.kind === 'time' ? page.after : undefined;
    if (narrow && byTime !== undefined)
      return searchByResource(store, query, resources, { ...page, after: byTime });
  }
  return new LeafScan(store, query, await facetsOf(store, query)).page(page);
}

/** Where a page that ended with this trace goes on, whatever the query; null when the trace is not there. */
export async function positionAfter(
  store: Store,
  query: TraceQuery,
  traceId: string,
): Promise<TracePosition | null> {
  const row = await store.read
    .selectFrom('traces')
    .select(['seq', 'time'])
    .where('id', '=', traceId)
    .where('account_id', '=', query.accountId)
    .executeTakeFirst();
  if (!row) return null;
  const resources = await resourcesOf(store, query);
  if (resources !== null && resources.length > 0) {
    const narrow = Object.keys(query.facet).length === 0 || (await fewTracesOf(store, query, resources));
    if (narrow) return { kind: 'time', ...row };
  }
  return { kind: 'tail', seq: row.seq };
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

/** Numbers of the facets that the query looks for; null when it looks for all. */
async function facetsOf(store: Store, query: TraceQuery): Promise<ReadonlySet<number> | null> {
  const rows = await store.read
    .selectFrom('trace_facets')
    .selectAll()
    .where('account_id', '=', query.accountId)
    .execute();
  const wanted = rows.filter((row) => facetMatches(query, row));
  return wanted.length === rows.length ? null : new Set(wanted.map((row) => row.facet));
}

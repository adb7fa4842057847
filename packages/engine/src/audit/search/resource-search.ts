import { type SqlBool, sql } from 'kysely';
import type { SequencedTrace, Store } from '../../store/store.ts';
import { traceColumns } from '../../store/trace-columns.ts';
import { facetColumns, matches, type TracePage, type TracePosition, type TraceQuery } from './trace-query.ts';

/** Traces of resources that the database may go through for one page: about 20 ms. */
const FEW_TRACES = 10_000;
/** Rows that one page reads at most: about 40 ms. */
const MOST_ROWS_LOOKED_AT = 2_000;
/** Rows read together at first; then ever more: most pages are small, and many resources may each have few of them. */
const FIRST_CHUNK = 64;
const LARGEST_CHUNK = 512;

type TimePosition = Extract<TracePosition, { kind: 'time' }>;

/** True when looking at all traces of the resources is quick. */
export async function fewTracesOf(
  store: Store,
  query: TraceQuery,
  resourceIds: readonly string[],
): Promise<boolean> {
  const beyond = await store.read
    .selectFrom('traces')
    .select(sql<number>`1`.as('one'))
    .where('account_id', '=', query.accountId)
    .where('resource_id', 'in', resourceIds)
    .offset(FEW_TRACES)
    .limit(1)
    .executeTakeFirst();
  return beyond === undefined;
}

/** Traces of resources by the index that has them in the order of time. Several resources are read side by side and merged. */
export async function searchByResource(
  store: Store,
  query: TraceQuery,
  resourceIds: readonly string[],
  page: { readonly limit: number; readonly after: TimePosition | null },
): Promise<TracePage> {
  const cursors = resourceIds.map((id) => new ResourceCursor(store, query, id, page.after));
  const rows: SequencedTrace[] = [];
  let last = page.after;
  for (let looked = 0; looked < MOST_ROWS_LOOKED_AT; looked++) {
    let newest: ResourceCursor | undefined;
    for (const cursor of cursors) {
      const row = await cursor.peek();
      const best = newest?.current;
      if (row && (!best || row.time > best.time || (row.time === best.time && row.seq > best.seq)))
        newest = cursor;
    }
    const row = newest?.take();
    if (!row) return { rows, next: null };
    if (matches(query, row)) {
      if (rows.length === page.limit) return { rows, next: last };
      rows.push(row);
    }
    last = { kind: 'time', time: row.time, seq: row.seq };
  }
  return { rows, next: last };
}

/** The traces of one resource, newest first, read in chunks. */
class ResourceCursor {
  readonly #store: Store;
  readonly #query: TraceQuery;
  readonly #resourceId: string;
  #rows: SequencedTrace[] = [];
  #chunk = FIRST_CHUNK;
  #after: { readonly time: number; readonly seq: number } | null;
  #ended = false;

  constructor(store: Store, query: TraceQuery, resourceId: string, after: TimePosition | null) {
    this.#store = store;
    this.#query = query;
    this.#resourceId = resourceId;
    this.#after = after;
  }

  get current(): SequencedTrace | undefined {
    return this.#rows[0];
  }

  async peek(): Promise<SequencedTrace | undefined> {
    if (this.#rows.length === 0 && !this.#ended) await this.#readChunk();
    return this.#rows[0];
  }

  take(): SequencedTrace | undefined {
    return this.#rows.shift();
  }

  async #readChunk(): Promise<void> {
    const { accountId, from, to, facet } = this.#query;
    const { time, seq } = this.#after ?? { time: to, seq: Number.MAX_SAFE_INTEGER };
    let wanted = this.#store.read.selectFrom('traces').select(['seq', ...traceColumns]);
    for (const column of facetColumns) {
      const value = facet[column];
      if (value !== undefined) wanted = wanted.where(column, '=', value);
    }
    this.#rows = await wanted
      .where('account_id', '=', accountId)
      .where('resource_id', '=', this.#resourceId)
      .where('time', '>=', from)
      .where(sql<SqlBool>`(time, seq) < (${time}, ${seq})`)
      .orderBy('time', 'desc')
      .orderBy('seq', 'desc')
      .limit(this.#chunk)
      .execute();
    this.#ended = this.#rows.length < this.#chunk;
    this.#chunk = Math.min(this.#chunk * 2, LARGEST_CHUNK);
    this.#after = this.#rows.at(-1) ?? this.#after;
  }
}

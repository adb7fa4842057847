import type { Store, TraceRow, Transaction } from '../../store/store.ts';
import type { TraceFacetsTable } from '../../store/trace-tables.ts';

/** What a trace can be filtered by besides its resource and its time. */
export type Facet = Omit<TraceFacetsTable, 'account_id' | 'facet'>;

const MOST_ACCOUNTS_KEPT = 1000;

/**
 * Facets of the accounts, by number. There are few, because what varies from call to call is not in them: a search first picks the
 * facets that fit, and then only compares numbers. One node adds at a time (the sequencer), so numbers are dense.
 */
export class FacetNumbers {
  readonly #store: Store;
  readonly #accounts = new Map<string, Map<string, number>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Numbers of an account's facets, read at the first call. */
  async ofAccount(accountId: string): Promise<FacetBatch> {
    if (this.#accounts.size > MOST_ACCOUNTS_KEPT) this.forget();
    let known = this.#accounts.get(accountId);
    if (!known) {
      const rows = await this.#store.read
        .selectFrom('trace_facets')
        .selectAll()
        .where('account_id', '=', accountId)
        .execute();
      known = new Map(rows.map((row) => [facetKey(row), row.facet]));
      this.#accounts.set(accountId, known);
    }
    return new FacetBatch(accountId, known);
  }

  /** Another node may have added some, or what was added was not stored. */
  forget(): void {
    this.#accounts.clear();
  }
}

/** Facets met while one batch of traces is sequenced. */
export class FacetBatch {
  readonly #accountId: string;
  readonly #known: Map<string, number>;
  readonly #added: TraceFacetsTable[] = [];

  constructor(accountId: string, known: Map<string, number>) {
    this.#accountId = accountId;
    this.#known = known;
  }

  numberOf(facet: Facet): number {
    const key = facetKey(facet);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const number = this.#known.size;
    this.#known.set(key, number);
    this.#added.push({ account_id: this.#accountId, facet: number, ...facet });
    return number;
  }

  async store(transaction: Transaction): Promise<void> {
    for (const row of this.#added) await transaction.insertInto('trace_facets').values(row).execute();
  }
}

/** No value holds NUL: columns take none, and JSON escapes it. */
function facetKey(facet: Facet): string {
  return `${facet.project_id}\0${facet.service_type}\0${facet.resource_type}\0${facet.name}\0${facet.user_name}\0${facet.access_key_id}\0${facet.rating}\0${facet.trace_type}\0${facet.enterprise_project_id}`;
}

/** The facet of a row. What is not in columns is cut out of the body, whose members have a fixed order (see `traceRow`). */
export function facetOf(row: TraceRow): Facet {
  const { body } = row;
  // Quotes inside of values are escaped, so the last one of a member's name is the member itself.
  const tail = body.slice(body.lastIndexOf('"trace_type":"'));
  return {
    project_id: row.project_id,
    service_type: row.service_type,
    resource_type: row.resource_type,
    name: row.name,
    user_name: row.user_name,
    access_key_id: between(tail, '"user":{"access_key_id":"', '"'),
    rating: row.rating,
    trace_type: between(tail, '"trace_type":"', '"'),
    enterprise_project_id: between(body, ',"enterprise_project_id":"', '"'),
  };
}

function between(text: string, before: string, after: string): string {
  const start = text.indexOf(before);
  if (start < 0) return '';
  const from = start + before.length;
  return text.slice(from, text.indexOf(after, from));
}

import type { Store, TraceRow, Transaction } from '../../store/store.ts';
import type { TraceFacetsTable } from '../../store/trace-tables.ts';

/** What a trace can be filtered by besides its resource and its time. */
export type Facet = Omit<TraceFacetsTable, 'account_id' | 'facet'>;

const MOST_ACCOUNTS_KEPT = 1000;
const ENTERPRISE_PROJECT = ',"enterprise_project_id":"';

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
  #last: { readonly facet: Facet; readonly number: number } | undefined;

  constructor(accountId: string, known: Map<string, number>) {
    this.#accountId = accountId;
    this.#known = known;
  }

  numberOf(facet: Facet): number {
    // Rows that come one after another often share one object; see `FacetReader`.
    if (this.#last?.facet !== facet) this.#last = { facet, number: this.#numberOf(facet) };
    return this.#last.number;
  }

  #numberOf(facet: Facet): number {
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

/** The facet of a row with what it was read from. */
interface RowFacet {
  readonly row: TraceRow;
  readonly facet: Facet;
  /** The body up to the end of its enterprise project, and from its trace type on: all of it that is in a facet. */
  readonly head: string;
  readonly tail: string;
}

/** Reads facets off rows; rows that say the same one after another, as calls of one program do, have one object. */
export class FacetReader {
  #last: RowFacet | undefined;

  ofRow(row: TraceRow): Facet {
    if (this.#last === undefined || !hasFacetOf(row, this.#last)) {
      this.#last = { row, facet: facetOf(row), ...ends(row.body) };
    }
    return this.#last.facet;
  }
}

function ends(body: string): Pick<RowFacet, 'head' | 'tail'> {
  const start = body.indexOf(ENTERPRISE_PROJECT);
  const end = body.indexOf('"', start + ENTERPRISE_PROJECT.length) + 1;
  return { head: body.slice(0, start < 0 ? undefined : end), tail: tailOf(body) };
}

function hasFacetOf(row: TraceRow, { row: other, head, tail }: RowFacet): boolean {
  return (
    row.name === other.name &&
    row.project_id === other.project_id &&
    row.service_type === other.service_type &&
    row.resource_type === other.resource_type &&
    row.user_name === other.user_name &&
    row.rating === other.rating &&
    // Slices share the text and compare words at once; `startsWith` and `endsWith` go character by character.
    row.body.slice(0, head.length) === head &&
    row.body.slice(row.body.length - tail.length) === tail
  );
}

/** No value holds NUL: columns take none, and JSON escapes it. */
function facetKey(facet: Facet): string {
  return `${facet.project_id}\0${facet.service_type}\0${facet.resource_type}\0${facet.name}\0${facet.user_name}\0${facet.access_key_id}\0${facet.rating}\0${facet.trace_type}\0${facet.enterprise_project_id}`;
}

/** The facet of a row. What is not in columns is cut out of the body, whose members have a fixed order (see `traceRow`). */
export function facetOf(row: TraceRow): Facet {
  const { body } = row;
  const tail = tailOf(body);
  return {
    project_id: row.project_id,
    service_type: row.service_type,
    resource_type: row.resource_type,
    name: row.name,
    user_name: row.user_name,
    access_key_id: between(tail, '"user":{"access_key_id":"', '"'),
    rating: row.rating,
    trace_type: between(tail, '"trace_type":"', '"'),
    enterprise_project_id: between(body, ENTERPRISE_PROJECT, '"'),
  };
}

/** Quotes inside of values are escaped, so the last one of a member's name is the member itself. */
function tailOf(body: string): string {
  return body.slice(body.lastIndexOf('"trace_type":"'));
}

function between(text: string, before: string, after: string): string {
  const start = text.indexOf(before);
  if (start < 0) return '';
  const from = start + before.length;
  return text.slice(from, text.indexOf(after, from));
}

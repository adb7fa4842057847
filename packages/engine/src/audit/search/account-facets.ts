import type { TraceFacetsTable } from '../../store/trace-tables.ts';
import { facetDimensions, facetMatches, type TraceQuery } from './trace-query.ts';

/** A facet's own part: its texts are mostly those of others as well. */
const BYTES_OF_FACET = 160;
const BYTES_OF_TEXT_BESIDE_ITS_LETTERS = 100;

const textColumns = ['account_id', 'project_id', ...facetDimensions] as const;

/** The facets of an account. They are numbered without gaps, never change and never go, so only new ones are ever read. */
export class AccountFacets {
  /** First number that it does not know. */
  readonly end: number;
  /** Memory that it takes, roughly. */
  readonly bytes: number;
  readonly #rows: readonly TraceFacetsTable[];

  /** @param rows all up to a number, in the order of their numbers */
  constructor(rows: readonly TraceFacetsTable[]) {
    // Each row comes with texts of its own, although few are different.
    const texts = new Map<string, string>();
    let bytes = rows.length * BYTES_OF_FACET;
    this.#rows = rows.map((row) => {
      const copy = { ...row };
      for (const column of textColumns) {
        const text = texts.get(copy[column]);
        if (text !== undefined) copy[column] = text;
        else {
          texts.set(copy[column], copy[column]);
          bytes += copy[column].length + BYTES_OF_TEXT_BESIDE_ITS_LETTERS;
        }
      }
      return copy;
    });
    this.end = (rows.at(-1)?.facet ?? -1) + 1;
    this.bytes = bytes;
  }

  grown(rows: readonly TraceFacetsTable[]): AccountFacets {
    return new AccountFacets([...this.#rows, ...rows]);
  }

  /** Numbers of the facets that a query looks for; null when it looks for all. */
  matching(query: TraceQuery): ReadonlySet<number> | null {
    const wanted = this.#rows.filter((row) => facetMatches(query, row));
    return wanted.length === this.#rows.length ? null : new Set(wanted.map(({ facet }) => facet));
  }
}

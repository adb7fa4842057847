import type { TraceRow } from '../../store/store.ts';
import { type Facet, FacetReader } from './facets.ts';
import { leafData } from './leaf-data.ts';
import { type HashText, leafHashText } from './merkle-hash.ts';

/** What the tree and the searches keep of a trace, a tenth of its size: many can wait in memory. */
export interface TraceLeaf {
  readonly seq: number;
  readonly accountId: string;
  /** Time of the trace, ms. */
  readonly time: number;
  readonly hash: HashText;
  readonly facet: Facet;
  readonly resourceId: string;
  readonly resourceName: string;
}

/** Makes leaves of stored traces. */
export class LeafReader {
  readonly #facets = new FacetReader();

  read(seq: number, row: TraceRow): TraceLeaf {
    return {
      seq,
      accountId: row.account_id,
      time: row.time,
      hash: leafHashText(leafData(row)),
      facet: this.#facets.ofRow(row),
      resourceId: row.resource_id,
      resourceName: row.resource_name,
    };
  }
}

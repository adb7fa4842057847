import type { Migration } from './migration.ts';

/** TRC-03: a search reads only the tiles of a block that hold what it looks for. Blocks from before have none and are read whole. */
export const summaryTiles: Migration = {
  name: 'summary-tiles',
  async up({ schema }, t) {
    await schema.alterTable('trace_summaries').addColumn('tiles', t.bytes).execute();
  },
};

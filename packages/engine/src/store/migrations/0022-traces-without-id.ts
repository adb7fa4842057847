import type { Migration } from './migration.ts';

/** The ID of a trace tells its time, and by that the tree finds it; an index beside it cost every operation of the product. */
export const tracesWithoutId: Migration = {
  name: 'traces-without-id',
  async up({ schema }) {
    await schema.dropIndex('traces_id').execute();
  },
};

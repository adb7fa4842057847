import type { Migration } from './migration.ts';

/**
 * Searches by time read the leaves of the tree, so the index by time served nobody, and each operation of the product paid for it: a
 * sixth of writing its trace.
 */
export const tracesWithoutTime: Migration = {
  name: 'traces-without-time',
  async up(database) {
    await database.schema.dropIndex('traces_time').execute();
  },
};

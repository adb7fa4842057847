import type { Migration } from './migration.ts';

/** Tells memberships that a provider's claim gave from those that an administrator gave, so that a claim takes back only its own. */
export const claimedMemberships: Migration = {
  name: 'claimed-memberships',
  async up(database, types) {
    await database.schema
      .alterTable('group_members')
      .addColumn('from_claim', types.integer, (c) => c.notNull().defaultTo(0))
      .execute();
  },
};

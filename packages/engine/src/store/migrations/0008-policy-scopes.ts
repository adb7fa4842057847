import type { Migration } from './migration.ts';

/** Keeps what clients say a custom policy is for (`AX`, `XA`, `AA`), because they compare it with what they said. */
export const policyScopes: Migration = {
  name: 'policy-scopes',
  async up(database, types) {
    await database.schema
      .alterTable('policies')
      .addColumn('scope', types.text, (c) => c.notNull().defaultTo('AA'))
      .execute();
  },
};

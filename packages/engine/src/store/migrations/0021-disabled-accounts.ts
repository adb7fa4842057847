import type { Migration } from './migration.ts';

/** Accounts whose users and programs may not come in for the time being (IAM-02). */
export const disabledAccounts: Migration = {
  name: 'disabled-accounts',
  async up({ schema }, t) {
    await schema
      .alterTable('accounts')
      .addColumn('enabled', t.integer, (c) => c.notNull().defaultTo(1))
      .execute();
  },
};

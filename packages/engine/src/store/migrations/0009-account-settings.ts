import type { Migration } from './migration.ts';

/** What an account has set for itself, and the request counters that nodes share. */
export const accountSettings: Migration = {
  name: 'account-settings',
  async up({ schema }, t) {
    await schema
      .createTable('account_settings')
      .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
      .addColumn('name', t.text, (c) => c.notNull())
      .addColumn('value', t.text, (c) => c.notNull())
      .addColumn('updated_at', t.integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('account_settings_pk', ['account_id', 'name'])
      .modifyEnd(t.tableEnd)
      .execute();
    await schema
      .createTable('request_buckets')
      .addColumn('subject', t.text, (c) => c.primaryKey())
      .addColumn('millitokens', t.integer, (c) => c.notNull())
      .addColumn('filled_at', t.integer, (c) => c.notNull())
      .modifyEnd(t.tableEnd)
      .execute();
    await schema.createIndex('request_buckets_age').on('request_buckets').column('filled_at').execute();
  },
};

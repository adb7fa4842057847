import type { Migration } from './migration.ts';

/** Access keys (IAM-05), and the signed requests that may not come a second time. */
export const accessKeys: Migration = {
  name: 'access-keys',
  async up({ schema }, t) {
    await schema
      .createTable('access_keys')
      .addColumn('id', t.text, (c) => c.primaryKey())
      .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
      .addColumn('user_id', t.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
      .addColumn('sealed_secret', t.bytes, (c) => c.notNull())
      .addColumn('active', t.integer, (c) => c.notNull())
      .addColumn('description', t.text, (c) => c.notNull())
      .addColumn('created_at', t.integer, (c) => c.notNull())
      .addColumn('last_used_at', t.integer)
      .modifyEnd(t.tableEnd)
      .execute();
    await schema.createIndex('access_keys_user').on('access_keys').column('user_id').execute();
    await schema
      .createTable('signed_requests')
      .addColumn('request_hash', t.text, (c) => c.primaryKey())
      .addColumn('first_seen_at', t.integer, (c) => c.notNull())
      .addColumn('expires_at', t.integer, (c) => c.notNull())
      .modifyEnd(t.tableEnd)
      .execute();
    await schema.createIndex('signed_requests_expiry').on('signed_requests').column('expires_at').execute();
  },
};

import type { Migration } from './migration.ts';

/** Requests for the approval of irreversible acts (IAM-11). */
export const approvals: Migration = {
  name: 'approvals',
  async up({ schema }, t) {
    await schema
      .createTable('approvals')
      .addColumn('id', t.text, (c) => c.primaryKey())
      .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
      .addColumn('project_id', t.text)
      .addColumn('operation_id', t.text, (c) => c.notNull())
      .addColumn('request_hash', t.text, (c) => c.notNull())
      .addColumn('request', t.text, (c) => c.notNull())
      .addColumn('resource', t.text)
      .addColumn('requester_id', t.text, (c) => c.notNull())
      .addColumn('requester_name', t.text, (c) => c.notNull())
      .addColumn('state', t.text, (c) => c.notNull())
      .addColumn('approver_id', t.text)
      .addColumn('approver_name', t.text)
      .addColumn('created_at', t.integer, (c) => c.notNull())
      .addColumn('expires_at', t.integer, (c) => c.notNull())
      .modifyEnd(t.tableEnd)
      .execute();
    await schema
      .createIndex('approvals_request')
      .on('approvals')
      .columns(['account_id', 'requester_id', 'request_hash'])
      .execute();
  },
};

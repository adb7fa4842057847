import type { Migration } from './migration.ts';

/** Enterprise projects by name; before, keys and secrets only carried IDs. */
export const enterpriseProjects: Migration = {
  name: 'enterprise-projects',
  async up({ schema }, t) {
    await schema
      .createTable('enterprise_projects')
      .addColumn('id', t.text, (c) => c.primaryKey())
      .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
      .addColumn('name', t.text, (c) => c.notNull())
      .addColumn('description', t.text, (c) => c.notNull())
      .addColumn('enabled', t.integer, (c) => c.notNull())
      .addColumn('created_at', t.integer, (c) => c.notNull())
      .addUniqueConstraint('enterprise_projects_name', ['account_id', 'name'])
      .modifyEnd(t.tableEnd)
      .execute();
  },
};

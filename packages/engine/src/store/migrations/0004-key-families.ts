import type { Migration } from './migration.ts';

/** Grants (GRT-01), further aliases, and wrapping keys of imports under way (IMP-02). They go with their key. */
export const keyFamilies: Migration = {
  name: 'key-families',
  async up({ schema }, t) {
    await schema
      .createTable('key_grants')
      .addColumn('id', t.text, (c) => c.primaryKey())
      .addColumn('key_id', t.text, (c) => c.notNull().references('keys.id').onDelete('cascade'))
      .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
      .addColumn('grantee_type', t.text, (c) => c.notNull())
      .addColumn('grantee', t.text, (c) => c.notNull())
      .addColumn('operations', t.text, (c) => c.notNull())
      .addColumn('name', t.text, (c) => c.notNull())
      .addColumn('issuer', t.text, (c) => c.notNull())
      .addColumn('retiring_principal', t.text, (c) => c.notNull())
      .addColumn('created_at', t.integer, (c) => c.notNull())
      .modifyEnd(t.tableEnd)
      .execute();
    await schema
      .createIndex('key_grants_list')
      .on('key_grants')
      .columns(['key_id', 'created_at', 'id'])
      .execute();
    // Who may retire: each of the three finds its grants across all keys.
    for (const column of ['grantee', 'issuer', 'retiring_principal']) {
      await schema
        .createIndex(`key_grants_${column}`)
        .on('key_grants')
        .columns([column, 'created_at', 'id'])
        .execute();
    }
    await schema
      .createTable('key_aliases')
      .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
      .addColumn('alias', t.text, (c) => c.notNull())
      .addColumn('project_id', t.text, (c) => c.notNull().references('projects.id'))
      .addColumn('key_id', t.text, (c) => c.notNull().references('keys.id').onDelete('cascade'))
      .addColumn('created_at', t.integer, (c) => c.notNull())
      .addColumn('updated_at', t.integer, (c) => c.notNull())
      .addPrimaryKeyConstraint('key_aliases_pk', ['account_id', 'alias'])
      .modifyEnd(t.tableEnd)
      .execute();
    await schema.createIndex('key_aliases_key').on('key_aliases').columns(['key_id', 'alias']).execute();
    await schema
      .createTable('import_parameters')
      .addColumn('id', t.text, (c) => c.primaryKey())
      .addColumn('key_id', t.text, (c) => c.notNull().references('keys.id').onDelete('cascade'))
      .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
      .addColumn('sealed_private_key', t.bytes, (c) => c.notNull())
      .addColumn('expires_at', t.integer, (c) => c.notNull())
      .modifyEnd(t.tableEnd)
      .execute();
    await schema
      .createIndex('import_parameters_key')
      .on('import_parameters')
      .columns(['key_id', 'expires_at'])
      .execute();
  },
};

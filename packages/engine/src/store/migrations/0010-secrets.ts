import type { ColumnTypes } from '../column-types.ts';
import type { Transaction } from '../store.ts';
import type { Migration } from './migration.ts';

/** Secrets with versions and statuses, events and who is associated with them, and the outbox of what events have to tell. */
export const secrets: Migration = {
  name: 'secrets',
  async up(database, types) {
    await createSecrets(database, types);
    await createVersions(database, types);
    await createEvents(database, types);
    await createOutbox(database, types);
  },
};

async function createSecrets({ schema }: Transaction, t: ColumnTypes): Promise<void> {
  await schema
    .createTable('secrets')
    .addColumn('id', t.text, (c) => c.primaryKey())
    .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
    .addColumn('project_id', t.text, (c) => c.notNull().references('projects.id'))
    .addColumn('enterprise_project_id', t.text, (c) => c.notNull())
    .addColumn('name', t.text, (c) => c.notNull())
    .addColumn('type', t.text, (c) => c.notNull())
    .addColumn('description', t.text, (c) => c.notNull())
    .addColumn('state', t.text, (c) => c.notNull())
    .addColumn('kms_key_id', t.text, (c) => c.notNull())
    .addColumn('last_version', t.integer, (c) => c.notNull())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addColumn('updated_at', t.integer, (c) => c.notNull())
    .addColumn('deletion_at', t.integer)
    .addColumn('rotation_enabled', t.integer, (c) => c.notNull())
    .addColumn('rotation_period', t.text)
    .addColumn('rotation_config', t.text)
    .addColumn('rotation_function', t.text)
    .addColumn('rotated_at', t.integer)
    .addColumn('next_rotation_at', t.integer)
    .addUniqueConstraint('secrets_name', ['account_id', 'project_id', 'name'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createIndex('secrets_list')
    .on('secrets')
    .columns(['account_id', 'project_id', 'created_at', 'id'])
    .execute();
}

async function createVersions({ schema }: Transaction, t: ColumnTypes): Promise<void> {
  await schema
    .createTable('secret_versions')
    .addColumn('secret_id', t.text, (c) => c.notNull().references('secrets.id').onDelete('cascade'))
    .addColumn('version', t.integer, (c) => c.notNull())
    .addColumn('kind', t.text, (c) => c.notNull())
    .addColumn('kms_key_id', t.text, (c) => c.notNull())
    .addColumn('wrapped_data_key', t.bytes, (c) => c.notNull())
    .addColumn('sealed_value', t.bytes, (c) => c.notNull())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addColumn('expires_at', t.integer)
    .addColumn('expiry_told_at', t.integer)
    .addPrimaryKeyConstraint('secret_versions_pk', ['secret_id', 'version'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema.createIndex('secret_versions_key').on('secret_versions').column('kms_key_id').execute();
  await schema
    .createTable('secret_stages')
    .addColumn('secret_id', t.text, (c) => c.notNull())
    .addColumn('name', t.text, (c) => c.notNull())
    .addColumn('version', t.integer, (c) => c.notNull())
    .addColumn('updated_at', t.integer, (c) => c.notNull())
    // SEC-06: a status is on one version at a time.
    .addPrimaryKeyConstraint('secret_stages_pk', ['secret_id', 'name'])
    .addForeignKeyConstraint(
      'secret_stages_version',
      ['secret_id', 'version'],
      'secret_versions',
      ['secret_id', 'version'],
      (c) => c.onDelete('cascade'),
    )
    .modifyEnd(t.tableEnd)
    .execute();
}

async function createEvents({ schema }: Transaction, t: ColumnTypes): Promise<void> {
  await schema
    .createTable('secret_events')
    .addColumn('id', t.text, (c) => c.primaryKey())
    .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
    .addColumn('project_id', t.text, (c) => c.notNull().references('projects.id'))
    .addColumn('name', t.text, (c) => c.notNull())
    .addColumn('state', t.text, (c) => c.notNull())
    .addColumn('types', t.text, (c) => c.notNull())
    .addColumn('target_type', t.text, (c) => c.notNull())
    .addColumn('target_id', t.text, (c) => c.notNull())
    .addColumn('target_name', t.text, (c) => c.notNull())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addColumn('updated_at', t.integer, (c) => c.notNull())
    .addUniqueConstraint('secret_events_name', ['account_id', 'project_id', 'name'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('secret_event_links')
    .addColumn('secret_id', t.text, (c) => c.notNull().references('secrets.id').onDelete('cascade'))
    // Without cascade: an event goes only when nothing is associated with it (EVT-01).
    .addColumn('event_id', t.text, (c) => c.notNull().references('secret_events.id'))
    .addPrimaryKeyConstraint('secret_event_links_pk', ['secret_id', 'event_id'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema.createIndex('secret_event_links_event').on('secret_event_links').column('event_id').execute();
}

/** No references to secrets or events: what happened is told even when they are gone. */
async function createOutbox({ schema }: Transaction, t: ColumnTypes): Promise<void> {
  await schema
    .createTable('notification_outbox')
    .addColumn('seq', t.sequence)
    .addColumn('id', t.text, (c) => c.notNull().unique())
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('project_id', t.text, (c) => c.notNull())
    .addColumn('secret_id', t.text, (c) => c.notNull())
    .addColumn('secret_name', t.text, (c) => c.notNull())
    .addColumn('secret_type', t.text, (c) => c.notNull())
    .addColumn('event_id', t.text, (c) => c.notNull())
    .addColumn('event_name', t.text, (c) => c.notNull())
    .addColumn('event_type', t.text, (c) => c.notNull())
    .addColumn('target_type', t.text, (c) => c.notNull())
    .addColumn('target_id', t.text, (c) => c.notNull())
    .addColumn('target_name', t.text, (c) => c.notNull())
    .addColumn('content', t.text, (c) => c.notNull())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createIndex('notification_outbox_list')
    .on('notification_outbox')
    .columns(['account_id', 'project_id', 'created_at', 'seq'])
    .execute();
}

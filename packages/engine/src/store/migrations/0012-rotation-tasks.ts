import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Rotations of secrets. A task goes with its secret: nobody can ask for its history then. */
export const rotationTasks: Migration = {
  name: 'rotation tasks',
  async up({ schema }, t) {
    await schema
      .createTable('rotation_tasks')
      .addColumn('id', t.text, (c) => c.primaryKey())
      .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
      .addColumn('project_id', t.text, (c) => c.notNull().references('projects.id'))
      .addColumn('secret_id', t.text, (c) => c.notNull().references('secrets.id').onDelete('cascade'))
      .addColumn('secret_name', t.text, (c) => c.notNull())
      .addColumn('trigger_kind', t.text, (c) => c.notNull())
      .addColumn('status', t.text, (c) => c.notNull())
      .addColumn('step', t.text, (c) => c.notNull())
      .addColumn('started_at', t.integer, (c) => c.notNull())
      .addColumn('finished_at', t.integer)
      .addColumn('attempts', t.integer, (c) => c.notNull())
      .addColumn('version', t.integer, (c) => c.notNull())
      .addColumn('base_version', t.integer)
      .addColumn('login_from', t.text)
      .addColumn('login_to', t.text)
      .addColumn('makes_login', t.integer, (c) => c.notNull())
      .addColumn('error_code', t.text)
      .addColumn('error_message', t.text)
      .addColumn('kind', t.text)
      .addColumn('kms_key_id', t.text)
      .addColumn('wrapped_data_key', t.bytes)
      .addColumn('sealed_value', t.bytes)
      .modifyEnd(t.tableEnd)
      .execute();
    await schema
      .createIndex('rotation_tasks_list')
      .on('rotation_tasks')
      .columns(['account_id', 'project_id', 'started_at', 'id'])
      .execute();
    await schema
      .createIndex('rotation_tasks_secret')
      .on('rotation_tasks')
      .columns(['secret_id', 'started_at', 'id'])
      .execute();
    // One rotation of a secret at a time, whatever node begins it.
    await schema
      .createIndex('rotation_tasks_running')
      .unique()
      .on('rotation_tasks')
      .column('secret_id')
      .where(sql.ref('status'), '=', 'RUNNING')
      .execute();
  },
};

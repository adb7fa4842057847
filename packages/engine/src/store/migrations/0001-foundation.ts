import { sql } from 'kysely';
import type { ColumnTypes } from '../column-types.ts';
import type { Transaction } from '../store.ts';
import type { Migration } from './migration.ts';

/** Identity, keys, tags, traces, jobs, sessions: what `tables.ts` describes. */
export const foundation: Migration = {
  name: 'foundation',
  async up(database, types) {
    await createIdentity(database, types);
    await createPolicies(database, types);
    await createKeys(database, types);
    await createTraces(database, types);
    await createJobs(database, types);
    await createSignIn(database, types);
  },
};

async function createIdentity(database: Transaction, t: ColumnTypes): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('accounts')
    .addColumn('id', t.text, (c) => c.primaryKey())
    .addColumn('name', t.text, (c) => c.notNull().unique())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('projects')
    .addColumn('id', t.text, (c) => c.primaryKey())
    .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
    .addColumn('name', t.text, (c) => c.notNull())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addUniqueConstraint('projects_name', ['account_id', 'name'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('users')
    .addColumn('id', t.text, (c) => c.primaryKey())
    .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
    .addColumn('name', t.text, (c) => c.notNull())
    .addColumn('description', t.text, (c) => c.notNull())
    .addColumn('email', t.text)
    .addColumn('password_hash', t.text)
    .addColumn('external_issuer', t.text)
    .addColumn('external_subject', t.text)
    .addColumn('enabled', t.integer, (c) => c.notNull())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addColumn('last_sign_in_at', t.integer)
    .addUniqueConstraint('users_name', ['account_id', 'name'])
    .addUniqueConstraint('users_external', ['external_issuer', 'external_subject'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('user_groups')
    .addColumn('id', t.text, (c) => c.primaryKey())
    .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
    .addColumn('name', t.text, (c) => c.notNull())
    .addColumn('description', t.text, (c) => c.notNull())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addUniqueConstraint('user_groups_name', ['account_id', 'name'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('group_members')
    .addColumn('group_id', t.text, (c) => c.notNull().references('user_groups.id').onDelete('cascade'))
    .addColumn('user_id', t.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('group_members_pk', ['group_id', 'user_id'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema.createIndex('group_members_user').on('group_members').column('user_id').execute();
}

async function createPolicies(database: Transaction, t: ColumnTypes): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('policies')
    .addColumn('id', t.text, (c) => c.primaryKey())
    .addColumn('account_id', t.text, (c) => c.references('accounts.id'))
    .addColumn('name', t.text, (c) => c.notNull())
    .addColumn('description', t.text, (c) => c.notNull())
    .addColumn('document', t.text, (c) => c.notNull())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addColumn('updated_at', t.integer, (c) => c.notNull())
    .modifyEnd(t.tableEnd)
    .execute();
  // Nulls are all different to a unique index; system policies have a null account and must still be unique by name.
  await sql`create unique index policies_name on policies (coalesce(account_id, ''), name)`.execute(database);
  await schema
    .createTable('policy_attachments')
    .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
    .addColumn('policy_id', t.text, (c) => c.notNull().references('policies.id').onDelete('cascade'))
    .addColumn('group_id', t.text, (c) => c.references('user_groups.id').onDelete('cascade'))
    .addColumn('user_id', t.text, (c) => c.references('users.id').onDelete('cascade'))
    .addColumn('project_id', t.text, (c) => c.references('projects.id').onDelete('cascade'))
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addCheckConstraint('policy_attachments_one_holder', sql`(group_id is null) <> (user_id is null)`)
    .modifyEnd(t.tableEnd)
    .execute();
  await sql`create unique index policy_attachments_once on policy_attachments
    (policy_id, account_id, coalesce(group_id, ''), coalesce(user_id, ''), coalesce(project_id, ''))`.execute(
    database,
  );
  await schema.createIndex('policy_attachments_group').on('policy_attachments').column('group_id').execute();
  await schema.createIndex('policy_attachments_user').on('policy_attachments').column('user_id').execute();
}

async function createKeys(database: Transaction, t: ColumnTypes): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('account_keys')
    .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
    .addColumn('version', t.integer, (c) => c.notNull())
    .addColumn('wrapped', t.bytes, (c) => c.notNull())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('account_keys_pk', ['account_id', 'version'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('keys')
    .addColumn('id', t.text, (c) => c.primaryKey())
    .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
    .addColumn('project_id', t.text, (c) => c.notNull().references('projects.id'))
    .addColumn('enterprise_project_id', t.text, (c) => c.notNull())
    .addColumn('alias', t.text, (c) => c.notNull())
    .addColumn('description', t.text, (c) => c.notNull())
    .addColumn('state', t.text, (c) => c.notNull())
    .addColumn('spec', t.text, (c) => c.notNull())
    .addColumn('usage', t.text, (c) => c.notNull())
    .addColumn('origin', t.text, (c) => c.notNull())
    .addColumn('keystore_id', t.text, (c) => c.notNull())
    .addColumn('default_service', t.text)
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addColumn('deletion_at', t.integer)
    .addColumn('material_expires_at', t.integer)
    .addColumn('current_version', t.integer, (c) => c.notNull())
    .addColumn('rotation_enabled', t.integer, (c) => c.notNull())
    .addColumn('rotation_interval_days', t.integer, (c) => c.notNull())
    .addColumn('rotation_anchor_at', t.integer)
    .addColumn('rotated_at', t.integer)
    .addColumn('rotation_count', t.integer, (c) => c.notNull())
    // KEY-02; also what makes a default key (KEY-11) come into being once.
    .addUniqueConstraint('keys_alias', ['account_id', 'project_id', 'alias'])
    .modifyEnd(t.tableEnd)
    .execute();
  // KEY-13: one keyset index for the list, one for the list inside a state.
  await schema
    .createIndex('keys_list')
    .on('keys')
    .columns(['account_id', 'project_id', 'created_at', 'id'])
    .execute();
  await schema
    .createIndex('keys_list_by_state')
    .on('keys')
    .columns(['account_id', 'project_id', 'state', 'created_at', 'id'])
    .execute();
  await schema
    .createTable('key_versions')
    .addColumn('key_id', t.text, (c) => c.notNull().references('keys.id').onDelete('cascade'))
    .addColumn('version', t.integer, (c) => c.notNull())
    .addColumn('wrapped_material', t.bytes)
    .addColumn('account_key_version', t.integer, (c) => c.notNull())
    .addColumn('material_check', t.bytes)
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('key_versions_pk', ['key_id', 'version'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('resource_tags')
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('project_id', t.text, (c) => c.notNull())
    .addColumn('resource_type', t.text, (c) => c.notNull())
    .addColumn('resource_id', t.text, (c) => c.notNull())
    .addColumn('tag_key', t.text, (c) => c.notNull())
    .addColumn('tag_value', t.text, (c) => c.notNull())
    .addPrimaryKeyConstraint('resource_tags_pk', ['resource_type', 'resource_id', 'tag_key'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createIndex('resource_tags_search')
    .on('resource_tags')
    .columns(['account_id', 'project_id', 'resource_type', 'tag_key', 'tag_value', 'resource_id'])
    .execute();
}

async function createTraces(database: Transaction, t: ColumnTypes): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('traces')
    .addColumn('seq', t.sequence)
    .addColumn('id', t.text, (c) => c.notNull())
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('project_id', t.text, (c) => c.notNull())
    .addColumn('time', t.integer, (c) => c.notNull())
    .addColumn('name', t.text, (c) => c.notNull())
    .addColumn('service_type', t.text, (c) => c.notNull())
    .addColumn('resource_type', t.text, (c) => c.notNull())
    .addColumn('resource_id', t.text, (c) => c.notNull())
    .addColumn('resource_name', t.text, (c) => c.notNull())
    .addColumn('user_id', t.text, (c) => c.notNull())
    .addColumn('user_name', t.text, (c) => c.notNull())
    .addColumn('rating', t.text, (c) => c.notNull())
    .addColumn('code', t.text, (c) => c.notNull())
    .addColumn('source_ip', t.text, (c) => c.notNull())
    .addColumn('request_id', t.text, (c) => c.notNull())
    .addColumn('body', t.text, (c) => c.notNull())
    .modifyEnd(t.tableEnd)
    .execute();
  // Every index costs each operation of the product, so there are only these three.
  await schema.createIndex('traces_id').on('traces').column('id').unique().execute();
  await schema.createIndex('traces_time').on('traces').columns(['account_id', 'time', 'seq']).execute();
  await schema
    .createIndex('traces_resource')
    .on('traces')
    .columns(['account_id', 'resource_id', 'time', 'seq'])
    .execute();
}

async function createJobs(database: Transaction, t: ColumnTypes): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('jobs')
    .addColumn('id', t.text, (c) => c.primaryKey())
    .addColumn('kind', t.text, (c) => c.notNull())
    .addColumn('subject', t.text, (c) => c.notNull())
    .addColumn('account_id', t.text)
    .addColumn('due_at', t.integer, (c) => c.notNull())
    .addColumn('payload', t.text, (c) => c.notNull())
    .addColumn('attempts', t.integer, (c) => c.notNull())
    .addColumn('lease_owner', t.text)
    .addColumn('lease_until', t.integer)
    .addColumn('last_error', t.text)
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addUniqueConstraint('jobs_subject', ['kind', 'subject'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema.createIndex('jobs_due').on('jobs').column('due_at').execute();
}

async function createSignIn(database: Transaction, t: ColumnTypes): Promise<void> {
  const { schema } = database;
  await schema
    .createTable('sessions')
    .addColumn('id_hash', t.text, (c) => c.primaryKey())
    .addColumn('user_id', t.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('handle', t.text, (c) => c.notNull().unique())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addColumn('last_seen_at', t.integer, (c) => c.notNull())
    .addColumn('expires_at', t.integer, (c) => c.notNull())
    .addColumn('authenticated_at', t.integer, (c) => c.notNull())
    .addColumn('source_ip', t.text, (c) => c.notNull())
    .addColumn('user_agent', t.text, (c) => c.notNull())
    .addColumn('provider_session_id', t.text)
    .addColumn('issuer', t.text, (c) => c.notNull())
    .addColumn('subject', t.text, (c) => c.notNull())
    .addColumn('sealed_data', t.bytes, (c) => c.notNull())
    .modifyEnd(t.tableEnd)
    .execute();
  await schema.createIndex('sessions_user').on('sessions').column('user_id').execute();
  await schema.createIndex('sessions_subject').on('sessions').columns(['issuer', 'subject']).execute();
  await schema
    .createIndex('sessions_provider')
    .on('sessions')
    .columns(['issuer', 'provider_session_id'])
    .execute();
  await schema.createIndex('sessions_expiry').on('sessions').column('expires_at').execute();
  await schema
    .createTable('auth_tokens')
    .addColumn('token_hash', t.text, (c) => c.primaryKey())
    .addColumn('user_id', t.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('project_id', t.text)
    .addColumn('issued_at', t.integer, (c) => c.notNull())
    .addColumn('expires_at', t.integer, (c) => c.notNull())
    .modifyEnd(t.tableEnd)
    .execute();
  await schema.createIndex('auth_tokens_user').on('auth_tokens').column('user_id').execute();
  await schema.createIndex('auth_tokens_expiry').on('auth_tokens').column('expires_at').execute();
  await schema
    .createTable('expiring_documents')
    .addColumn('kind', t.text, (c) => c.notNull())
    .addColumn('id', t.text, (c) => c.notNull())
    .addColumn('group_key', t.text)
    .addColumn('alternate_key', t.text)
    .addColumn('sealed_data', t.bytes, (c) => c.notNull())
    .addColumn('consumed_at', t.integer)
    .addColumn('expires_at', t.integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('expiring_documents_pk', ['kind', 'id'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema.createIndex('expiring_documents_group').on('expiring_documents').column('group_key').execute();
  await schema
    .createIndex('expiring_documents_alternate')
    .on('expiring_documents')
    .columns(['kind', 'alternate_key'])
    .execute();
  await schema
    .createIndex('expiring_documents_expiry')
    .on('expiring_documents')
    .column('expires_at')
    .execute();
  await schema
    .createTable('throttles')
    .addColumn('subject', t.text, (c) => c.primaryKey())
    .addColumn('failures', t.integer, (c) => c.notNull())
    .addColumn('window_until', t.integer, (c) => c.notNull())
    .addColumn('blocked_until', t.integer, (c) => c.notNull())
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('preferences')
    .addColumn('user_id', t.text, (c) => c.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', t.text, (c) => c.notNull())
    .addColumn('value', t.text, (c) => c.notNull())
    .addPrimaryKeyConstraint('preferences_pk', ['user_id', 'name'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('instance_settings')
    .addColumn('name', t.text, (c) => c.primaryKey())
    .addColumn('value', t.text, (c) => c.notNull())
    .modifyEnd(t.tableEnd)
    .execute();
}

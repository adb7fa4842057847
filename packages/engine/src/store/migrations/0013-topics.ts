import type { ColumnTypes } from '../column-types.ts';
import type { Transaction } from '../store.ts';
import type { Migration } from './migration.ts';

/** Topics with their subscriptions, and what became of each notification on its way to each of them. */
export const topics: Migration = {
  name: 'topics',
  async up(database, types) {
    await createTopics(database, types);
    await createDeliveries(database, types);
    await followOutbox(database, types);
  },
};

async function createTopics({ schema }: Transaction, t: ColumnTypes): Promise<void> {
  await schema
    .createTable('topics')
    .addColumn('id', t.text, (c) => c.primaryKey())
    .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
    .addColumn('project_id', t.text, (c) => c.notNull().references('projects.id'))
    .addColumn('enterprise_project_id', t.text, (c) => c.notNull())
    .addColumn('name', t.text, (c) => c.notNull())
    .addColumn('display_name', t.text, (c) => c.notNull())
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addColumn('updated_at', t.integer, (c) => c.notNull())
    .addUniqueConstraint('topics_name', ['account_id', 'project_id', 'name'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createTable('topic_subscriptions')
    .addColumn('id', t.text, (c) => c.primaryKey())
    .addColumn('topic_id', t.text, (c) => c.notNull().references('topics.id').onDelete('cascade'))
    .addColumn('account_id', t.text, (c) => c.notNull().references('accounts.id'))
    .addColumn('project_id', t.text, (c) => c.notNull().references('projects.id'))
    .addColumn('protocol', t.text, (c) => c.notNull())
    .addColumn('endpoint', t.text, (c) => c.notNull())
    .addColumn('remark', t.text, (c) => c.notNull())
    .addColumn('sealed_sign_secret', t.bytes)
    .addColumn('confirmed_at', t.integer)
    .addColumn('confirmation_hash', t.text)
    .addColumn('sealed_confirmation', t.bytes)
    .addColumn('confirmation_expires_at', t.integer, (c) => c.notNull())
    .addColumn('confirmation_attempts', t.integer, (c) => c.notNull())
    .addColumn('confirmation_sent_at', t.integer)
    .addColumn('confirmation_problem', t.text)
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .addUniqueConstraint('topic_subscriptions_endpoint', ['topic_id', 'protocol', 'endpoint'])
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createIndex('topic_subscriptions_list')
    .on('topic_subscriptions')
    .columns(['account_id', 'project_id', 'created_at'])
    .execute();
  await schema
    .createIndex('topic_subscriptions_confirmation')
    .on('topic_subscriptions')
    .column('confirmation_hash')
    .execute();
}

/** No reference to subscriptions: the record of a delivery outlives its subscription. */
async function createDeliveries({ schema }: Transaction, t: ColumnTypes): Promise<void> {
  await schema
    .createTable('notification_deliveries')
    .addColumn('seq', t.sequence)
    .addColumn('id', t.text, (c) => c.notNull().unique())
    .addColumn('account_id', t.text, (c) => c.notNull())
    .addColumn('project_id', t.text, (c) => c.notNull())
    .addColumn('notification_id', t.text, (c) =>
      c.notNull().references('notification_outbox.id').onDelete('cascade'),
    )
    .addColumn('secret_id', t.text, (c) => c.notNull())
    .addColumn('subscription_id', t.text, (c) => c.notNull())
    .addColumn('protocol', t.text, (c) => c.notNull())
    .addColumn('endpoint', t.text, (c) => c.notNull())
    .addColumn('state', t.text, (c) => c.notNull())
    .addColumn('attempts', t.integer, (c) => c.notNull())
    .addColumn('last_attempt_at', t.integer)
    .addColumn('next_attempt_at', t.integer, (c) => c.notNull())
    .addColumn('give_up_at', t.integer, (c) => c.notNull())
    .addColumn('lease', t.text)
    .addColumn('lease_until', t.integer)
    .addColumn('problem', t.text)
    .addColumn('created_at', t.integer, (c) => c.notNull())
    .modifyEnd(t.tableEnd)
    .execute();
  await schema
    .createIndex('notification_deliveries_next')
    .on('notification_deliveries')
    .columns(['subscription_id', 'secret_id', 'state', 'seq'])
    .execute();
  await schema
    .createIndex('notification_deliveries_notification')
    .on('notification_deliveries')
    .column('notification_id')
    .execute();
}

async function followOutbox({ schema }: Transaction, t: ColumnTypes): Promise<void> {
  await schema.alterTable('notification_outbox').addColumn('dispatched_at', t.integer).execute();
  await schema
    .alterTable('notification_outbox')
    .addColumn('state', t.text, (c) => c.notNull().defaultTo('waiting'))
    .execute();
  await schema
    .alterTable('notification_outbox')
    .addColumn('attempts', t.integer, (c) => c.notNull().defaultTo(0))
    .execute();
  await schema
    .createIndex('notification_outbox_secret')
    .on('notification_outbox')
    .columns(['secret_id', 'seq'])
    .execute();
}

import type { Migration } from './migration.ts';

/** What programs publish to a topic goes the way of what events have to tell. */
export const publishedMessages: Migration = {
  name: 'published-messages',
  async up({ schema }, t) {
    await schema
      .alterTable('notification_outbox')
      .addColumn('kind', t.text, (c) => c.notNull().defaultTo('event'))
      .execute();
    await schema.alterTable('notification_outbox').addColumn('lives_for', t.integer).execute();
  },
};

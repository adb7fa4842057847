import type { Migration } from './migration.ts';

/** The trial of disabling a key (KEY-18). */
export const shadowDisable: Migration = {
  name: 'shadow-disable',
  async up({ schema }, t) {
    await schema.alterTable('keys').addColumn('shadow_since', t.integer).execute();
    await schema.alterTable('keys').addColumn('shadow_until', t.integer).execute();
  },
};

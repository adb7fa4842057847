import type { Migration } from './migration.ts';

/** When a session has to be confirmed by its foreign OpenID provider. */
export const providerChecks: Migration = {
  name: 'provider-checks',
  async up({ schema }, t) {
    await schema.alterTable('sessions').addColumn('provider_check_at', t.integer).execute();
  },
};

import { foundation } from './0001-foundation.ts';
import { claimedMemberships } from './0002-claimed-memberships.ts';
import { keyListOrders } from './0003-key-list-orders.ts';
import { policyScopes } from './0030-policy-scopes.ts';
import { accountSettings } from './0031-account-settings.ts';
import type { Migration } from './migration.ts';

/** In order; the schema version is the number of steps taken. Steps are only ever added at the end and never changed. */
export const migrations: readonly Migration[] = [
  foundation,
  claimedMemberships,
  keyListOrders,
  policyScopes,
  accountSettings,
];

import { foundation } from './0001-foundation.ts';
import { claimedMemberships } from './0002-claimed-memberships.ts';
import { keyListOrders } from './0003-key-list-orders.ts';
import { keyFamilies } from './0004-key-families.ts';
import { accessKeys } from './0005-access-keys.ts';
import { aliasSearch } from './0006-alias-search.ts';
import { traceTrees } from './0007-trace-trees.ts';
import { policyScopes } from './0008-policy-scopes.ts';
import { accountSettings } from './0009-account-settings.ts';
import { secrets } from './0010-secrets.ts';
import { tagsOfResource } from './0011-tags-of-resource.ts';
import { rotationTasks } from './0012-rotation-tasks.ts';
import { topics } from './0013-topics.ts';
import { providerChecks } from './0014-provider-checks.ts';
import { publishedMessages } from './0015-published-messages.ts';
import { approvals } from './0016-approvals.ts';
import { shadowDisable } from './0017-shadow-disable.ts';
import { enterpriseProjects } from './0018-enterprise-projects.ts';
import { summaryTiles } from './0019-summary-tiles.ts';
import { tracesWithoutTime } from './0020-traces-without-time.ts';
import { disabledAccounts } from './0021-disabled-accounts.ts';
import { tracesWithoutId } from './0022-traces-without-id.ts';
import type { Migration } from './migration.ts';

/** In order; the schema version is the number of steps taken. Steps are only ever added at the end and never changed. */
export const migrations: readonly Migration[] = [
  foundation,
  claimedMemberships,
  keyListOrders,
  keyFamilies,
  accessKeys,
  aliasSearch,
  traceTrees,
  policyScopes,
  accountSettings,
  secrets,
  tagsOfResource,
  rotationTasks,
  topics,
  providerChecks,
  publishedMessages,
  approvals,
  shadowDisable,
  enterpriseProjects,
  summaryTiles,
  tracesWithoutTime,
  disabledAccounts,
  tracesWithoutId,
];

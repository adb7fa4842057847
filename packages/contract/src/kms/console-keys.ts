import { z } from 'zod';
import { secretStateNames } from '../csms/fields.ts';
import { defineOperation } from '../operation.ts';
import { recentUseDays, recentUses } from '../recent-use.ts';
import { annotate } from '../wire/annotations.ts';
import { keyId, keyOriginNames, keySortNames, keySpecNames, keyStateNames, keyUsageNames } from './fields.ts';
import { keyView, protection } from './key-view.ts';
import { tagFilter } from './tag-filter.ts';

/** Keys as the console reads them: search, view, quota, recent use (KEY-12, KEY-13, KEY-14, KEY-17). */

const descending = keySortNames.map((name) => `-${name}` as const);

const epoch = z.int().min(0);
/** Counting stops there, so that a list of a million keys stays quick; the console then shows "1,000+". */
export const MAX_COUNTED_KEYS = 1_000;
const MAX_FILTER_VALUES = 50;

export const searchKeys = defineOperation({
  id: 'kms.searchKeys',
  service: 'kms',
  summary: 'Search keys',
  description:
    'Keyset-paged list with several filters at once; values of one filter are alternatives, filters and tags must all match.',
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:list',
  trace: { name: 'listKeys', resourceType: 'cmk' },
  input: z.object({
    /** Part of the alias, or an ID or its beginning. */
    q: z.string().max(255).optional(),
    state: z.array(z.enum(keyStateNames)).max(MAX_FILTER_VALUES).optional(),
    keySpec: z.array(z.enum(keySpecNames)).max(MAX_FILTER_VALUES).optional(),
    keyUsage: z.array(z.enum(keyUsageNames)).max(MAX_FILTER_VALUES).optional(),
    origin: z.array(z.enum(keyOriginNames)).max(MAX_FILTER_VALUES).optional(),
    enterpriseProjectId: z.array(z.string().max(36)).max(MAX_FILTER_VALUES).optional(),
    tag: z.array(tagFilter).max(20).optional(),
    createdFrom: epoch.optional(),
    createdTo: epoch.optional(),
    sort: z.enum([...keySortNames, ...descending]).default('-created'),
    limit: annotate(z.int().min(1).max(100), { error: 'limitInvalid' }).default(20),
    cursor: annotate(z.string().min(1).max(1024), { error: 'markerInvalid' }).optional(),
  }),
  output: z.object({
    items: z.array(keyView),
    nextCursor: z.string().nullable(),
    /** `capped`: there are at least `value`; nobody counted further. */
    count: z.object({ value: z.int(), capped: z.boolean() }),
  }),
  console: { method: 'GET', path: '/kms/keys' },
  refusals: ['markerInvalid'],
});

export const viewKey = defineOperation({
  id: 'kms.viewKey',
  service: 'kms',
  summary: 'View a key',
  description:
    'Everything about a key but its material (KEY-01, KEY-16), and what the caller may do with it.',
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:get',
  trace: { name: 'listKeyDetail', resourceType: 'cmk' },
  input: z.object({ keyId }),
  output: z.object({
    ...keyView.shape,
    region: z.string(),
    protection,
    /** Operation IDs that the caller's policies allow on this key, whatever its state. */
    permitted: z.array(z.string()),
  }),
  console: { method: 'GET', path: '/kms/keys/{keyId}' },
  refusals: ['keyNotFound'],
});

export const keyQuota = defineOperation({
  id: 'kms.keyQuota',
  service: 'kms',
  summary: 'Show the quota of keys',
  description: 'Custom keys of the account; keys pending deletion count, default keys do not (KEY-12).',
  scope: 'project',
  effect: 'read',
  action: 'kms::getQuota',
  legacyActions: ['kms:cmk:getQuota'],
  trace: { name: 'showUserQuotas', resourceType: 'cmk' },
  input: z.object({}),
  output: z.object({ used: z.int(), quota: z.int() }),
  console: { method: 'GET', path: '/kms/quota' },
  refusals: [],
});

export const previewKeyRisk = defineOperation({
  id: 'kms.previewKeyRisk',
  service: 'kms',
  summary: 'Show who used a key lately',
  description:
    'What a destructive act on the key would stop: its recent uses, from its traces, its grants, the secrets whose values are under it, and the service whose default key it is (KEY-07, KEY-17).',
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:get',
  trace: { name: 'deleteKeyRiskTips', resourceType: 'cmk' },
  input: z.object({ keyId, days: recentUseDays }),
  output: z.object({
    keyId: z.string(),
    keyAlias: z.string(),
    /** Start of the looked-at time, ms. */
    since: z.int(),
    /** The service whose default key it is: whatever that service keeps for the project is under it (KEY-11). Null for a custom key. */
    defaultService: z.string().nullable(),
    /** Grants on the key: each lets somebody use it through the API. */
    grants: z.int(),
    /** Secrets that have a version under the key, or whose next version would be: all are counted, those that the caller may see are named. */
    secrets: z.object({
      count: z.int(),
      named: z.array(
        z.object({
          secretId: z.string(),
          secretName: z.string(),
          state: z.enum(secretStateNames),
          /** Versions under the key; their values cannot be read without it. */
          versions: z.int(),
        }),
      ),
    }),
    lastUsedAt: z.int().nullable(),
    uses: recentUses,
  }),
  console: { method: 'POST', path: '/kms/keys/{keyId}/risk' },
  refusals: ['keyNotFound'],
});

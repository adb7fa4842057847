import { z } from 'zod';
import { dueKindNames, OVERVIEW_DAYS_AHEAD } from '../kms/key-overview.ts';
import { tagFilter } from '../kms/tag-filter.ts';
import { defineOperation } from '../operation.ts';
import { recentUseDays, recentUses } from '../recent-use.ts';
import { annotate } from '../wire/annotations.ts';
import { eventName, secretId, secretInput, secretName, versionId } from './fields.ts';
import { secretSortNames, secretStateNames, secretTypeNames } from './names.ts';

/** Secrets as the console reads them: search, view, quota (SEC-01, SEC-03, SEC-05). Never a value. */

const descending = secretSortNames.map((name) => `-${name}` as const);

const epoch = z.int().min(0);
const MAX_FILTER_VALUES = 50;
/** Counting stops there. */
export const MAX_COUNTED_SECRETS = 10_000;

export const secretView = z.object({
  secretId: z.string(),
  secretName: z.string(),
  state: z.enum(secretStateNames),
  secretType: z.enum(secretTypeNames),
  description: z.string(),
  kmsKeyId: z.string(),
  accountId: z.string(),
  projectId: z.string(),
  enterpriseProjectId: z.string(),
  createdAt: z.int(),
  updatedAt: z.int(),
  deletionAt: z.int().nullable(),
  rotation: z.object({
    enabled: z.boolean(),
    period: z.string().nullable(),
    config: z.string().nullable(),
    rotatedAt: z.int().nullable(),
    nextRotationAt: z.int().nullable(),
  }),
  eventNames: z.array(z.string()),
  tags: z.array(z.object({ key: z.string(), value: z.string() })),
});
export type SecretView = z.output<typeof secretView>;

export const searchSecrets = defineOperation({
  id: 'csms.searchSecrets',
  service: 'csms',
  summary: 'Search secrets',
  description:
    'Keyset-paged list with several filters at once; values of one filter are alternatives, filters and tags must all match.',
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:list',
  trace: { name: 'listSecrets', resourceType: 'csms' },
  input: secretInput(
    z.object({
      /** Part of the name, or an ID or its beginning. */
      q: z.string().max(64).optional(),
      state: z.array(z.enum(secretStateNames)).max(MAX_FILTER_VALUES).optional(),
      secretType: z.array(z.enum(secretTypeNames)).max(MAX_FILTER_VALUES).optional(),
      enterpriseProjectId: z.array(z.string().max(36)).max(MAX_FILTER_VALUES).optional(),
      /** Secrets with a version under this key. */
      kmsKeyId: secretId.optional(),
      /** Secrets that are associated with this event. */
      eventName: eventName.optional(),
      tag: z.array(tagFilter).max(20).optional(),
      createdFrom: epoch.optional(),
      createdTo: epoch.optional(),
      sort: z.enum([...secretSortNames, ...descending]).default('-created'),
      limit: annotate(z.int().min(1).max(100), { error: 'limitInvalid' }).default(20),
      cursor: annotate(z.string().min(1).max(1024), { error: 'markerInvalid' }).optional(),
    }),
  ),
  output: z.object({
    items: z.array(secretView),
    nextCursor: z.string().nullable(),
    /** `capped`: there are at least `value`; nobody counted further. */
    count: z.object({ value: z.int(), capped: z.boolean() }),
  }),
  console: { method: 'GET', path: '/csms/secrets' },
  refusals: ['markerInvalid'],
});

export const viewSecret = defineOperation({
  id: 'csms.viewSecret',
  service: 'csms',
  summary: 'View a secret',
  description:
    'Everything about a secret and its versions but their values, and what the caller may do with it; also while the secret is pending deletion or its key cannot be used.',
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:get',
  trace: { name: 'showSecret', resourceType: 'csms' },
  input: secretInput(z.object({ secretName })),
  output: z.object({
    ...secretView.shape,
    /** Newest first. */
    versions: z.array(
      z.object({
        versionId,
        kind: z.enum(['text', 'binary']),
        kmsKeyId: z.string(),
        createdAt: z.int(),
        expiresAt: z.int().nullable(),
        statuses: z.array(z.string()),
        /** Why the value cannot be read now, in words for people; null when nothing is in the way but permissions. */
        keyProblem: z.string().nullable(),
      }),
    ),
    /** Why no new version can be stored now; null when nothing is in the way but permissions. */
    keyProblem: z.string().nullable(),
    /** Operation IDs that the caller's policies allow on this secret, whatever its state. */
    permitted: z.array(z.string()),
  }),
  console: { method: 'GET', path: '/csms/secrets/{secretName}' },
  refusals: ['secretNotFound'],
});

export const secretQuota = defineOperation({
  id: 'csms.secretQuota',
  service: 'csms',
  summary: 'Show the quotas of secrets and events',
  description: 'Of the account; secrets pending deletion count.',
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:list',
  trace: { name: 'showSecretQuotas', resourceType: 'csms' },
  input: z.object({}),
  output: z.object({
    secrets: z.object({ used: z.int(), quota: z.int() }),
    events: z.object({ used: z.int(), quota: z.int() }),
  }),
  console: { method: 'GET', path: '/csms/quota' },
  refusals: [],
});

export const secretOverview = defineOperation({
  id: 'csms.secretOverview',
  service: 'csms',
  summary: 'Show what becomes due for secrets',
  description: `Rotations, deletions and expiries of versions in the next ${OVERVIEW_DAYS_AHEAD} days, the earliest 50.`,
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:list',
  trace: { name: 'showSecretOverview', resourceType: 'csms' },
  input: z.object({}),
  output: z.object({
    due: z.array(z.object({ kind: z.enum(dueKindNames), secretName: z.string(), at: z.int() })),
  }),
  console: { method: 'GET', path: '/csms/overview' },
  refusals: [],
});

export const previewSecretUse = defineOperation({
  id: 'csms.previewSecretUse',
  service: 'csms',
  summary: 'Show who used a secret lately',
  description:
    'Who read values of the secret or downloaded its backup lately, from its traces: what a deletion would stop (SEC-08).',
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:get',
  trace: { name: 'showSecretUse', resourceType: 'csms' },
  input: secretInput(z.object({ secretName, days: recentUseDays })),
  output: z.object({
    secretName: z.string(),
    /** Start of the looked-at time, ms. */
    since: z.int(),
    lastUsedAt: z.int().nullable(),
    uses: recentUses,
  }),
  console: { method: 'POST', path: '/csms/secrets/{secretName}/use' },
  refusals: ['secretNotFound'],
});

import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { booleanText } from '../wire/scalars.ts';
import { enterpriseProjectFilter, keyId, keySpecNames, keyStateFilter, sequence } from './fields.ts';
import { keyDetails } from './key-details.ts';
import { pageLimit, pageStart } from './paging.ts';

/** What can be read about keys through the REST surface, and the default keys of services [KEY-11, KEY-12]. */

/** The services of KEY-11 that are not part of this product; `csms` and `kps` get their default keys by being used. */
export const foreignServiceNames = ['obs', 'evs', 'ims', 'sfs', 'vbs', 'rds', 'dds'] as const;

export const describeKey = defineOperation({
  id: 'kms.describeKey',
  service: 'kms',
  summary: 'Describe a key',
  description: 'Also for default keys and keys pending deletion.',
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:get',
  grantOperation: 'describe-key',
  trace: { name: 'listKeyDetail', resourceType: 'cmk' },
  input: z.object({ keyId, sequence }),
  output: z.object({ keyInfo: keyDetails }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/describe-key' },
  refusals: ['keyNotFound'],
});

export const listKeys = defineOperation({
  id: 'kms.listKeys',
  service: 'kms',
  summary: 'List keys',
  description:
    'Default keys are included. Without `key_spec` only AES_256 keys are listed; `ALL` lists every kind. `marker` is the `next_marker` of the page before; the last page has `next_marker` "".',
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:list',
  trace: { name: 'listKeys', resourceType: 'cmk' },
  input: z.object({
    limit: pageLimit,
    marker: pageStart,
    keyState: keyStateFilter.optional(),
    keySpec: annotate(z.enum([...keySpecNames, 'ALL']), { error: 'keySpecInvalid' }).default('AES_256'),
    enterpriseProjectId: enterpriseProjectFilter.optional(),
    sequence,
  }),
  output: z.object({
    keys: z.array(z.string()),
    keyDetails: z.array(keyDetails),
    nextMarker: z.string(),
    truncated: booleanText,
    total: z.int(),
  }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/list-keys' },
  refusals: [],
});

export const showUserInstances = defineOperation({
  id: 'kms.showUserInstances',
  service: 'kms',
  summary: 'Count the keys',
  description: 'Custom keys of the account, those pending deletion included; default keys are not counted.',
  scope: 'project',
  effect: 'read',
  action: 'kms::getInstance',
  legacyActions: ['kms:cmk:getInstance'],
  trace: { name: 'showUserInstances', resourceType: 'cmk' },
  input: z.object({}),
  output: z.object({ instanceNum: z.int() }),
  rest: { method: 'GET', path: '/v1.0/{project_id}/kms/user-instances' },
  refusals: [],
});

export const showUserQuotas = defineOperation({
  id: 'kms.showUserQuotas',
  service: 'kms',
  summary: 'Show quotas and their use',
  description:
    'Two rows: `CMK`, the custom keys of the account, and `grant_per_CMK`, the grants of the key that has most.',
  scope: 'project',
  effect: 'read',
  action: 'kms::getQuota',
  legacyActions: ['kms:cmk:getQuota'],
  trace: { name: 'showUserQuotas', resourceType: 'cmk' },
  input: z.object({}),
  output: z.object({
    quotas: z.object({
      resources: z.array(z.object({ type: z.enum(['CMK', 'grant_per_CMK']), used: z.int(), quota: z.int() })),
    }),
  }),
  rest: { method: 'GET', path: '/v1.0/{project_id}/kms/user-quotas' },
  refusals: [],
});

export const createDefaultKey = defineOperation({
  id: 'kms.createDefaultKey',
  service: 'kms',
  summary: 'Get the default key of a service',
  description:
    'An extension for services that are not part of this product: returns the key `<service>/default` of the project, created on first use (KEY-11).',
  scope: 'project',
  effect: 'create',
  // Decided: open to principals that may use keys, and making a data key is what a service does with its default key.
  action: 'kms:cmk:createDataKey',
  legacyActions: ['kms:dek:create'],
  trace: { name: 'createDefaultKey', resourceType: 'cmk' },
  input: z.object({ service: z.enum(foreignServiceNames), sequence }),
  output: z.object({ keyInfo: keyDetails }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/default-keys' },
  refusals: ['rootOfTrustUnavailable'],
});

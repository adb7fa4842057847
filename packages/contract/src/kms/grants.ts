import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { booleanText, epochMillisText } from '../wire/scalars.ts';
import { keyId, sequence } from './fields.ts';
import { pageLimit, pageStart } from './paging.ts';

/** Grants (GRT-01 … GRT-03). */

export const grantOperationNames = [
  'create-datakey',
  'create-datakey-without-plaintext',
  'encrypt-datakey',
  'decrypt-datakey',
  'describe-key',
  'create-grant',
  'retire-grant',
  'encrypt-data',
  'decrypt-data',
  'sign',
  'verify',
  'get-publickey',
  'generate-mac',
  'verify-mac',
] as const;
export type GrantOperation = (typeof grantOperationNames)[number];

const principal = annotate(z.string().regex(/^[a-zA-Z0-9]{1,64}$/, 'must be 1 to 64 letters and digits'), {
  error: 'grantPrincipalInvalid',
});
const principalType = z.enum(['user', 'domain']);
const grantId = annotate(z.string().regex(/^[A-Fa-f0-9]{64}$/, 'must be 64 hexadecimal digits'), {
  error: 'grantIdInvalid',
});

const grantPage = z.object({
  grants: z.array(
    z.object({
      keyId: z.string(),
      grantId: z.string(),
      granteePrincipal: z.string(),
      granteePrincipalType: principalType,
      operations: z.array(z.enum(grantOperationNames)),
      issuingPrincipal: z.string(),
      creationDate: epochMillisText,
      name: z.string(),
      retiringPrincipal: z.string(),
    }),
  ),
  nextMarker: z.string(),
  total: z.int(),
  truncated: booleanText,
});

export const createGrant = defineOperation({
  id: 'kms.createGrant',
  service: 'kms',
  summary: 'Create a grant',
  description:
    'On an enabled custom key. A grantee with `create-grant` can hand on only what it has; `create-grant` alone is refused. At most 100 grants for a key.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:createGrant',
  legacyActions: ['kms:grant:create'],
  grantOperation: 'create-grant',
  trace: { name: 'createGrant', resourceType: 'cmk' },
  input: z.object({
    keyId,
    granteePrincipal: principal,
    granteePrincipalType: principalType.default('user'),
    operations: z.array(z.enum(grantOperationNames)).min(1).max(grantOperationNames.length),
    name: z
      .string()
      .regex(/^[a-zA-Z0-9:/_-]{1,255}$/, 'must be 1 to 255 letters, digits or - _ : /')
      .optional(),
    retiringPrincipal: principal.optional(),
    sequence,
  }),
  output: z.object({ grantId: z.string() }),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/create-grant' },
  console: { method: 'POST', path: '/kms/keys/{keyId}/grants' },
  refusals: [
    'keyNotFound',
    'keyNotEnabled',
    'defaultKeyRefused',
    'grantOnlyCreateGrant',
    'grantNotCreated',
    'grantLimitReached',
  ],
});

export const revokeGrant = defineOperation({
  id: 'kms.revokeGrant',
  service: 'kms',
  summary: 'Revoke a grant',
  description:
    'By the owner of the key or the creator of the grant. Grants that the grantee made to others stay.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:revokeGrant',
  legacyActions: ['kms:grant:revoke'],
  trace: { name: 'revokeGrant', resourceType: 'cmk' },
  input: z.object({ keyId, grantId, sequence }),
  output: z.object({}),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/revoke-grant' },
  console: { method: 'DELETE', path: '/kms/keys/{keyId}/grants/{grantId}' },
  refusals: ['keyNotFound', 'grantIdInvalid', 'grantKeyMismatch'],
});

export const retireGrant = defineOperation({
  id: 'kms.retireGrant',
  service: 'kms',
  summary: 'Retire a grant',
  description: 'By its creator, the retiring principal, or a grantee that has `retire-grant`.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:retireGrant',
  legacyActions: ['kms:grant:retire'],
  grantOperation: 'retire-grant',
  trace: { name: 'retireGrant', resourceType: 'cmk' },
  input: z.object({ keyId, grantId, sequence }),
  output: z.object({}),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/retire-grant' },
  refusals: ['keyNotFound', 'grantIdInvalid', 'grantKeyMismatch'],
});

export const listGrants = defineOperation({
  id: 'kms.listGrants',
  service: 'kms',
  summary: 'List the grants of a key',
  description: '`marker` is the `next_marker` of the page before; the last page has `next_marker` "".',
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:listGrants',
  legacyActions: ['kms:grant:list'],
  trace: { name: 'listGrants', resourceType: 'cmk' },
  input: z.object({ keyId, limit: pageLimit, marker: pageStart, sequence }),
  output: grantPage,
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/list-grants' },
  console: { method: 'GET', path: '/kms/keys/{keyId}/grants' },
  refusals: ['keyNotFound'],
});

export const listRetirableGrants = defineOperation({
  id: 'kms.listRetirableGrants',
  service: 'kms',
  summary: 'List the grants that the caller may retire',
  description: 'Across all keys.',
  scope: 'project',
  effect: 'read',
  action: 'kms::listRetirableGrants',
  legacyActions: ['kms:grant:list'],
  trace: { name: 'listRetirableGrants', resourceType: 'cmk' },
  input: z.object({ limit: pageLimit, marker: pageStart, sequence }),
  output: grantPage,
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/list-retirable-grants' },
  refusals: [],
});

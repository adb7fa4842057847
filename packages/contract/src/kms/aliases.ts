import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import { isoText, looseInteger } from '../wire/scalars.ts';
import { keyId } from './fields.ts';

/** Further aliases of a key, beside the one that is its name. */

const alias = annotate(
  z
    .string()
    .regex(/^alias\/[a-zA-Z0-9:/_-]{1,249}$/, 'must be alias/ and 1 to 249 letters, digits or - _ : /'),
  { error: 'aliasInvalid' },
);

const aliasView = z.object({
  domainId: z.string(),
  keyId: z.string(),
  alias: z.string(),
  /** `kms:<region>:<account>:alias:<name>` */
  aliasUrn: z.string(),
  createTime: isoText,
  updateTime: isoText,
});

export const createAlias = defineOperation({
  id: 'kms.createAlias',
  service: 'kms',
  summary: 'Create an alias',
  description: 'Unique in the account and region.',
  scope: 'project',
  effect: 'change',
  action: 'kms:alias:create',
  trace: { name: 'createAlias', resourceType: 'cmk' },
  input: z.object({ keyId, alias }),
  output: aliasView,
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/aliases', success: 201 },
  refusals: ['keyNotFound', 'aliasTaken', 'defaultKeyRefused', 'keyPendingDeletion'],
});

export const deleteAlias = defineOperation({
  id: 'kms.deleteAlias',
  service: 'kms',
  summary: 'Delete aliases',
  description: 'A DELETE with a JSON body.',
  scope: 'project',
  effect: 'change',
  action: 'kms:alias:delete',
  trace: { name: 'deleteAlias', resourceType: 'cmk' },
  input: z.object({ aliases: z.array(alias).min(1).max(100), keyId: keyId.optional() }),
  output: z.object({}),
  rest: { method: 'DELETE', path: '/v1.0/{project_id}/kms/aliases', success: 204, bodyOnDelete: true },
  refusals: ['keyNotFound', 'aliasNotFound'],
});

export const listAliases = defineOperation({
  id: 'kms.listAliases',
  service: 'kms',
  summary: 'List aliases',
  description: 'Of one key, or of all; the last page has `next_marker` "".',
  scope: 'project',
  effect: 'read',
  action: 'kms:alias:list',
  trace: { name: 'listAliases', resourceType: 'cmk' },
  input: z.object({
    keyId: keyId.optional(),
    limit: annotate(looseInteger({ min: 1, max: 1000 }), { error: 'limitInvalid' }).default(50),
    marker: annotate(z.string().max(1024), { error: 'markerInvalid' }).default(''),
  }),
  // One object, as Terraform reads it; the SDK models declare a list of such objects.
  output: z.object({
    aliases: z.array(aliasView),
    pageInfo: z.object({ nextMarker: z.string(), currentCount: z.int() }),
  }),
  rest: { method: 'GET', path: '/v1.0/{project_id}/kms/aliases' },
  refusals: ['keyNotFound'],
});

export const associateAlias = defineOperation({
  id: 'kms.associateAlias',
  service: 'kms',
  summary: 'Move an alias to another key',
  description: 'The alias points to `target_key_id` from now on.',
  scope: 'project',
  effect: 'change',
  action: 'kms:alias:associate',
  trace: { name: 'associateAlias', resourceType: 'cmk' },
  input: z.object({ alias, targetKeyId: keyId }),
  output: aliasView,
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/alias/associate' },
  refusals: ['keyNotFound', 'aliasNotFound', 'defaultKeyRefused', 'keyPendingDeletion'],
});

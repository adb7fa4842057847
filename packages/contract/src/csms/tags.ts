import { z } from 'zod';
import { sequence } from '../kms/fields.ts';
import { defineOperation } from '../operation.ts';
import {
  changedTags,
  listedTags,
  tagAction,
  taggedResources,
  tagKey,
  tagQuery,
  tagsInUse,
  tagValue,
} from '../tags.ts';
import { annotate } from '../wire/annotations.ts';
import { secretId, secretInput } from './fields.ts';
import { secretDetails } from './secret-details.ts';

/** Tags of secrets (TAG-01) [G 2.2.4, csms.json]; characters, limits and errors are those of keys. */

/** `_sys_` is kept for the product [csms.json]. */
export const secretTagKey = annotate(
  tagKey.refine((key) => !key.startsWith('_sys_'), 'must not start with _sys_'),
  { error: 'tagKeyInvalid', missing: 'secretParameterInvalid' },
);
export const secretTag = z.object({ key: secretTagKey, value: tagValue.default('') });

/** An absent action is as wrong as an unknown one. */
const actionMissing = { missing: 'tagActionInvalid' } as const;

const tagRefusals = ['secretNotFound', 'secretPendingDeletion'] as const;

export const batchCreateOrDeleteSecretTags = defineOperation({
  id: 'csms.batchCreateOrDeleteTags',
  service: 'csms',
  summary: 'Add or delete tags of a secret',
  description:
    'All or none. Adding a tag that is there overwrites its value; deleting one that is not there is no error.',
  scope: 'project',
  effect: 'change',
  action: 'csms:secret:batchCreateOrDeleteTags',
  legacyActions: ['csms:tag:batch'],
  trace: {
    name: 'createResourceTag',
    resourceType: 'csms',
    variant: { field: 'action', equals: 'delete', name: 'deleteResourceTag' },
  },
  input: secretInput(
    z.object({
      secretId,
      tags: changedTags(secretTag),
      action: annotate(tagAction(['create', 'delete']), actionMissing),
      sequence,
    }),
  ),
  output: z.object({}),
  rest: { method: 'POST', path: '/v1/{project_id}/csms/{secret_id}/tags/action', success: 204 },
  console: { method: 'POST', path: '/csms/secret-tags/{secretId}/action', success: 204 },
  refusals: [...tagRefusals, 'tagLimitReached'],
});

export const createSecretTag = defineOperation({
  id: 'csms.createSecretTag',
  service: 'csms',
  summary: 'Add a tag to a secret',
  description: 'Adding a tag that is there overwrites its value.',
  scope: 'project',
  effect: 'change',
  action: 'csms:secret:createTag',
  legacyActions: ['csms:tag:create'],
  trace: { name: 'createResourceTag', resourceType: 'csms' },
  input: secretInput(z.object({ secretId, tag: secretTag })),
  output: z.object({}),
  rest: { method: 'POST', path: '/v1/{project_id}/csms/{secret_id}/tags', success: 204 },
  refusals: [...tagRefusals, 'tagLimitReached'],
});

export const deleteSecretTag = defineOperation({
  id: 'csms.deleteSecretTag',
  service: 'csms',
  summary: 'Delete a tag of a secret',
  description: 'The key of the tag stands percent-encoded in the path.',
  scope: 'project',
  effect: 'change',
  action: 'csms:secret:deleteTag',
  legacyActions: ['csms:tag:delete'],
  trace: { name: 'deleteResourceTag', resourceType: 'csms' },
  input: secretInput(z.object({ secretId, key: secretTagKey })),
  output: z.object({}),
  rest: { method: 'DELETE', path: '/v1/{project_id}/csms/{secret_id}/tags/{key}', success: 204 },
  refusals: [...tagRefusals, 'tagNotFound'],
});

export const listSecretTags = defineOperation({
  id: 'csms.listSecretTags',
  service: 'csms',
  summary: 'List the tags of a secret',
  description: 'Also while the secret is pending deletion.',
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:listTags',
  legacyActions: ['csms:tag:getBySecret'],
  trace: { name: 'listSecretTags', resourceType: 'csms' },
  input: secretInput(z.object({ secretId })),
  output: z.object({ tags: listedTags }),
  rest: { method: 'GET', path: '/v1/{project_id}/csms/{secret_id}/tags' },
  console: { method: 'GET', path: '/csms/secret-tags/{secretId}' },
  refusals: ['secretNotFound'],
});

export const listProjectSecretTags = defineOperation({
  id: 'csms.listProjectSecretsTags',
  service: 'csms',
  summary: 'List the tags of all secrets',
  description: 'Keys of tags in the project, each with the values in use.',
  scope: 'project',
  effect: 'read',
  action: 'csms::listTags',
  trace: { name: 'listProjectSecretsTags', resourceType: 'csms' },
  input: z.object({}),
  output: tagsInUse,
  rest: { method: 'GET', path: '/v1/{project_id}/csms/tags' },
  console: { method: 'GET', path: '/csms/tags' },
  refusals: [],
});

export const listSecretsByTags = defineOperation({
  id: 'csms.listResourceInstances',
  service: 'csms',
  summary: 'Find secrets by tags',
  description:
    'All given tags must match; a tag without values matches any value. `matches` finds a part of the name, "" finds nothing. `action` `count` answers only `total_count`.',
  scope: 'project',
  effect: 'read',
  action: 'csms:secret:listByTags',
  trace: { name: 'listResourceInstances', resourceType: 'csms' },
  input: secretInput(z.object({ ...tagQuery, action: annotate(tagQuery.action, actionMissing), sequence })),
  output: taggedResources(secretDetails),
  rest: { method: 'POST', path: '/v1/{project_id}/csms/resource_instances/action' },
  refusals: ['tagOffsetWithCount'],
});

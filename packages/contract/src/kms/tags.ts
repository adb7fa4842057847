import { z } from 'zod';
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
import { keyId, sequence } from './fields.ts';
import { keyDetails } from './key-details.ts';

/** Tags of keys (TAG-01). */

const tag = z.object({ key: tagKey, value: tagValue.default('') });
const tagRefusals = ['keyNotFound', 'keyPendingDeletion', 'defaultKeyRefused'] as const;

export const batchCreateKmsTags = defineOperation({
  id: 'kms.batchCreateKmsTags',
  service: 'kms',
  summary: 'Add or delete tags',
  description:
    'All or none. Adding a tag that is there overwrites its value; deleting one that is not there is no error.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:createTags',
  legacyActions: ['kms:cmkTag:batch'],
  trace: {
    name: 'batchCreateKeyTags',
    resourceType: 'cmk',
    variant: { field: 'action', equals: 'delete', name: 'batchDeleteKeyTags' },
  },
  input: z.object({
    keyId,
    tags: changedTags(tag),
    action: tagAction(['create', 'delete']),
    sequence,
  }),
  output: z.object({}),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/{key_id}/tags/action', success: 204 },
  console: { method: 'POST', path: '/kms/keys/{keyId}/tags/action', success: 204 },
  refusals: [...tagRefusals, 'tagLimitReached'],
});

export const createKmsTag = defineOperation({
  id: 'kms.createKmsTag',
  service: 'kms',
  summary: 'Add a tag',
  description: 'Adding a tag that is there overwrites its value.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:createTag',
  legacyActions: ['kms:cmkTag:create'],
  trace: { name: 'createKeyTag', resourceType: 'cmk' },
  input: z.object({ keyId, tag, sequence }),
  output: z.object({}),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/{key_id}/tags', success: 204 },
  refusals: [...tagRefusals, 'tagLimitReached'],
});

export const deleteTag = defineOperation({
  id: 'kms.deleteTag',
  service: 'kms',
  summary: 'Delete a tag',
  description: 'The key of the tag stands percent-encoded in the path.',
  scope: 'project',
  effect: 'change',
  action: 'kms:cmk:deleteTag',
  legacyActions: ['kms:cmkTag:delete'],
  trace: { name: 'deleteKeyTag', resourceType: 'cmk' },
  input: z.object({ keyId, key: tagKey }),
  output: z.object({}),
  rest: { method: 'DELETE', path: '/v1.0/{project_id}/kms/{key_id}/tags/{key}', success: 204 },
  refusals: [...tagRefusals, 'tagNotFound'],
});

export const listKmsByTags = defineOperation({
  id: 'kms.listKmsByTags',
  service: 'kms',
  summary: 'Find keys by tags',
  description:
    'All given tags must match; a tag without values matches any value. `action` `count` answers only `total_count`.',
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:listKeysByTag',
  legacyActions: ['kms:cmkTag:listInstance'],
  trace: { name: 'listKmsByTags', resourceType: 'cmk' },
  input: z.object({ ...tagQuery, sequence }),
  output: taggedResources(keyDetails),
  rest: { method: 'POST', path: '/v1.0/{project_id}/kms/resource_instances/action' },
  refusals: ['tagOffsetWithCount'],
});

export const listKmsTags = defineOperation({
  id: 'kms.listKmsTags',
  service: 'kms',
  summary: 'List the tags of all keys',
  description: 'Keys of tags in the project, each with the values in use.',
  scope: 'project',
  effect: 'read',
  action: 'kms::listAllTags',
  legacyActions: ['kms:cmkTag:list'],
  trace: { name: 'listKmsTags', resourceType: 'cmk' },
  input: z.object({}),
  output: tagsInUse,
  rest: { method: 'GET', path: '/v1.0/{project_id}/kms/tags' },
  console: { method: 'GET', path: '/kms/tags' },
  refusals: [],
});

export const showKmsTags = defineOperation({
  id: 'kms.showKmsTags',
  service: 'kms',
  summary: 'List the tags of a key',
  description: 'All tags, and their number.',
  scope: 'project',
  effect: 'read',
  action: 'kms:cmk:getTags',
  legacyActions: ['kms:cmkTag:list'],
  trace: { name: 'showKmsTags', resourceType: 'cmk' },
  input: z.object({ keyId }),
  output: z.object({
    tags: listedTags,
    existTagsNum: annotate(z.int(), { wireName: 'existTagsNum' }),
  }),
  rest: { method: 'GET', path: '/v1.0/{project_id}/kms/{key_id}/tags' },
  console: { method: 'GET', path: '/kms/keys/{keyId}/tags' },
  refusals: ['keyNotFound'],
});

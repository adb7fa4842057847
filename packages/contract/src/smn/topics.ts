import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import {
  smnRequestId,
  topicDisplayName,
  topicEnterpriseProjectId,
  topicInput,
  topicName,
  topicPage,
  topicUrn,
  utcText,
} from './fields.ts';

/** Topics: what events send to and subscriptions receive from [smn.json, EVT-02]. */

const topic = {
  topicUrn: z.string(),
  name: z.string(),
  displayName: z.string(),
  /** 0: deliveries are tried again. */
  pushPolicy: z.int(),
  enterpriseProjectId: z.string(),
  topicId: z.string(),
  createTime: utcText,
  updateTime: utcText,
};

export const createTopic = defineOperation({
  id: 'smn.createTopic',
  service: 'smn',
  summary: 'Create a topic',
  description: 'A name that a topic of the project already has answers that topic, unchanged.',
  scope: 'project',
  effect: 'create',
  action: 'smn:topic:create',
  trace: { name: 'createTopic', resourceType: 'topic' },
  input: topicInput(
    z.object({
      name: topicName,
      displayName: topicDisplayName,
      enterpriseProjectId: topicEnterpriseProjectId.default('0'),
    }),
  ),
  output: z.object({ requestId: smnRequestId, topicUrn: z.string() }),
  rest: { method: 'POST', path: '/v2/{project_id}/notifications/topics', success: 201 },
  console: { method: 'POST', path: '/smn/topics', success: 201 },
  refusals: ['topicQuotaExceeded', 'enterpriseProjectDisabled'],
});

export const listTopics = defineOperation({
  id: 'smn.listTopics',
  service: 'smn',
  summary: 'List topics',
  description: 'By name. `topic_count` counts all that match.',
  scope: 'project',
  effect: 'read',
  action: 'smn:topic:list',
  trace: { name: 'listTopics', resourceType: 'topic' },
  input: topicInput(
    z.object({
      ...topicPage,
      enterpriseProjectId: topicEnterpriseProjectId.optional(),
      name: z.string().max(255).optional(),
      fuzzyName: z.string().max(255).optional(),
      topicId: z.string().max(64).optional(),
      fuzzyDisplayName: z.string().max(192).optional(),
    }),
  ),
  output: z.object({ requestId: smnRequestId, topicCount: z.int(), topics: z.array(z.object(topic)) }),
  rest: { method: 'GET', path: '/v2/{project_id}/notifications/topics' },
  refusals: [],
});

export const searchTopics = defineOperation({
  id: 'smn.searchTopics',
  service: 'smn',
  summary: 'Search topics',
  description: 'By name, with what is subscribed to each and which events send to it.',
  scope: 'project',
  effect: 'read',
  action: 'smn:topic:list',
  trace: { name: 'listTopics', resourceType: 'topic' },
  input: topicInput(
    z.object({
      /** Part of the name or the display name. */
      q: z.string().max(255).optional(),
      offset: annotate(z.int().min(0).max(1_000_000), { error: 'topicPageInvalid' }).default(0),
      limit: annotate(z.int().min(1).max(100), { error: 'topicPageInvalid' }).default(100),
    }),
  ),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        topicUrn: z.string(),
        name: z.string(),
        displayName: z.string(),
        createdAt: z.int(),
        subscriptions: z.object({ confirmed: z.int(), total: z.int() }),
        eventNames: z.array(z.string()),
      }),
    ),
  }),
  console: { method: 'GET', path: '/smn/topics' },
  refusals: [],
});

export const showTopic = defineOperation({
  id: 'smn.showTopic',
  service: 'smn',
  summary: 'Show a topic',
  description: 'Name, display name and times.',
  scope: 'project',
  effect: 'read',
  action: 'smn:topic:get',
  trace: { name: 'showTopic', resourceType: 'topic' },
  input: topicInput(z.object({ topicUrn })),
  output: z.object({ requestId: smnRequestId, ...topic }),
  rest: { method: 'GET', path: '/v2/{project_id}/notifications/topics/{topic_urn}' },
  console: { method: 'GET', path: '/smn/topics/{topicUrn}' },
  refusals: ['topicNotFound'],
});

export const updateTopic = defineOperation({
  id: 'smn.updateTopic',
  service: 'smn',
  summary: 'Change a topic',
  description: 'Changes the display name, which emails carry as the name of their sender.',
  scope: 'project',
  effect: 'change',
  action: 'smn:topic:update',
  trace: { name: 'updateTopic', resourceType: 'topic' },
  input: topicInput(z.object({ topicUrn, displayName: topicDisplayName })),
  output: z.object({ requestId: smnRequestId }),
  rest: { method: 'PUT', path: '/v2/{project_id}/notifications/topics/{topic_urn}' },
  console: { method: 'PUT', path: '/smn/topics/{topicUrn}' },
  refusals: ['topicNotFound'],
});

export const deleteTopic = defineOperation({
  id: 'smn.deleteTopic',
  service: 'smn',
  summary: 'Delete a topic',
  description:
    'Its subscriptions go with it. Refused while events send to it; the refusal names them. What is still on its way is given up.',
  scope: 'project',
  effect: 'destroy',
  action: 'smn:topic:delete',
  trace: { name: 'deleteTopic', resourceType: 'topic' },
  input: topicInput(z.object({ topicUrn })),
  output: z.object({ requestId: smnRequestId }),
  rest: { method: 'DELETE', path: '/v2/{project_id}/notifications/topics/{topic_urn}' },
  console: { method: 'DELETE', path: '/smn/topics/{topicUrn}' },
  refusals: ['topicNotFound', 'topicInUse'],
});

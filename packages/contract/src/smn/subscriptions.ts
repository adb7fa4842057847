import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { annotate } from '../wire/annotations.ts';
import {
  signSecret,
  smnRequestId,
  subscriptionEndpoint,
  subscriptionProtocol,
  subscriptionProtocolNames,
  subscriptionRemark,
  subscriptionStatus,
  subscriptionUrn,
  topicInput,
  topicPage,
  topicUrn,
} from './fields.ts';

/** Subscriptions: who receives what a topic has to tell, and how they confirm that they want it [smn.json, EVT-02]. */

const subscription = z.object({
  topicUrn: z.string(),
  protocol: z.enum(subscriptionProtocolNames),
  subscriptionUrn: z.string(),
  /** The project. */
  owner: z.string(),
  endpoint: z.string(),
  remark: z.string(),
  status: subscriptionStatus,
});
const page = z.object({
  requestId: smnRequestId,
  subscriptionCount: z.int(),
  subscriptions: z.array(subscription),
});

export const addSubscription = defineOperation({
  id: 'smn.addSubscription',
  service: 'smn',
  summary: 'Add a subscription',
  description:
    'Nothing is sent to the endpoint but the request to confirm until it is confirmed: a webhook echoes the token that it is sent, or somebody opens the confirmation link. Webhooks are signed (Standard Webhooks) with `extension.sign_secret`; without one a secret is made up and answered, this once. An endpoint that the topic already has answers its subscription, and is asked again when it never confirmed.',
  scope: 'project',
  effect: 'create',
  action: 'smn:topic:subscribe',
  trace: { name: 'addSubscription', resourceType: 'topic' },
  input: topicInput(
    z.object({
      topicUrn,
      protocol: subscriptionProtocol,
      endpoint: subscriptionEndpoint,
      remark: subscriptionRemark.optional(),
      extension: z.object({ signSecret: signSecret.optional() }).optional(),
      /** Refused in words instead of being ignored: somebody would wait for endpoints that were never added. */
      subscriptions: z.array(z.unknown()).max(0, 'cannot be used: add one endpoint a call').optional(),
    }),
  ),
  output: z.object({
    requestId: smnRequestId,
    subscriptionUrn: z.string(),
    /** An extension: the secret that was made up. */
    extension: z.object({ signSecret: annotate(z.string(), { secret: true }) }).optional(),
  }),
  rest: {
    method: 'POST',
    path: '/v2/{project_id}/notifications/topics/{topic_urn}/subscriptions',
    success: 201,
  },
  console: { method: 'POST', path: '/smn/topics/{topicUrn}/subscriptions', success: 201 },
  refusals: [
    'topicNotFound',
    'subscriptionQuotaExceeded',
    'subscriptionEmailUnavailable',
    'subscriptionEndpointInvalid',
    'subscriptionEndpointRefused',
  ],
});

export const listSubscriptions = defineOperation({
  id: 'smn.listSubscriptions',
  service: 'smn',
  summary: 'List subscriptions',
  description: 'Of all topics of the project, newest first. `subscription_count` counts all that match.',
  scope: 'project',
  effect: 'read',
  action: 'smn:subscription:list',
  trace: { name: 'listSubscriptions', resourceType: 'topic' },
  input: topicInput(
    z.object({
      ...topicPage,
      protocol: z.string().max(32).optional(),
      status: annotate(
        z.codec(z.union([z.string().regex(/^[0-4]$/), z.int().min(0).max(4)]), z.int(), {
          decode: (wire) => Number(wire),
          encode: (status) => status,
        }),
        { error: 'topicRequestInvalid' },
      ).optional(),
      endpoint: z.string().max(2048).optional(),
      fuzzyRemark: z.string().max(128).optional(),
    }),
  ),
  output: page,
  rest: { method: 'GET', path: '/v2/{project_id}/notifications/subscriptions' },
  refusals: [],
});

export const listTopicSubscriptions = defineOperation({
  id: 'smn.listTopicSubscriptions',
  service: 'smn',
  summary: 'List the subscriptions of a topic',
  description: 'Newest first. `subscription_count` counts all that match.',
  scope: 'project',
  effect: 'read',
  action: 'smn:topic:listSubscriptionsByTopic',
  trace: { name: 'listSubscriptionsByTopic', resourceType: 'topic' },
  input: topicInput(z.object({ topicUrn, ...topicPage, fuzzyRemark: z.string().max(128).optional() })),
  output: page,
  rest: { method: 'GET', path: '/v2/{project_id}/notifications/topics/{topic_urn}/subscriptions' },
  refusals: ['topicNotFound'],
});

export const viewSubscriptions = defineOperation({
  id: 'smn.viewSubscriptions',
  service: 'smn',
  summary: 'View the subscriptions of a topic',
  description: 'With how their confirmation goes, and which protocols can be chosen here.',
  scope: 'project',
  effect: 'read',
  action: 'smn:topic:listSubscriptionsByTopic',
  trace: { name: 'listSubscriptionsByTopic', resourceType: 'topic' },
  input: topicInput(z.object({ topicUrn })),
  output: z.object({
    subscriptions: z.array(
      z.object({
        subscriptionUrn: z.string(),
        protocol: z.enum(subscriptionProtocolNames),
        endpoint: z.string(),
        remark: z.string(),
        confirmed: z.boolean(),
        createdAt: z.int(),
        confirmedAt: z.int().nullable(),
        /** The request to confirm; null when it is confirmed. */
        confirmation: z
          .object({
            attempts: z.int(),
            sentAt: z.int().nullable(),
            expiresAt: z.int(),
            /** Why the endpoint could not be asked, in words for people. */
            problem: z.string().nullable(),
          })
          .nullable(),
      }),
    ),
    protocols: z.array(
      z.object({
        protocol: z.enum(subscriptionProtocolNames),
        /** Why it cannot be chosen, in words for people; null when it can. */
        problem: z.string().nullable(),
      }),
    ),
  }),
  console: { method: 'GET', path: '/smn/topics/{topicUrn}/subscriptions' },
  refusals: ['topicNotFound'],
});

export const requestConfirmation = defineOperation({
  id: 'smn.requestConfirmation',
  service: 'smn',
  summary: 'Ask an endpoint to confirm again',
  description: 'Sends a new request to confirm; older links and tokens stop working.',
  scope: 'project',
  effect: 'change',
  action: 'smn:topic:subscribe',
  trace: { name: 'requestConfirmation', resourceType: 'topic' },
  input: topicInput(z.object({ subscriptionUrn })),
  output: z.object({}),
  console: { method: 'POST', path: '/smn/subscriptions/{subscriptionUrn}/confirmation', success: 204 },
  refusals: ['subscriptionNotFound', 'subscriptionConfirmed'],
});

export const cancelSubscription = defineOperation({
  id: 'smn.cancelSubscription',
  service: 'smn',
  summary: 'Delete a subscription',
  description: 'What is still on its way to it is given up.',
  scope: 'project',
  effect: 'destroy',
  action: 'smn:topic:deleteSubscription',
  trace: { name: 'cancelSubscription', resourceType: 'topic' },
  input: topicInput(z.object({ subscriptionUrn })),
  output: z.object({ requestId: smnRequestId }),
  rest: { method: 'DELETE', path: '/v2/{project_id}/notifications/subscriptions/{subscription_urn}' },
  console: { method: 'DELETE', path: '/smn/subscriptions/{subscriptionUrn}' },
  refusals: ['subscriptionNotFound'],
});

export const confirmSubscription = defineOperation({
  id: 'smn.confirmSubscription',
  service: 'smn',
  summary: 'Confirm a subscription',
  description:
    'What the confirmation link does. The token is the proof: it went to the endpoint and nowhere else.',
  scope: 'none',
  effect: 'change',
  action: null,
  public: true,
  trace: { name: 'confirmSubscription', resourceType: 'topic' },
  input: topicInput(
    z.object({
      token: annotate(
        z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be the token that the endpoint was sent'),
        { error: 'topicRequestInvalid', missing: 'topicRequestInvalid', secret: true },
      ),
    }),
  ),
  output: z.object({ requestId: smnRequestId, subscriptionUrn: z.string() }),
  rest: { method: 'POST', path: '/v2/notifications/subscriptions/confirm' },
  refusals: ['confirmationInvalid'],
});

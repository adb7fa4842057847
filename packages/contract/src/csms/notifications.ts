import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { subscriptionProtocolNames } from '../smn/fields.ts';
import { annotate } from '../wire/annotations.ts';
import { secretEventTypeNames } from './events.ts';
import { pageInfo, secretInput } from './fields.ts';

/** What became of what events had to tell, in the last three months [G 2.2.7, csms.json, EVT-04]. */

/**
 * `waiting`: on its way, also after failed attempts. `delivered`: to every subscription. `failed`: given up for one at least.
 * `invalid`: there was nobody to tell, because the topic or its confirmed subscriptions are missing.
 */
export const notificationStateNames = ['waiting', 'delivered', 'failed', 'invalid'] as const;
export type NotificationState = (typeof notificationStateNames)[number];
/** Of one delivery to one subscription. `dead`: given up; it can be sent again. */
export const deliveryStateNames = ['waiting', 'delivered', 'dead'] as const;
export type DeliveryState = (typeof deliveryStateNames)[number];

const epoch = z.int().min(0);
const MAX_FILTER_VALUES = 50;

export const listNotificationRecords = defineOperation({
  id: 'csms.listNotificationRecords',
  service: 'csms',
  summary: 'List notifications',
  description:
    'Newest first, those of the last three months, at most 1000. What was not tried yet is not listed; `FAIL` is also what is being tried again, `INVALID` what had no topic or no confirmed subscription.',
  scope: 'project',
  effect: 'read',
  action: 'csms::listNotificationRecords',
  legacyActions: ['csms:event:listNotificationRecords'],
  trace: { name: 'listNotificationRecords', resourceType: 'csms' },
  input: z.object({}),
  output: z.object({
    records: z.array(
      z.object({
        eventName: z.string(),
        triggerEventType: z.enum(secretEventTypeNames),
        createTime: z.int(),
        secretName: z.string(),
        secretType: z.string(),
        notificationTargetName: z.string(),
        notificationTargetId: z.string(),
        notificationContent: z.string(),
        notificationStatus: z.enum(['SUCCESS', 'FAIL', 'INVALID']),
      }),
    ),
    pageInfo,
  }),
  rest: { method: 'GET', path: '/v1/{project_id}/csms/notification-records' },
  refusals: [],
});

export const searchNotifications = defineOperation({
  id: 'csms.searchNotifications',
  service: 'csms',
  summary: 'Search notifications',
  description:
    'Newest first, those of the last three months, each with its deliveries. Values of one filter are alternatives, filters must all match.',
  scope: 'project',
  effect: 'read',
  action: 'csms::listNotificationRecords',
  trace: { name: 'listNotificationRecords', resourceType: 'csms' },
  input: secretInput(
    z.object({
      /** Part of the name of the secret, the event or the topic. */
      q: z.string().max(255).optional(),
      eventType: z.array(z.enum(secretEventTypeNames)).max(MAX_FILTER_VALUES).optional(),
      state: z.array(z.enum(notificationStateNames)).max(MAX_FILTER_VALUES).optional(),
      createdFrom: epoch.optional(),
      createdTo: epoch.optional(),
      limit: annotate(z.int().min(1).max(100), { error: 'limitInvalid' }).default(20),
      cursor: annotate(z.string().min(1).max(1024), { error: 'markerInvalid' }).optional(),
    }),
  ),
  output: z.object({
    items: z.array(
      z.object({
        /** The message ID that receivers see. */
        notificationId: z.string(),
        createdAt: z.int(),
        eventType: z.enum(secretEventTypeNames),
        eventName: z.string(),
        secretName: z.string(),
        topicName: z.string(),
        topicUrn: z.string(),
        state: z.enum(notificationStateNames),
        attempts: z.int(),
        deliveries: z.array(
          z.object({
            deliveryId: z.string(),
            protocol: z.enum(subscriptionProtocolNames),
            endpoint: z.string(),
            state: z.enum(deliveryStateNames),
            attempts: z.int(),
            lastAttemptAt: z.int().nullable(),
            /** Null when there is none to come. */
            nextAttemptAt: z.int().nullable(),
            /** What went wrong the last time, in words for people. */
            problem: z.string().nullable(),
          }),
        ),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  console: { method: 'GET', path: '/csms/notifications' },
  refusals: ['markerInvalid'],
});

export const resendNotification = defineOperation({
  id: 'csms.resendNotification',
  service: 'csms',
  summary: 'Send a notification again',
  description:
    'With the message ID that it had. What was given up is tried anew for 24 hours; what was delivered goes to the same subscriptions again; what had nobody to tell looks for them again.',
  scope: 'project',
  effect: 'change',
  action: 'csms::resendNotification',
  trace: { name: 'resendNotification', resourceType: 'csms' },
  input: secretInput(
    z.object({
      notificationId: z
        .string()
        .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID of 36 characters'),
    }),
  ),
  output: z.object({}),
  console: { method: 'POST', path: '/csms/notifications/{notificationId}/resend', success: 204 },
  refusals: ['notificationNotFound', 'notificationWaiting'],
});

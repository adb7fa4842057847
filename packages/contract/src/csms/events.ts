import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { eventName, nameMarker, pageInfo, secretInput, secretPageLimit } from './fields.ts';

/** Events: which changes of associated secrets are told to which topic [G 2.2.5, G 2.2.6, csms.json, EVT-01]. */

/** EVT-01: events of one account. */
export const MAX_EVENTS = 30;

/** In the order that screens offer them. */
export const secretEventTypeNames = [
  'SECRET_VERSION_CREATED',
  'SECRET_VERSION_EXPIRED',
  'SECRET_ROTATED',
  'SECRET_DELETED',
  'SECRET_ROTATED_FAILED',
] as const;
export type SecretEventType = (typeof secretEventTypeNames)[number];

const eventTypes = z
  .array(z.enum(secretEventTypeNames))
  .min(1)
  .max(12)
  .refine((types) => new Set(types).size === types.length, 'must not name a type twice');

const eventStateNames = ['enabled', 'disabled'] as const;
const eventState = z.codec(z.enum(['ENABLED', 'DISABLED']), z.enum(eventStateNames), {
  decode: (code) => (code === 'ENABLED' ? 'enabled' : 'disabled'),
  encode: (name) => (name === 'enabled' ? 'ENABLED' : 'DISABLED'),
});

/** The topic; it is looked up when something is sent, not when the event is saved. */
const notification = z.object({
  targetType: z.literal('SMN'),
  targetId: z
    .string()
    .regex(/^[a-zA-Z0-9._:-]{1,256}$/, 'must be the URN of a topic: 1 to 256 letters, digits or - . _ :'),
  targetName: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, hyphens or underscores'),
});

const event = z.object({
  name: z.string(),
  eventId: z.string(),
  eventTypes: z.array(z.enum(secretEventTypeNames)),
  state: eventState,
  createTime: z.int(),
  updateTime: z.int(),
  notification,
});
const answer = z.object({ event });

export const createSecretEvent = defineOperation({
  id: 'csms.createSecretEvent',
  service: 'csms',
  summary: 'Create an event',
  description: 'At most 30 in an account. A secret is associated with it by `event_subscriptions`.',
  scope: 'project',
  effect: 'create',
  action: 'csms::createEvent',
  legacyActions: ['csms:event:create'],
  trace: { name: 'createSecretEvent', resourceType: 'csms' },
  input: secretInput(z.object({ name: eventName, eventTypes, state: eventState, notification })),
  output: answer,
  rest: { method: 'POST', path: '/v1/{project_id}/csms/events' },
  console: { method: 'POST', path: '/csms/events' },
  refusals: ['secretEventNameTaken', 'secretEventQuotaExceeded'],
});

export const listSecretEvents = defineOperation({
  id: 'csms.listSecretEvents',
  service: 'csms',
  summary: 'List events',
  description:
    'By name. `marker` is the name of the last event of the page before; the last page has `next_marker` "".',
  scope: 'project',
  effect: 'read',
  action: 'csms::listEvents',
  legacyActions: ['csms:event:list'],
  trace: { name: 'listSecretEvents', resourceType: 'csms' },
  input: secretInput(z.object({ limit: secretPageLimit, marker: nameMarker })),
  output: z.object({ events: z.array(event), pageInfo }),
  rest: { method: 'GET', path: '/v1/{project_id}/csms/events' },
  console: { method: 'GET', path: '/csms/events' },
  refusals: [],
});

export const showSecretEvent = defineOperation({
  id: 'csms.showSecretEvent',
  service: 'csms',
  summary: 'Show an event',
  description: 'Types, topic and state of the event.',
  scope: 'project',
  effect: 'read',
  action: 'csms::getEvent',
  legacyActions: ['csms:event:get'],
  trace: { name: 'showSecretEvent', resourceType: 'csms' },
  input: secretInput(z.object({ eventName })),
  output: answer,
  rest: { method: 'GET', path: '/v1/{project_id}/csms/events/{event_name}' },
  console: { method: 'GET', path: '/csms/events/{eventName}' },
  refusals: ['secretEventNotFound'],
});

export const updateSecretEvent = defineOperation({
  id: 'csms.updateSecretEvent',
  service: 'csms',
  summary: 'Change an event',
  description: 'Changes what is given. A disabled event sends nothing.',
  scope: 'project',
  effect: 'change',
  action: 'csms::updateEvent',
  legacyActions: ['csms:event:update'],
  trace: { name: 'updateSecretEvent', resourceType: 'csms' },
  input: secretInput(
    z.object({
      eventName,
      state: eventState.optional(),
      eventTypes: eventTypes.optional(),
      notification: notification.optional(),
    }),
  ),
  output: answer,
  rest: { method: 'PUT', path: '/v1/{project_id}/csms/events/{event_name}' },
  console: { method: 'PUT', path: '/csms/events/{eventName}' },
  refusals: ['secretEventNotFound'],
});

export const deleteSecretEvent = defineOperation({
  id: 'csms.deleteSecretEvent',
  service: 'csms',
  summary: 'Delete an event',
  description: 'Refused while secrets are associated with it; the refusal names them.',
  scope: 'project',
  effect: 'destroy',
  action: 'csms::deleteEvent',
  legacyActions: ['csms:event:delete'],
  trace: { name: 'deleteSecretEvent', resourceType: 'csms' },
  input: secretInput(z.object({ eventName })),
  output: z.object({}),
  rest: { method: 'DELETE', path: '/v1/{project_id}/csms/events/{event_name}', success: 204 },
  console: { method: 'DELETE', path: '/csms/events/{eventName}', success: 204 },
  refusals: ['secretEventNotFound', 'secretEventInUse'],
});

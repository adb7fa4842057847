import {
  OperationError,
  type OperationId,
  type OperationInput,
  type OperationOutput,
} from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { PROJECT_ID } from './keys.ts';
import { server } from './server.ts';

type Event = OperationOutput<'csms.showSecretEvent'>['event'];
type Topic = OperationOutput<'smn.searchTopics'>['items'][number];
type View = OperationOutput<'smn.viewSubscriptions'>;
export type Subscription = View['subscriptions'][number];
export type Notification = OperationOutput<'csms.searchNotifications'>['items'][number];

/** Everything that somebody who looks after events may do. */
export const notificationOperations: readonly OperationId[] = [
  'csms.listSecretEvents',
  'csms.showSecretEvent',
  'csms.createSecretEvent',
  'csms.updateSecretEvent',
  'csms.deleteSecretEvent',
  'csms.secretQuota',
  'csms.searchSecrets',
  'csms.searchNotifications',
  'csms.resendNotification',
  'smn.searchTopics',
  'smn.showTopic',
  'smn.createTopic',
  'smn.updateTopic',
  'smn.deleteTopic',
  'smn.viewSubscriptions',
  'smn.addSubscription',
  'smn.requestConfirmation',
  'smn.cancelSubscription',
];

export const urnOf = (name: string) => `urn:smn:local-1:${PROJECT_ID}:${name}`;
export const OPS = urnOf('ops');
export const MADE_SECRET = 'whsec_bm90LXJlYWxseS1hLXNlY3JldC1vZi0yNC1i';
export const AT = Date.UTC(2026, 10, 20, 12);
/** A refusal as IAM-09 wants it: with what is missing and what mends it. */
export const denied = (action: string) =>
  new OperationError('permissionDenied', {
    explanation: { action, reason: 'No policy allows it.', remedy: 'Attach CSMS FullAccess.' },
  });

/** Events, topics and notifications that behave as those of the server do, as far as the tests look. */
export class NotificationWorld {
  readonly events = new Map<string, Event>();
  readonly topics = new Map<string, Topic>();
  readonly associated = new Map<string, readonly string[]>();
  readonly created: OperationInput<'csms.createSecretEvent'>[] = [];
  readonly updates: OperationInput<'csms.updateSecretEvent'>[] = [];
  readonly added: OperationInput<'smn.addSubscription'>[] = [];
  readonly asked: string[] = [];
  readonly searches: OperationInput<'csms.searchNotifications'>[] = [];
  readonly resent: string[] = [];
  subscriptions: Subscription[] = [];
  notifications: Notification[] = [];
  quota = 30;
  emailProblem: string | null = null;

  addTopic(name: string, displayName = ''): void {
    const subscriptions = { confirmed: 1, total: 2 };
    this.topics.set(urnOf(name), {
      topicUrn: urnOf(name),
      name,
      displayName,
      createdAt: AT,
      subscriptions,
      eventNames: [],
    });
  }

  addEvent(name: string, more: Partial<Event> = {}): void {
    this.events.set(name, {
      name,
      eventId: `id-of-${name}`,
      eventTypes: ['SECRET_VERSION_CREATED', 'SECRET_DELETED'],
      state: 'enabled',
      createTime: AT,
      updateTime: AT,
      notification: { targetType: 'SMN', targetId: OPS, targetName: 'ops' },
      ...more,
    });
  }

  play(): void {
    server.use(...this.#events(), ...this.#topics(), ...this.#subscriptions(), ...this.#notifications());
  }

  #event(name: string): Event {
    const event = this.events.get(name);
    if (!event) throw new OperationError('secretEventNotFound');
    return event;
  }

  #events() {
    const pageInfo = { nextMarker: '', previousMarker: '', currentCount: 0 };
    return [
      mockOperation('csms.listSecretEvents', () => ({ events: [...this.events.values()], pageInfo })),
      mockOperation('csms.showSecretEvent', ({ eventName }) => ({ event: this.#event(eventName) })),
      mockOperation('csms.secretQuota', () => ({
        secrets: { used: 0, quota: 200 },
        events: { used: this.events.size, quota: this.quota },
      })),
      mockOperation('csms.searchSecrets', ({ eventName = '' }) => {
        const names = this.associated.get(eventName) ?? [];
        return {
          items: names.map(aSecret),
          nextCursor: null,
          count: { value: names.length, capped: false },
        };
      }),
      mockOperation('csms.createSecretEvent', (input) => {
        if (this.events.has(input.name)) throw new OperationError('secretEventNameTaken', { field: 'name' });
        this.created.push(input);
        this.addEvent(input.name, input);
        return { event: this.#event(input.name) };
      }),
      mockOperation('csms.updateSecretEvent', (input) => {
        this.updates.push(input);
        const { eventName, state, eventTypes, notification } = input;
        const before = this.#event(eventName);
        this.addEvent(eventName, {
          state: state ?? before.state,
          eventTypes: eventTypes ?? before.eventTypes,
          notification: notification ?? before.notification,
        });
        return { event: this.#event(eventName) };
      }),
      mockOperation('csms.deleteSecretEvent', ({ eventName }) => {
        if (this.associated.has(eventName)) throw new OperationError('secretEventInUse');
        this.events.delete(eventName);
        return {};
      }),
    ];
  }

  #topic(urn: string): Topic {
    const topic = this.topics.get(urn);
    if (!topic) throw new OperationError('topicNotFound');
    return topic;
  }

  #topics() {
    const requestId = '0'.repeat(32);
    return [
      mockOperation('smn.searchTopics', ({ q = '', offset, limit }) => {
        const found = [...this.topics.values()].filter(({ name }) => name.includes(q));
        return { total: found.length, items: found.slice(offset, offset + limit) };
      }),
      mockOperation('smn.showTopic', ({ topicUrn }) => {
        const { name, displayName, createdAt } = this.#topic(topicUrn);
        return {
          requestId,
          topicUrn,
          name,
          displayName,
          pushPolicy: 0,
          enterpriseProjectId: '0',
          topicId: 'f'.repeat(32),
          createTime: createdAt,
          updateTime: createdAt,
        };
      }),
      mockOperation('smn.createTopic', ({ name, displayName }) => {
        this.addTopic(name, displayName);
        return { requestId, topicUrn: urnOf(name) };
      }),
      mockOperation('smn.updateTopic', ({ topicUrn, displayName }) => {
        this.topics.set(topicUrn, { ...this.#topic(topicUrn), displayName });
        return { requestId };
      }),
      mockOperation('smn.deleteTopic', ({ topicUrn }) => {
        if (this.#topic(topicUrn).eventNames.length > 0) throw new OperationError('topicInUse');
        this.topics.delete(topicUrn);
        return { requestId };
      }),
    ];
  }

  #subscriptions() {
    const requestId = '0'.repeat(32);
    return [
      mockOperation('smn.viewSubscriptions', () => ({
        subscriptions: this.subscriptions,
        protocols: [
          { protocol: 'https', problem: null },
          { protocol: 'http', problem: null },
          { protocol: 'email', problem: this.emailProblem },
        ],
      })),
      mockOperation('smn.addSubscription', (input) => {
        if (input.endpoint.includes('169.254.')) {
          throw new OperationError('subscriptionEndpointRefused', { field: 'endpoint' });
        }
        this.added.push(input);
        const { protocol, endpoint, remark = '', topicUrn } = input;
        this.subscriptions.push(aSubscription({ protocol, endpoint, remark, confirmation: anAsking() }));
        const made = protocol !== 'email' && input.extension?.signSecret === undefined;
        return {
          requestId,
          subscriptionUrn: `${topicUrn}:${'a'.repeat(32)}`,
          ...(made ? { extension: { signSecret: MADE_SECRET } } : {}),
        };
      }),
      mockOperation('smn.requestConfirmation', ({ subscriptionUrn }) => {
        this.asked.push(subscriptionUrn);
        return {};
      }),
      mockOperation('smn.cancelSubscription', ({ subscriptionUrn }) => {
        this.subscriptions = this.subscriptions.filter((one) => one.subscriptionUrn !== subscriptionUrn);
        return { requestId };
      }),
    ];
  }

  #notifications() {
    return [
      mockOperation('csms.searchNotifications', (input) => {
        this.searches.push(input);
        const { q = '', state, eventType, limit, cursor = '0' } = input;
        const found = this.notifications.filter(
          (one) =>
            one.secretName.includes(q) &&
            (state?.includes(one.state) ?? true) &&
            (eventType?.includes(one.eventType) ?? true),
        );
        const end = Number(cursor) + limit;
        return {
          items: found.slice(Number(cursor), end),
          nextCursor: end < found.length ? String(end) : null,
        };
      }),
      mockOperation('csms.resendNotification', ({ notificationId }) => {
        const found = this.notifications.find((one) => one.notificationId === notificationId);
        if (!found) throw new OperationError('notificationNotFound');
        if (found.state === 'waiting') throw new OperationError('notificationWaiting');
        this.resent.push(notificationId);
        this.notifications = this.notifications.map((one) =>
          one === found ? { ...found, state: 'waiting' } : one,
        );
        return {};
      }),
    ];
  }
}

export const anAsking = (): NonNullable<Subscription['confirmation']> => ({
  attempts: 1,
  sentAt: AT,
  expiresAt: Date.now() + 48 * 3_600_000,
  problem: null,
});

export function aSubscription(more: Partial<Subscription> = {}): Subscription {
  const endpoint = more.endpoint ?? 'https://hooks.example.com/dew';
  const id = Buffer.from(endpoint).toString('hex').padEnd(32, '0').slice(-32);
  return {
    subscriptionUrn: `${OPS}:${id}`,
    protocol: 'https',
    endpoint,
    remark: '',
    confirmed: false,
    createdAt: AT,
    confirmedAt: null,
    confirmation: null,
    ...more,
  };
}

export function aNotification(number: number, more: Partial<Notification> = {}): Notification {
  return {
    notificationId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    createdAt: AT - number * 60_000,
    eventType: 'SECRET_VERSION_CREATED',
    eventName: 'demo',
    secretName: `secret-${number}`,
    topicName: 'ops',
    topicUrn: OPS,
    state: 'delivered',
    attempts: 1,
    deliveries: [],
    ...more,
  };
}

export function aDelivery(more: Partial<Notification['deliveries'][number]> = {}) {
  return {
    deliveryId: 'd-1',
    protocol: 'https' as const,
    endpoint: 'https://hooks.example.com/dew',
    state: 'delivered' as const,
    attempts: 1,
    lastAttemptAt: AT,
    nextAttemptAt: null,
    problem: null,
    ...more,
  };
}

function aSecret(secretName: string): OperationOutput<'csms.searchSecrets'>['items'][number] {
  return {
    secretId: secretName,
    secretName,
    state: 'enabled',
    secretType: 'COMMON',
    description: '',
    kmsKeyId: '',
    accountId: '',
    projectId: PROJECT_ID,
    enterpriseProjectId: '0',
    createdAt: AT,
    updatedAt: AT,
    deletionAt: null,
    rotation: { enabled: false, period: null, config: null, rotatedAt: null, nextRotationAt: null },
    eventNames: [],
    tags: [],
  };
}

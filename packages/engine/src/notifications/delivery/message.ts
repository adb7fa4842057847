import type { SecretEventType } from '@dewpoint/contract';
import type { Selectable } from 'kysely';
import type { NotificationOutboxTable } from '../../store/notification-tables.ts';

type Notification = Pick<
  Selectable<NotificationOutboxTable>,
  'id' | 'project_id' | 'secret_name' | 'event_name' | 'event_type' | 'target_name' | 'content' | 'created_at'
>;

/** A CloudEvent 1.0 in structured mode, as JSON text. `time` is ms since 1970 UTC. */
export function cloudEvent(event: {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: number;
  readonly data: unknown;
}): string {
  const { data, time, ...attributes } = event;
  return JSON.stringify({
    specversion: '1.0',
    datacontenttype: 'application/json',
    ...attributes,
    time: new Date(time).toISOString(),
    data,
  });
}

/** What a webhook receives: a CloudEvent whose data is `notification_content` of the documents; never a value. */
export function cloudEventOf(notification: Notification, publicUrl: string): string {
  return cloudEvent({
    id: notification.id,
    source: `${publicUrl}/v1/${notification.project_id}/secrets/${notification.secret_name}`,
    type: `dewpoint.csms.${notification.event_type}`,
    subject: notification.secret_name,
    time: notification.created_at,
    data: JSON.parse(notification.content) as unknown,
  });
}

/** The documents' words for the types of events [G 2.2.5]; the type itself for what has none. */
const wordsOfType: Readonly<Partial<Record<string, string>>> = {
  SECRET_VERSION_CREATED: 'Version creation',
  SECRET_VERSION_EXPIRED: 'Version expiry',
  SECRET_ROTATED: 'Secret rotation',
  SECRET_ROTATED_FAILED: 'Secret rotation failure',
  SECRET_DELETED: 'Secret deletion',
} satisfies Record<SecretEventType, string>;

export function emailOf(notification: Notification): { readonly subject: string; readonly text: string } {
  const what = wordsOfType[notification.event_type] ?? notification.event_type;
  const content: unknown = JSON.parse(notification.content);
  const data: unknown = typeof content === 'object' && content !== null ? Reflect.get(content, 'data') : {};
  const version: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'versionId') : null;
  const lines = [
    `${what}: ${notification.secret_name}`,
    '',
    `Secret: ${notification.secret_name}`,
    ...(typeof version === 'string' ? [`Version: ${version}`] : []),
    `Time: ${new Date(notification.created_at).toISOString()}`,
    `Event: ${notification.event_name}`,
    `Topic: ${notification.target_name}`,
    `Message ID: ${notification.id}`,
  ];
  return { subject: `${what}: ${notification.secret_name}`, text: `${lines.join('\n')}\n` };
}

/** What an endpoint is asked before it gets anything else (EVT-02). */
export interface ConfirmationRequest {
  readonly messageId: string;
  readonly token: string;
  readonly topicUrn: string;
  readonly topicName: string;
  readonly subscriptionUrn: string;
  readonly expiresAt: number;
  readonly sentAt: number;
}

/** Where a person confirms by opening it. */
export const CONFIRMATION_PATH = '/notifications/confirm';

function confirmationLink(publicUrl: string, token: string): string {
  return `${publicUrl}${CONFIRMATION_PATH}?token=${token}`;
}

export function confirmationEventOf(request: ConfirmationRequest, publicUrl: string): string {
  return cloudEvent({
    id: request.messageId,
    source: publicUrl,
    type: 'dewpoint.smn.SUBSCRIPTION_CONFIRMATION',
    subject: request.topicName,
    time: request.sentAt,
    data: {
      token: request.token,
      confirmationUrl: confirmationLink(publicUrl, request.token),
      topicUrn: request.topicUrn,
      subscriptionUrn: request.subscriptionUrn,
      expiresAt: request.expiresAt,
    },
  });
}

export function confirmationEmailOf(request: ConfirmationRequest, publicUrl: string) {
  return {
    subject: `Confirm your subscription to ${request.topicName}`,
    text: [
      `This address was subscribed to the topic ${request.topicName}.`,
      'It receives nothing until you confirm by opening this link:',
      '',
      confirmationLink(publicUrl, request.token),
      '',
      `The link works until ${new Date(request.expiresAt).toISOString()}.`,
      'If you did not ask for this, ignore this message.',
      '',
    ].join('\n'),
  };
}

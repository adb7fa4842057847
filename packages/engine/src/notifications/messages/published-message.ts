import {
  type MessageAttribute,
  messageStructureTexts,
  type OperationInput,
  type SubscriptionProtocol,
} from '@dewpoint/contract';
import type { NotificationRow } from '../delivery/delivery-repository.ts';
import { cloudEvent } from '../delivery/message.ts';

/** What a program published, as the outbox keeps it. */
interface PublishedMessage {
  readonly subject: string;
  /** By protocol; `default` is for protocols that have none of their own. */
  readonly texts: Readonly<{ default: string } & Partial<Record<SubscriptionProtocol, string | undefined>>>;
  readonly attributes: readonly MessageAttribute[];
}

/** @returns null when there is no text to send */
export function publishedMessageOf(input: OperationInput<'smn.publishMessage'>): PublishedMessage | null {
  const { subject = '', message, messageStructure, messageAttributes: attributes = [] } = input;
  if (messageStructure !== undefined) {
    return { subject, texts: messageStructureTexts.parse(JSON.parse(messageStructure)), attributes };
  }
  return message === undefined ? null : { subject, texts: { default: message }, attributes };
}

/** Whether a message goes out by this protocol: its attributes of type PROTOCOL may name those that it is for. */
export function goesBy(row: NotificationRow, protocol: SubscriptionProtocol): boolean {
  return (
    row.kind !== 'message' ||
    readMessage(row).attributes.every(({ type, value }) => type !== 'PROTOCOL' || value.includes(protocol))
  );
}

/** What a webhook receives: a CloudEvent with the text for its protocol. */
export function publishedEventOf(
  row: NotificationRow,
  protocol: SubscriptionProtocol,
  publicUrl: string,
): string {
  const { subject, texts, attributes } = readMessage(row);
  return cloudEvent({
    id: row.id,
    source: `${publicUrl}/v2/${row.project_id}/notifications/topics/${row.target_id}`,
    type: 'dewpoint.smn.MESSAGE',
    subject: row.target_name,
    time: row.created_at,
    data: {
      topicUrn: row.target_id,
      subject,
      message: texts[protocol] ?? texts.default,
      attributes: attributes.filter(({ type }) => type !== 'PROTOCOL'),
    },
  });
}

export function publishedEmailOf(row: NotificationRow): { readonly subject: string; readonly text: string } {
  const { subject, texts } = readMessage(row);
  return { subject: subject || `Message of ${row.target_name}`, text: texts.email ?? texts.default };
}

/** The row was written by `publishMessage` and by nothing else. */
function readMessage({ content }: NotificationRow): PublishedMessage {
  return JSON.parse(content);
}

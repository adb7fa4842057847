import type { Generated } from 'kysely';

/** Topics and what is on its way to their subscriptions. */
export interface NotificationTables {
  notification_outbox: NotificationOutboxTable;
  topics: TopicsTable;
  topic_subscriptions: TopicSubscriptionsTable;
  notification_deliveries: NotificationDeliveriesTable;
}

/**
 * What events have to tell, written in the transaction of the change itself (EVT-03), and what programs publish to a topic. Of a
 * published message the topic stands where the secret does, because that is what it is about; there is no event, and its fields are empty.
 */
export interface NotificationOutboxTable {
  /** Order of the changes. */
  seq: Generated<number>;
  /** UUIDv4, of a published message 32 hex digits; the message ID by which receivers recognise a repeated delivery. */
  id: string;
  kind: Generated<'event' | 'message'>;
  account_id: string;
  project_id: string;
  /** Deliveries about one thing to one subscription come in order. */
  secret_id: string;
  secret_name: string;
  secret_type: string;
  event_id: string;
  event_name: string;
  event_type: string;
  /** The topic as the event named it when the change was made. */
  target_type: string;
  target_id: string;
  target_name: string;
  /** JSON of `notification_content` [csms.json ListNotificationRecords], never a value; of a message, what was published. */
  content: string;
  created_at: number;
  /** ms after which it is given up; null for the time that all have. */
  lives_for: number | null;
  /** Null while nobody has looked who is to be told. */
  dispatched_at: number | null;
  state: Generated<'waiting' | 'delivered' | 'failed' | 'invalid'>;
  /** Of all its deliveries together. */
  attempts: Generated<number>;
}

export interface TopicsTable {
  /** 32 hex digits. */
  id: string;
  account_id: string;
  project_id: string;
  enterprise_project_id: string;
  /** Unique in the project; never changes. */
  name: string;
  display_name: string;
  created_at: number;
  updated_at: number;
}

export interface TopicSubscriptionsTable {
  /** 32 hex digits. */
  id: string;
  topic_id: string;
  account_id: string;
  project_id: string;
  protocol: 'https' | 'http' | 'email';
  endpoint: string;
  remark: string;
  /** Secret that signs webhooks, sealed under the instance's keys; null for email. */
  sealed_sign_secret: Uint8Array | null;
  confirmed_at: number | null;
  /** SHA-256 of the token that confirms, hex; null when confirmed. */
  confirmation_hash: string | null;
  /** The same token, sealed, for the request that is still to be sent. */
  sealed_confirmation: Uint8Array | null;
  confirmation_expires_at: number;
  confirmation_attempts: number;
  confirmation_sent_at: number | null;
  /** Why the endpoint could not be asked. */
  confirmation_problem: string | null;
  created_at: number;
}

/** One notification on its way to one subscription. */
export interface NotificationDeliveriesTable {
  /** Order in which a subscription hears of one secret. */
  seq: Generated<number>;
  /** UUIDv4. */
  id: string;
  account_id: string;
  project_id: string;
  /** `notification_outbox.id` */
  notification_id: string;
  secret_id: string;
  subscription_id: string;
  /** As they were when the notification was dispatched: a record outlives its subscription. */
  protocol: 'https' | 'http' | 'email';
  endpoint: string;
  state: 'waiting' | 'delivered' | 'dead';
  attempts: number;
  last_attempt_at: number | null;
  next_attempt_at: number;
  /** No attempt is planned after this. */
  give_up_at: number;
  /** Who is sending it now, and until when that counts. */
  lease: string | null;
  lease_until: number | null;
  problem: string | null;
  created_at: number;
}

import { randomUUID } from 'node:crypto';
import type { SecretEventType } from '@dewpoint/contract';
import type { JobScheduler } from '../../jobs/job.ts';
import { planDispatch } from '../../notifications/delivery/dispatch-job.ts';
import type { Transaction } from '../../store/store.ts';
import type { SecretRecord } from '../secrets/secret-record.ts';
import { type EventRow, eventTypesOf } from './event-repository.ts';

/** Something that happened to a secret, as its events may tell it. */
export interface SecretHappening {
  readonly type: SecretEventType;
  readonly secret: SecretRecord;
  /** The version that it is about; null when it is about the secret as a whole. */
  readonly version: { readonly version: number; readonly expiresAt: number | null } | null;
  /** ms since 1970 UTC. */
  readonly at: number;
}

/** Where the domain says what happened. It is part of the change: both are committed, or none is (EVT-03). */
export interface SecretNotifications {
  tell(transaction: Transaction, happening: SecretHappening): Promise<void>;
}

/**
 * The transactional outbox: one row for each enabled event that the secret is associated with and that has the type. A row holds all
 * that a delivery needs, because secret and event may be changed or gone when it is delivered; it never holds a value. The job that takes
 * it further is planned with it.
 */
export function createOutbox(jobs: JobScheduler): SecretNotifications {
  return {
    async tell(transaction, happening) {
      const { secret, type, at } = happening;
      const events = await transaction
        .selectFrom('secret_event_links')
        .innerJoin('secret_events', 'secret_events.id', 'secret_event_links.event_id')
        .selectAll('secret_events')
        .where('secret_event_links.secret_id', '=', secret.id)
        .where('secret_events.state', '=', 'enabled')
        .orderBy('secret_events.name')
        .execute();
      const wanted = events.filter((event) => eventTypesOf(event).includes(type));
      if (wanted.length === 0) return;
      await transaction
        .insertInto('notification_outbox')
        .values(
          wanted.map((event) => ({
            id: randomUUID(),
            account_id: secret.accountId,
            project_id: secret.projectId,
            secret_id: secret.id,
            secret_name: secret.name,
            secret_type: secret.type,
            event_id: event.id,
            event_name: event.name,
            event_type: type,
            target_type: event.target_type,
            target_id: event.target_id,
            target_name: event.target_name,
            content: contentOf(event, happening),
            created_at: at,
            dispatched_at: null,
          })),
        )
        .execute();
      await planDispatch(jobs, transaction, secret, at);
    },
  };
}

/** `notification_content` [csms.json ListNotificationRecords]; times in ms since 1970 UTC. */
function contentOf(event: EventRow, { type, secret, version, at }: SecretHappening): string {
  return JSON.stringify({
    eventName: event.name,
    eventType: type,
    eventTime: at,
    data: {
      secretId: secret.id,
      secretName: secret.name,
      createTime: secret.createdAt,
      updateTime: secret.updatedAt,
      ...(version === null
        ? {}
        : { versionId: `v${version.version}`, versionExpireTime: version.expiresAt ?? undefined }),
    },
  });
}

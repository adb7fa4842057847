import {
  OperationError,
  type OperationInput,
  type OperationOutput,
  type SecretEventType,
  secretEventTypeNames,
} from '@dewpoint/contract';
import { type SqlBool, sql } from 'kysely';
import { decodeCursor, encodeCursor } from '../../kms/key-cursor.ts';
import { type ProjectScope, projectScope } from '../../kms/project-scope.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { Transaction } from '../../store/store.ts';
import { planDelivery } from '../delivery/delivery-job.ts';
import {
  type DeliveryRow,
  type NotificationRow,
  settleNotification,
  updateDelivery,
} from '../delivery/delivery-repository.ts';
import { planDispatch } from '../delivery/dispatch-job.ts';
import { GIVE_UP_AFTER_IN_MS } from '../delivery/retry-plan.ts';
import type { NotificationParts } from '../notification-parts.ts';
import { RECORD_MEMORY_IN_MS } from './record-memory.ts';

export type RecordOperations =
  | 'csms.listNotificationRecords'
  | 'csms.searchNotifications'
  | 'csms.resendNotification';

type SearchInput = OperationInput<'csms.searchNotifications'>;
type Listed = OperationOutput<'csms.searchNotifications'>['items'][number];

/** [csms.json ListNotificationRecords]: items 0..1000. */
const MOST_RECORDS = 1000;
const SORT = '-seq';

/** What became of notifications (EVT-04). */
export function recordHandlers(parts: NotificationParts): HandlersOf<RecordOperations> {
  return {
    'csms.listNotificationRecords': {
      kind: 'direct',
      async run({ context, now }) {
        const rows = await kept(parts, projectScope(context), now)
          .where((builder) => builder.or([builder('state', '<>', 'waiting'), builder('attempts', '>', 0)]))
          .orderBy('seq', 'desc')
          .limit(MOST_RECORDS)
          .execute();
        return {
          records: rows.map(recordOf),
          pageInfo: { nextMarker: '', previousMarker: '', currentCount: rows.length },
        };
      },
    },
    'csms.searchNotifications': {
      kind: 'direct',
      run: ({ context, input, now }) => search(parts, projectScope(context), input, now),
    },
    'csms.resendNotification': {
      kind: 'transaction',
      async run(call, transaction) {
        const { accountId, projectId } = projectScope(call.context);
        const row = await transaction
          .selectFrom('notification_outbox')
          .selectAll()
          .where('account_id', '=', accountId)
          .where('project_id', '=', projectId)
          .where('kind', '=', 'event')
          .where('id', '=', call.input.notificationId)
          .forUpdate()
          .executeTakeFirst();
        if (row === undefined) throw new OperationError('notificationNotFound');
        call.traceResource({ id: row.secret_id, name: row.secret_name });
        await resend(parts, transaction, row, call.now);
        return {};
      },
    },
  };
}

async function resend(
  { jobs }: NotificationParts,
  transaction: Transaction,
  row: NotificationRow,
  now: number,
): Promise<void> {
  if (row.state === 'waiting') throw new OperationError('notificationWaiting');
  if (row.state === 'invalid') {
    await transaction
      .updateTable('notification_outbox')
      .set({ state: 'waiting', dispatched_at: null })
      .where('id', '=', row.id)
      .execute();
    await planDispatch(jobs, transaction, { id: row.secret_id, accountId: row.account_id }, now);
    return;
  }
  const deliveries = await transaction
    .selectFrom('notification_deliveries')
    .innerJoin('topic_subscriptions', 'topic_subscriptions.id', 'notification_deliveries.subscription_id')
    .selectAll('notification_deliveries')
    .where('notification_id', '=', row.id)
    .where('state', '=', row.state === 'failed' ? 'dead' : 'delivered')
    .execute();
  if (deliveries.length === 0) {
    throw new OperationError('notificationNotFound', {
      message: 'The subscriptions that the notification was for are gone. There is nobody to send it to.',
    });
  }
  for (const { id, subscription_id } of deliveries) {
    await updateDelivery(transaction, id, {
      state: 'waiting',
      next_attempt_at: now,
      give_up_at: now + GIVE_UP_AFTER_IN_MS,
    });
    await planDelivery(jobs, transaction, { subscriptionId: subscription_id, ...row }, now);
  }
  await settleNotification(transaction, row.id);
}

function kept({ store }: NotificationParts, { accountId, projectId }: ProjectScope, now: number) {
  return store.read
    .selectFrom('notification_outbox')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('project_id', '=', projectId)
    .where('kind', '=', 'event')
    .where('created_at', '>=', now - RECORD_MEMORY_IN_MS);
}

async function search(
  parts: NotificationParts,
  scope: ProjectScope,
  input: SearchInput,
  now: number,
): Promise<OperationOutput<'csms.searchNotifications'>> {
  const { q, eventType, state, createdFrom, createdTo } = input;
  let query = kept(parts, scope, now);
  if (q) {
    query = query.where((builder) =>
      builder.or(['secret_name', 'event_name', 'target_name'].map((column) => contains(parts, column, q))),
    );
  }
  if (eventType?.length) query = query.where('event_type', 'in', eventType);
  if (state?.length) query = query.where('state', 'in', state);
  if (createdFrom !== undefined) query = query.where('created_at', '>=', createdFrom);
  if (createdTo !== undefined) query = query.where('created_at', '<=', createdTo);
  if (input.cursor !== undefined) {
    query = query.where('seq', '<', Number(decodeCursor(input.cursor, SORT, 'number').value));
  }
  const found = await query
    .orderBy('seq', 'desc')
    .limit(input.limit + 1)
    .execute();
  const rows = found.slice(0, input.limit);
  const last = rows.at(-1);
  const deliveries = await deliveriesOf(
    parts,
    rows.map(({ id }) => id),
  );
  return {
    items: rows.map((row) => listedOf(row, deliveries.get(row.id) ?? [])),
    nextCursor:
      found.length > input.limit && last !== undefined
        ? encodeCursor({ sort: SORT, value: last.seq, id: '' })
        : null,
  };
}

function contains({ store }: NotificationParts, column: string, text: string) {
  const literal = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const like = sql.raw(store.dialect === 'postgres' ? 'ilike' : 'like');
  return sql<SqlBool>`${sql.ref(column)} ${like} ${literal} escape '\\'`;
}

async function deliveriesOf({ store }: NotificationParts, ids: readonly string[]) {
  const found = new Map<string, DeliveryRow[]>();
  if (ids.length === 0) return found;
  const rows = await store.read
    .selectFrom('notification_deliveries')
    .selectAll()
    .where('notification_id', 'in', ids)
    .orderBy('seq')
    .execute();
  for (const row of rows) {
    found.set(row.notification_id, [...(found.get(row.notification_id) ?? []), row]);
  }
  return found;
}

function listedOf(row: NotificationRow, deliveries: readonly DeliveryRow[]): Listed {
  return {
    notificationId: row.id,
    createdAt: row.created_at,
    eventType: eventTypeOf(row),
    eventName: row.event_name,
    secretName: row.secret_name,
    topicName: row.target_name,
    topicUrn: row.target_id,
    state: row.state,
    attempts: row.attempts,
    deliveries: deliveries.map((delivery) => ({
      deliveryId: delivery.id,
      protocol: delivery.protocol,
      endpoint: delivery.endpoint,
      state: delivery.state,
      attempts: delivery.attempts,
      lastAttemptAt: delivery.last_attempt_at,
      nextAttemptAt: delivery.state === 'waiting' ? delivery.next_attempt_at : null,
      problem: delivery.problem,
    })),
  };
}

/** What is still being tried counts as failed as soon as an attempt has; the caller leaves out what was not tried. */
const statusOf = { delivered: 'SUCCESS', failed: 'FAIL', waiting: 'FAIL', invalid: 'INVALID' } as const;

function recordOf(row: NotificationRow) {
  return {
    eventName: row.event_name,
    triggerEventType: eventTypeOf(row),
    createTime: row.created_at,
    secretName: row.secret_name,
    secretType: row.secret_type,
    notificationTargetName: row.target_name,
    notificationTargetId: row.target_id,
    notificationContent: row.content,
    notificationStatus: statusOf[row.state],
  };
}

function eventTypeOf(row: NotificationRow): SecretEventType {
  const found = secretEventTypeNames.find((name) => name === row.event_type);
  if (found === undefined) throw new TypeError(`notification ${row.id}: event type ${row.event_type}`);
  return found;
}

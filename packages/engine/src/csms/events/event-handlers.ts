import { randomUUID } from 'node:crypto';
import { MAX_EVENTS, OperationError, type OperationOutput } from '@dewpoint/contract';
import { lockAccount } from '../../kms/key-repository.ts';
import { projectScope } from '../../kms/project-scope.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { CsmsParts } from '../csms-parts.ts';
import {
  countEvents,
  type EventRow,
  eventTypesOf,
  eventTypesText,
  findEvent,
  listEvents,
  lockEvent,
  secretsOfEvent,
} from './event-repository.ts';

type EventOperations =
  | 'csms.createSecretEvent'
  | 'csms.listSecretEvents'
  | 'csms.showSecretEvent'
  | 'csms.updateSecretEvent'
  | 'csms.deleteSecretEvent';

type EventAnswer = OperationOutput<'csms.showSecretEvent'>['event'];

/** Secrets that a refused deletion names. */
const MOST_NAMED_SECRETS = 10;

/** Events (EVT-01). They act on no single secret, so permissions look at the action alone. */
export function eventHandlers(parts: Pick<CsmsParts, 'store'>): HandlersOf<EventOperations> {
  const { store } = parts;
  return {
    'csms.createSecretEvent': {
      kind: 'transaction',
      async run(call, transaction) {
        const { context, input, now } = call;
        const { accountId, projectId } = projectScope(context);
        await lockAccount(transaction, store.dialect, accountId);
        const holder = await findEvent(transaction, { accountId, projectId }, input.name);
        if (holder !== undefined) throw new OperationError('secretEventNameTaken', { field: 'name' });
        if ((await countEvents(transaction, accountId)) >= MAX_EVENTS) {
          throw new OperationError('secretEventQuotaExceeded');
        }
        const row: EventRow = {
          id: randomUUID(),
          account_id: accountId,
          project_id: projectId,
          name: input.name,
          state: input.state,
          types: eventTypesText(input.eventTypes),
          target_type: input.notification.targetType,
          target_id: input.notification.targetId,
          target_name: input.notification.targetName,
          created_at: now,
          updated_at: now,
        };
        await transaction.insertInto('secret_events').values(row).execute();
        call.traceResource({ id: row.id, name: row.name });
        return { event: eventAnswer(row) };
      },
    },
    'csms.listSecretEvents': {
      kind: 'direct',
      async run({ context, input }) {
        const found = await listEvents(store.read, projectScope(context), input.marker, input.limit + 1);
        const rows = found.slice(0, input.limit);
        return {
          events: rows.map(eventAnswer),
          pageInfo: {
            nextMarker: found.length > input.limit ? (rows.at(-1)?.name ?? '') : '',
            previousMarker: rows[0]?.name ?? '',
            currentCount: rows.length,
          },
        };
      },
    },
    'csms.showSecretEvent': {
      kind: 'direct',
      async run(call) {
        const row = await findEvent(store.read, projectScope(call.context), call.input.eventName);
        if (row === undefined) throw new OperationError('secretEventNotFound');
        call.traceResource({ id: row.id, name: row.name });
        return { event: eventAnswer(row) };
      },
    },
    'csms.updateSecretEvent': {
      kind: 'transaction',
      async run(call, transaction) {
        const { context, input, now } = call;
        const event = await lockEvent(transaction, projectScope(context), input.eventName);
        const { notification } = input;
        const changed: EventRow = {
          ...event,
          state: input.state ?? event.state,
          types: input.eventTypes === undefined ? event.types : eventTypesText(input.eventTypes),
          target_type: notification?.targetType ?? event.target_type,
          target_id: notification?.targetId ?? event.target_id,
          target_name: notification?.targetName ?? event.target_name,
          updated_at: now,
        };
        await transaction.updateTable('secret_events').set(changed).where('id', '=', event.id).execute();
        call.traceResource({ id: event.id, name: event.name });
        return { event: eventAnswer(changed) };
      },
    },
    'csms.deleteSecretEvent': {
      kind: 'transaction',
      async run(call, transaction) {
        const event = await lockEvent(transaction, projectScope(call.context), call.input.eventName);
        call.traceResource({ id: event.id, name: event.name });
        const names = await secretsOfEvent(transaction, event.id, MOST_NAMED_SECRETS + 1);
        if (names.length > 0) throw eventInUse(names);
        await transaction.deleteFrom('secret_events').where('id', '=', event.id).execute();
        return {};
      },
    },
  };
}

function eventInUse(names: readonly string[]): OperationError {
  const named = names.slice(0, MOST_NAMED_SECRETS).join(', ');
  const more = names.length > MOST_NAMED_SECRETS ? ' and more' : '';
  return new OperationError('secretEventInUse', {
    message: `The event is associated with secrets: ${named}${more}. Remove it from them before you delete it.`,
  });
}

function eventAnswer(row: EventRow): EventAnswer {
  return {
    name: row.name,
    eventId: row.id,
    eventTypes: eventTypesOf(row),
    state: row.state,
    createTime: row.created_at,
    updateTime: row.updated_at,
    notification: {
      targetType: row.target_type,
      targetId: row.target_id,
      targetName: row.target_name,
    },
  };
}

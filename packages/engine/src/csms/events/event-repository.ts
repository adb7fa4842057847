import { OperationError, type SecretEventType, secretEventTypeNames } from '@dewpoint/contract';
import type { Kysely, Selectable } from 'kysely';
import type { ProjectScope } from '../../kms/project-scope.ts';
import type { SecretEventsTable } from '../../store/secret-tables.ts';
import type { Transaction } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';

export type EventRow = Selectable<SecretEventsTable>;

/** The types of an event; the column is JSON that only this file reads and writes. */
export function eventTypesOf(row: Pick<EventRow, 'types'>): SecretEventType[] {
  const stored: unknown = JSON.parse(row.types);
  if (!Array.isArray(stored)) throw new TypeError('secret_events.types is not a list');
  return secretEventTypeNames.filter((name) => stored.includes(name));
}

export function eventTypesText(types: readonly SecretEventType[]): string {
  return JSON.stringify(types);
}

/** Events of the account, in all its projects (EVT-01). */
export async function countEvents(database: Kysely<Tables>, accountId: string): Promise<number> {
  const row = await database
    .selectFrom('secret_events')
    .select((select) => select.fn.countAll<number | string>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** An event by its name, which is unique in account and project. */
export function findEvent(
  database: Kysely<Tables>,
  scope: ProjectScope,
  name: string,
): Promise<EventRow | undefined> {
  return eventQuery(database, scope, name).executeTakeFirst();
}

/**
 * The same, locked until the transaction ends: what is being associated cannot be deleted, and the reverse.
 * @throws OperationError `secretEventNotFound`
 */
export async function lockEvent(
  transaction: Transaction,
  scope: ProjectScope,
  name: string,
): Promise<EventRow> {
  const row = await eventQuery(transaction, scope, name).forUpdate().executeTakeFirst();
  if (row === undefined) throw new OperationError('secretEventNotFound');
  return row;
}

function eventQuery(database: Kysely<Tables>, { accountId, projectId }: ProjectScope, name: string) {
  return database
    .selectFrom('secret_events')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('project_id', '=', projectId)
    .where('name', '=', name);
}

/** A page of events by name. */
export function listEvents(
  database: Kysely<Tables>,
  { accountId, projectId }: ProjectScope,
  after: string,
  limit: number,
): Promise<EventRow[]> {
  return database
    .selectFrom('secret_events')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('project_id', '=', projectId)
    .where('name', '>', after)
    .orderBy('name')
    .limit(limit)
    .execute();
}

/** Names of the events that each of these secrets is associated with; secrets without any are absent. */
export async function eventNamesOf(
  database: Kysely<Tables>,
  secretIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  if (secretIds.length === 0) return found;
  const rows = await database
    .selectFrom('secret_event_links')
    .innerJoin('secret_events', 'secret_events.id', 'secret_event_links.event_id')
    .select(['secret_event_links.secret_id', 'secret_events.name'])
    .where('secret_event_links.secret_id', 'in', secretIds)
    .orderBy('secret_events.name')
    .execute();
  for (const { secret_id, name } of rows) found.set(secret_id, [...(found.get(secret_id) ?? []), name]);
  return found;
}

/** Names of secrets that are associated with an event. */
export async function secretsOfEvent(
  database: Kysely<Tables>,
  eventId: string,
  limit: number,
): Promise<string[]> {
  const rows = await database
    .selectFrom('secret_event_links')
    .innerJoin('secrets', 'secrets.id', 'secret_event_links.secret_id')
    .select('secrets.name')
    .where('secret_event_links.event_id', '=', eventId)
    .orderBy('secrets.name')
    .limit(limit)
    .execute();
  return rows.map((row) => row.name);
}

/**
 * Associates a secret with exactly these events.
 * @throws OperationError `secretEventNotFound`
 */
export async function linkEvents(
  transaction: Transaction,
  scope: ProjectScope,
  secretId: string,
  names: readonly string[],
): Promise<void> {
  await transaction.deleteFrom('secret_event_links').where('secret_id', '=', secretId).execute();
  // In the order of their names, so that no two transactions wait for each other's events.
  for (const name of [...names].sort()) {
    const event = await lockedFor(transaction, scope, name);
    await transaction
      .insertInto('secret_event_links')
      .values({ secret_id: secretId, event_id: event.id })
      .execute();
  }
}

async function lockedFor(transaction: Transaction, scope: ProjectScope, name: string): Promise<EventRow> {
  try {
    return await lockEvent(transaction, scope, name);
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    throw new OperationError(error.errorName, {
      field: 'event_subscriptions',
      message: `The event ${name} does not exist. Create it first, or associate another one.`,
    });
  }
}

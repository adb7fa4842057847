import { foundKindNames, MAX_PINS, MAX_RECENTS } from '@dewpoint/contract';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Store, Transaction } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** Row of a user's preferences that holds both. */
const PREFERENCE = 'search.bookmarks';

const reference = z.object({ kind: z.enum(foundKindNames), id: z.string() });
export type ThingReference = z.output<typeof reference>;

/** What a user pinned and opened last: references only, newest first. Whether the things may be seen is asked at each look. */
const bookmarks = z.object({
  pins: z.array(reference).default([]),
  recents: z.array(reference).default([]),
});
export type Bookmarks = z.output<typeof bookmarks>;

export async function readBookmarks(database: Kysely<Tables>, userId: string): Promise<Bookmarks> {
  const row = await database
    .selectFrom('preferences')
    .select('value')
    .where('user_id', '=', userId)
    .where('name', '=', PREFERENCE)
    .executeTakeFirst();
  return bookmarks.parse(JSON.parse(row?.value ?? '{}'));
}

/** Changes a user's bookmarks, one change after the other. */
export async function changeBookmarks(
  { dialect }: Pick<Store, 'dialect'>,
  transaction: Transaction,
  userId: string,
  change: (before: Bookmarks) => Partial<Bookmarks>,
): Promise<void> {
  await transaction
    .insertInto('preferences')
    .values({ user_id: userId, name: PREFERENCE, value: '{}' })
    .onConflict((conflict) => conflict.columns(['user_id', 'name']).doNothing())
    .execute();
  // SQLite has one writer; on PostgreSQL the row is held until the change is in.
  if (dialect === 'postgres') {
    await transaction
      .selectFrom('preferences')
      .select('name')
      .where('user_id', '=', userId)
      .where('name', '=', PREFERENCE)
      .forUpdate()
      .execute();
  }
  const before = await readBookmarks(transaction, userId);
  await transaction
    .updateTable('preferences')
    .set({ value: JSON.stringify({ ...before, ...change(before) }) })
    .where('user_id', '=', userId)
    .where('name', '=', PREFERENCE)
    .execute();
}

export const withPin = ({ pins }: Bookmarks, added: ThingReference) => ({
  pins: first(added, pins, MAX_PINS),
});
export const withoutPin = ({ pins }: Bookmarks, removed: ThingReference) => ({
  pins: without(removed, pins),
});
export const withVisit = ({ recents }: Bookmarks, visited: ThingReference) => ({
  recents: first(visited, recents, MAX_RECENTS),
});

function first(thing: ThingReference, others: readonly ThingReference[], most: number): ThingReference[] {
  return [{ kind: thing.kind, id: thing.id }, ...without(thing, others)].slice(0, most);
}

function without({ kind, id }: ThingReference, things: readonly ThingReference[]): ThingReference[] {
  return things.filter((other) => other.kind !== kind || other.id !== id);
}

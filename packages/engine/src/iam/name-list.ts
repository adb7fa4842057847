import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { decodeCursor, encodeCursor } from '../kms/key-cursor.ts';
import type { Store } from '../store/store.ts';
import { containsText, likeLiteral } from '../store/text-search.ts';

/** Lists that are ordered by name and paged by keyset, as the console reads them. */

const SORT = 'name';

interface PageInput {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Rows after the cursor; everything without one. */
export function afterCursor(table: string, cursor: string | undefined): RawBuilder<SqlBool> {
  if (cursor === undefined) return sql<SqlBool>`1 = 1`;
  const { value, id } = decodeCursor(cursor, SORT, 'string');
  return sql<SqlBool>`(${sql.ref(`${table}.name`)}, ${sql.ref(`${table}.id`)}) > (${value}, ${id})`;
}

/** Part of the name in any case, or the beginning of the ID. */
export function matchesText(
  table: string,
  dialect: Store['dialect'],
  q: string | undefined,
): RawBuilder<SqlBool> {
  if (q === undefined || q === '') return sql<SqlBool>`1 = 1`;
  const byName = containsText(dialect, `${table}.name`, q);
  return sql<SqlBool>`(${byName}
    or ${sql.ref(`${table}.id`)} like ${`${likeLiteral(q).toLowerCase()}%`} escape '\\')`;
}

/** Cuts a page out of rows read with `limit + 1`. */
export function pageOf<Row extends { readonly id: string; readonly name: string }>(
  rows: readonly Row[],
  { limit }: PageInput,
): { readonly rows: readonly Row[]; readonly nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: page,
    nextCursor: more ? encodeCursor({ sort: SORT, value: last.name, id: last.id }) : null,
  };
}

import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Store } from './store.ts';

/** Part of the text in a column, in any case. @param column with its table, `keys.alias`; never a caller's text */
export function containsText(dialect: Store['dialect'], column: string, text: string): RawBuilder<SqlBool> {
  const like = sql.raw(dialect === 'postgres' ? 'ilike' : 'like');
  return sql<SqlBool>`${sql.ref(column)} ${like} ${`%${likeLiteral(text)}%`} escape '\\'`;
}

/** Text that stands for itself in a pattern with `escape '\'`. */
export function likeLiteral(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

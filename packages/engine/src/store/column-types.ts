import { type RawBuilder, sql } from 'kysely';

export type DialectName = 'sqlite' | 'postgres';

/** How the columns of `tables.ts` are typed in each database; the only place where the two differ in types. */
export interface ColumnTypes {
  /** Compared byte by byte in both, so that paging by text has one order everywhere. */
  readonly text: RawBuilder<unknown>;
  /** Whole numbers up to 2^53 (times, counters); JavaScript numbers on both. */
  readonly integer: RawBuilder<unknown>;
  readonly bytes: RawBuilder<unknown>;
  /** Number given by the database, ever growing, never reused. */
  readonly sequence: RawBuilder<unknown>;
  /** Ends a `create table`. */
  readonly tableEnd: RawBuilder<unknown>;
}

export const columnTypes: Readonly<Record<DialectName, ColumnTypes>> = {
  sqlite: {
    text: sql`text`,
    integer: sql`integer`,
    bytes: sql`blob`,
    sequence: sql`integer primary key autoincrement`,
    // STRICT makes SQLite refuse a value of another type, as PostgreSQL does.
    tableEnd: sql`strict`,
  },
  postgres: {
    text: sql`text collate "C"`,
    integer: sql`bigint`,
    bytes: sql`bytea`,
    sequence: sql`bigint generated always as identity primary key`,
    tableEnd: sql``,
  },
};

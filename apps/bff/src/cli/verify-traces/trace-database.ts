import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import pg from 'pg';

type Row = Readonly<Record<string, unknown>>;

/** Reads one moment of the store; writes nothing, and disturbs no server that works on it. */
export interface TraceDatabase {
  /** @param text SQL with `?` for each parameter */
  all(text: string, ...parameters: readonly (string | number)[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export async function openTraceDatabase(
  location:
    | { readonly kind: 'sqlite'; readonly file: string }
    | { readonly kind: 'postgres'; readonly url: string },
): Promise<TraceDatabase> {
  return location.kind === 'sqlite' ? openSqlite(location.file) : openPostgres(location.url);
}

function openSqlite(file: string): TraceDatabase {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  // All reads see the same moment while the server goes on.
  database.exec('begin');
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  return {
    async all(text, ...parameters) {
      const statement = statements.get(text) ?? database.prepare(text);
      statements.set(text, statement);
      return statement.all(...parameters.map((value): SQLInputValue => value));
    },
    async close() {
      database.close();
    },
  };
}

async function openPostgres(url: string): Promise<TraceDatabase> {
  const client = new pg.Client({ connectionString: url, application_name: 'dewpoint verify-traces' });
  await client.connect();
  await client.query('begin isolation level repeatable read read only');
  return {
    async all(text, ...parameters) {
      let number = 0;
      const numbered = text.replaceAll('?', () => `$${++number}`);
      const { rows } = await client.query<Row>(numbered, [...parameters]);
      return rows;
    },
    close: () => client.end(),
  };
}

/** Text of a column. Throws for a row that is not of this schema. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw new TypeError(`the store has no text in column ${column}`);
}

/** Number of a column; PostgreSQL gives 64-bit integers as text. */
export function numberOf(row: Row, column: string): number {
  const value = Number(row[column]);
  if (Number.isSafeInteger(value)) return value;
  throw new TypeError(`the store has no whole number in column ${column}`);
}

export function bytesOf(row: Row, column: string): Buffer {
  const value = row[column];
  if (value instanceof Uint8Array) return Buffer.from(value);
  throw new TypeError(`the store has no bytes in column ${column}`);
}

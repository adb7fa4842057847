import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { systemClock } from '../clock.ts';
import { openStore } from '../store/open-store.ts';
import { testPostgresUrl } from './test-postgres.ts';

/** A database on the server for tests. */
export interface TestDatabase {
  readonly url: string;
  /** Ends the connections to it and gives it back, or drops it. */
  remove(): Promise<void>;
}

/** More than test files run at the same time, times the databases that one test has open. */
const MOST_DATABASES = 64;
/** First half of the advisory locks by which test processes share the databases out among them. */
const LOCK_SPACE = 0x64657770;

/** A database that nobody has used, without tables. Making it and the tables takes a second on a busy machine. */
export async function newPostgresDatabase(): Promise<TestDatabase> {
  const name = `dewpoint_test_${randomUUID().replaceAll('-', '')}`;
  const server = await testPostgresUrl();
  await onServer(server, (client) => client.query(`create database ${name}`));
  return {
    url: urlOf(server, name),
    remove: () => onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`)),
  };
}

/**
 * A database with the tables of this release that hold what the migrations put there and nothing else. It is made once and emptied for
 * each test that gets it after that, so a server is left with as many of them as tests had open at the same time.
 */
export async function migratedPostgresDatabase(): Promise<TestDatabase> {
  const server = await testPostgresUrl();
  const number = await claimNumber(server);
  const name = `dewpoint_test_shared_${number}`;
  const url = urlOf(server, name);
  const fingerprint = schemaFingerprint();
  await onServer(server, async (client) => {
    const found = await client.query<{ fingerprint: string | null }>(
      "select shobj_description(oid, 'pg_database') as fingerprint from pg_database where datname = $1",
      [name],
    );
    if (found.rows[0]?.fingerprint === fingerprint) {
      await onServer(url, (own) => own.query(emptyTables));
      return;
    }
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
    await (await openStore({ kind: 'postgres', url }, { clock: systemClock })).close();
    await onServer(url, (own) => own.query(keepPristine));
    // Last, so that a database whose making was broken off is made anew.
    await client.query(`comment on database ${name} is '${fingerprint}'`);
  });
  return {
    url,
    remove: async () => {
      await onServer(url, (own) => own.query(endOtherConnections));
      await giveBack(number);
    },
  };
}

const held = new Set<number>();
let lockHolder: pg.Pool | undefined;

/** Locks of a session end with its process, so a number never stays taken. */
async function claimNumber(server: string): Promise<number> {
  lockHolder ??= openLockHolder(server);
  for (let number = 1; number <= MOST_DATABASES; number++) {
    // A session is granted again what it holds already.
    if (held.has(number)) continue;
    held.add(number);
    const { rows } = await lockHolder.query<{ granted: boolean }>(
      'select pg_try_advisory_lock($1, $2) as granted',
      [LOCK_SPACE, number],
    );
    if (rows[0]?.granted) return number;
    held.delete(number);
  }
  throw new Error(`tests: all ${MOST_DATABASES} databases are in use; are stores of tests not removed?`);
}

async function giveBack(number: number): Promise<void> {
  await lockHolder?.query('select pg_advisory_unlock($1, $2)', [LOCK_SPACE, number]);
  held.delete(number);
}

/** One session that stays: it holds the locks. It does not keep the process from ending. */
function openLockHolder(server: string): pg.Pool {
  return new pg.Pool({ connectionString: server, max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true });
}

/** Changes with every change of a migration, so that a server that outlives a checkout never serves its old tables. */
function schemaFingerprint(): string {
  const folder = join(import.meta.dirname, '../store/migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}

const endOtherConnections = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

const tablesOf = (schema: string) => `
  select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = '${schema}' and c.relkind = 'r' order by c.relname`;

/** Copies what the migrations have put into tables. */
const keepPristine = `
  do $$
  declare
    t record;
    filled boolean;
  begin
    create schema pristine;
    for t in ${tablesOf('public')} loop
      execute format('select exists (select from public.%I)', t.name) into filled;
      if filled then execute format('create table pristine.%I as table public.%I', t.name, t.name); end if;
    end loop;
  end $$`;

/** Truncating makes new files, so only tables that hold something are. Counters start again, also those of tables that were emptied. */
const emptyTables = `
  do $$
  declare
    t record;
    used boolean;
  begin
    perform pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid();
    for t in ${tablesOf('public')} loop
      execute format('select exists (select from public.%I)', t.name) into used;
      if used then execute format('truncate public.%I cascade', t.name); end if;
    end loop;
    for t in select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'S' loop
      execute format('select is_called from public.%I', t.name) into used;
      if used then execute format('alter sequence public.%I restart', t.name); end if;
    end loop;
    for t in ${tablesOf('pristine')} loop
      execute format('insert into public.%I overriding system value table pristine.%I', t.name, t.name);
    end loop;
  end $$`;

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

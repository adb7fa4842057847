import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { type RunServer, urlOfRunServer } from './run-server.ts';

const BINARIES = '/usr/lib/postgresql';

let serverUrl: Promise<string> | undefined;

/** URL of a PostgreSQL server for tests, of a user who may do everything: `DEWPOINT_TEST_POSTGRES_URL`, or a private one of this test run. */
export function testPostgresUrl(): Promise<string> {
  serverUrl ??= urlOfRunServer(postgres);
  return serverUrl;
}

const postgres: RunServer = {
  name: 'PostgreSQL',
  variable: 'DEWPOINT_TEST_POSTGRES_URL',
  debian: { package: 'postgresql', user: 'postgres' },
  find: newestBinaries,
  // Nothing here outlives the run, so nothing is flushed to the disk. Passwords are asked for: tests change them.
  script: (binaries, folder, port) => ({
    make: `printf postgres >'${folder}/password' && '${binaries}/initdb' -D '${folder}/data' -U postgres --pwfile='${folder}/password' --auth=scram-sha-256 --no-sync --encoding=UTF8 --locale=C`,
    serve: `'${binaries}/postgres' -D '${folder}/data' -p ${port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=300`,
  }),
  url: (port) => `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
  async connect(connectionString) {
    const client = new pg.Client({ connectionString });
    await client.connect();
    await client.end();
  },
};

function newestBinaries(): string | null {
  if (!existsSync(BINARIES)) return null;
  const versions = readdirSync(BINARIES)
    .filter((name) => existsSync(join(BINARIES, name, 'bin', 'postgres')))
    .sort((a, b) => Number(b) - Number(a));
  return versions[0] === undefined ? null : join(BINARIES, versions[0], 'bin');
}

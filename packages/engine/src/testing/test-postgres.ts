import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const BINARIES = '/usr/lib/postgresql';
const START_LIMIT_IN_MS = 60_000;

let serverUrl: Promise<string> | undefined;

/**
 * URL of a PostgreSQL server for tests: `DEWPOINT_TEST_POSTGRES_URL`, or a private one that this test run starts and that ends with it.
 * Rejects with what to install when there is neither.
 */
export function testPostgresUrl(): Promise<string> {
  serverUrl ??= findOrStart();
  return serverUrl;
}

async function findOrStart(): Promise<string> {
  const given = process.env.DEWPOINT_TEST_POSTGRES_URL;
  if (given) return given;
  if (process.env.CI) throw new Error('DEWPOINT_TEST_POSTGRES_URL is not set; in CI nothing may be skipped');
  const binaries = newestBinaries();
  if (binaries === null) {
    throw new Error(
      `tests: no PostgreSQL in ${BINARIES}. Install it (Debian: apt-get install postgresql) or set DEWPOINT_TEST_POSTGRES_URL`,
    );
  }
  return sharedServer(binaries);
}

function newestBinaries(): string | null {
  if (!existsSync(BINARIES)) return null;
  const versions = readdirSync(BINARIES)
    .filter((name) => existsSync(join(BINARIES, name, 'bin', 'postgres')))
    .sort((a, b) => Number(b) - Number(a));
  return versions[0] === undefined ? null : join(BINARIES, versions[0], 'bin');
}

/** All test files of one run share the server: its folder is named after the process that runs them. */
async function sharedServer(binaries: string): Promise<string> {
  const folder = join(tmpdir(), `dewpoint-test-postgres-${process.ppid}`);
  const urlFile = join(folder, 'url');
  try {
    mkdirSync(folder);
  } catch {
    return waitForUrl(urlFile);
  }
  const url = await startServer(binaries, folder, process.ppid);
  writeFileSync(urlFile, url);
  return url;
}

async function waitForUrl(urlFile: string): Promise<string> {
  const limit = Date.now() + START_LIMIT_IN_MS;
  while (Date.now() < limit) {
    if (existsSync(urlFile)) {
      const url = readFileSync(urlFile, 'utf8');
      if (url !== '') return url;
    }
    await delay(50);
  }
  throw new Error(`tests: the PostgreSQL server of this run did not start; look into ${urlFile}/../log`);
}

async function startServer(binaries: string, folder: string, runner: number): Promise<string> {
  const owner = serverOwner();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  // PostgreSQL refuses to run as root. Nothing here outlives the run, so nothing is flushed to the disk.
  const script = `
    '${binaries}/initdb' -D '${data}' -U postgres --auth=trust --no-sync --encoding=UTF8 --locale=C >'${folder}/log' 2>&1 || exit 1
    '${binaries}/postgres' -D '${data}' -p ${port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off \
      -c max_connections=300 >>'${folder}/log' 2>&1 &
    server=$!
    while kill -0 ${runner} 2>/dev/null || [ -d /proc/${runner} ]; do sleep 1; done
    kill -QUIT $server; wait $server; rm -rf '${data}' '${folder}'`;
  const child: ChildProcess = spawn('/bin/sh', ['-c', script], {
    ...(owner ?? {}),
    cwd: folder,
    stdio: 'ignore',
    detached: true,
  });
  child.unref();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await waitForServer(url, folder);
  return url;
}

async function waitForServer(url: string, folder: string): Promise<void> {
  const limit = Date.now() + START_LIMIT_IN_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > limit) {
        throw new Error(`tests: PostgreSQL did not start; look into ${folder}/log`, { cause: error });
      }
      await delay(100);
    }
  }
}

function serverOwner(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

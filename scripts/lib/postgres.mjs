import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError, runQuietly, start } from './run.mjs';

const USER = 'dewpoint';
const DATABASE = 'dewpoint_test';
const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;

/**
 * A PostgreSQL server for one test run: fresh, on the loopback interface only, with a random password.
 * It does not wait for the disk, so tests of durability across a crash of the machine have no business here.
 */
export class PostgresServer {
  /**
   * @param {string} folder
   * @param {import('node:child_process').ChildProcess} server
   * @param {string} url
   */
  constructor(folder, server, url) {
    this.folder = folder;
    this.server = server;
    /** `postgres://…` of a superuser's database, which may create more of them. */
    this.url = url;
  }

  /**
   * @param {string} binaries folder with `initdb` and `postgres`
   * @throws {CommandError} with what the server printed
   */
  static async start(binaries) {
    const folder = mkdtempSync(join(tmpdir(), 'dewpoint-postgres-'));
    try {
      const identity = await unprivilegedIdentity();
      const password = randomBytes(16).toString('hex');
      writeFileSync(join(folder, 'password'), password, { mode: 0o600 });
      if (identity !== undefined) {
        for (const path of [folder, join(folder, 'password')]) chownSync(path, identity.uid, identity.gid);
      }
      const port = await freePort();
      const url = `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
      await createCluster(binaries, folder, identity);
      const server = await listen(binaries, folder, identity, port);
      const instance = new PostgresServer(folder, server, url);
      try {
        await runQuietly(
          join(binaries, 'createdb'),
          ['--host=127.0.0.1', `--port=${port}`, `--username=${USER}`, '--no-password', DATABASE],
          { cwd: folder, env: { ...process.env, PGPASSWORD: password } },
        );
      } catch (error) {
        await instance.stop();
        throw error;
      }
      return instance;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Ends the server, by force when it does not end by itself, and removes its folder. */
  async stop() {
    const { server } = this;
    if (server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once('close', resolve));
      server.kill('SIGINT');
      const force = setTimeout(() => server.kill('SIGKILL'), STOP_WITHIN_MS);
      await ended;
      clearTimeout(force);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** @typedef {{ uid: number, gid: number }} Identity */

/**
 * PostgreSQL refuses to run as root.
 *
 * @returns {Promise<Identity | undefined>} undefined: this process's own identity serves
 */
async function unprivilegedIdentity() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const uid = Number(await runQuietly('id', ['-u', name]));
      return { uid, gid: Number(await runQuietly('id', ['-g', name])) };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
    }
  }
  throw new CommandError(
    'PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as.',
  );
}

/** @returns {Promise<number>} a TCP port of 127.0.0.1 that was free a moment ago */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no TCP address'));
        else resolve(address.port);
      });
    });
  });
}

/**
 * @param {string} binaries
 * @param {string} folder
 * @param {Identity | undefined} identity
 */
async function createCluster(binaries, folder, identity) {
  // Byte order for sorting, as SQLite has it; letters beyond ASCII for trigrams.
  const ctype = process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8';
  const options = [
    `--pgdata=${join(folder, 'data')}`,
    `--username=${USER}`,
    `--pwfile=${join(folder, 'password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--lc-collate=C',
    `--lc-ctype=${ctype}`,
    '--no-sync',
  ];
  await runQuietly(join(binaries, 'initdb'), options, { cwd: folder, ...identity });
}

/**
 * @param {string} binaries
 * @param {string} folder
 * @param {Identity | undefined} identity
 * @param {number} port
 */
async function listen(binaries, folder, identity, port) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    fsync: 'off',
    full_page_writes: 'off',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = start(
    join(binaries, 'postgres'),
    ['-D', join(folder, 'data'), ...args],
    { cwd: folder, env: process.env, ...identity },
    ['ignore', 'ignore', 'pipe'],
  );
  await ready(server);
  return server;
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<void>} when it accepts connections
 */
function ready(server) {
  return new Promise((resolve, reject) => {
    let log = '';
    /** @param {string} what */
    const fail = (what) => {
      clearTimeout(timer);
      server.kill('SIGKILL');
      reject(new CommandError(`${log.trimEnd()}\nPostgreSQL ${what}`));
    };
    const timer = setTimeout(
      () => fail(`was not ready within ${READY_WITHIN_MS / 1000} seconds`),
      READY_WITHIN_MS,
    );
    const endedEarly = () => fail('ended before it was ready');
    server.once('error', (error) => fail(`cannot be started: ${error.message}`));
    server.once('close', endedEarly);
    server.stderr?.setEncoding('utf8').on('data', (text) => {
      log = (log + text).slice(-10_000);
      if (!log.includes('ready to accept connections')) return;
      clearTimeout(timer);
      server.off('close', endedEarly);
      resolve();
    });
  });
}

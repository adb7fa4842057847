import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort, inPrivateFolder, PrivateServer, ready, writePrivateFile } from './private-server.mjs';
import { runQuietly, start } from './run.mjs';

const USER = 'dewpoint';
const DATABASE = 'dewpoint_test';

/** @typedef {import('./private-server.mjs').Identity} Identity */

/**
 * Starts a PostgreSQL server for one test run, with a random password; its `url` is `postgres://…`.
 * It does not wait for the disk, so tests of durability across a crash of the machine have no business here.
 *
 * @param {string} binaries folder with `initdb` and `postgres`
 * @returns {Promise<PrivateServer>}
 * @throws {import('./run.mjs').CommandError} with what the server printed
 */
export function startPostgres(binaries) {
  return inPrivateFolder({ name: 'PostgreSQL', users: ['postgres', 'nobody'] }, async (folder, identity) => {
    const password = randomBytes(16).toString('hex');
    writePrivateFile(join(folder, 'password'), password, identity);
    const port = await freePort();
    const url = `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
    await createCluster(binaries, folder, identity);
    const server = await listen(binaries, folder, identity, port);
    const instance = new PrivateServer({ folder, server, url, stopSignal: 'SIGINT' });
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
  await ready(server, { name: 'PostgreSQL', marker: 'ready to accept connections' });
  return server;
}

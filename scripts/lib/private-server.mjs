import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError, runQuietly } from './run.mjs';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

/** @typedef {{ uid: number, gid: number }} Identity */

/** A database server of one test run: in a folder of its own, on the loopback interface only, gone after `stop`. */
export class PrivateServer {
  /**
   * @param {{ folder: string, server: import('node:child_process').ChildProcess, url: string, stopSignal: NodeJS.Signals }} parts
   */
  constructor({ folder, server, url, stopSignal }) {
    this.folder = folder;
    this.server = server;
    /** Of a superuser, who may create databases and accounts. */
    this.url = url;
    this.stopSignal = stopSignal;
  }

  /** Ends the server, by force when it does not end by itself, and removes its folder. */
  async stop() {
    const { server } = this;
    if (server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once('close', resolve));
      server.kill(this.stopSignal);
      const force = setTimeout(() => server.kill('SIGKILL'), STOP_WITHIN_MS);
      await ended;
      clearTimeout(force);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * Makes a folder that the server's user owns, and removes it again when the server cannot be started in it.
 *
 * @template T
 * @param {{ name: string, users: readonly string[] }} kind of the server; who may run it where this process is root
 * @param {(folder: string, identity: Identity | undefined) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inPrivateFolder({ name, users }, work) {
  const folder = mkdtempSync(join(tmpdir(), `dewpoint-${name.toLowerCase()}-`));
  try {
    const identity = await unprivilegedIdentity(name, users);
    if (identity !== undefined) chownSync(folder, identity.uid, identity.gid);
    return await work(folder, identity);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * A file that only the server's user can read.
 *
 * @param {string} path
 * @param {string} content
 * @param {Identity | undefined} identity
 */
export function writePrivateFile(path, content, identity) {
  writeFileSync(path, content, { mode: 0o600 });
  if (identity !== undefined) chownSync(path, identity.uid, identity.gid);
}

/**
 * Database servers refuse to run as root.
 *
 * @param {string} name
 * @param {readonly string[]} users in order of preference
 * @returns {Promise<Identity | undefined>} undefined: this process's own identity serves
 */
async function unprivilegedIdentity(name, users) {
  if (process.getuid?.() !== 0) return undefined;
  for (const user of users) {
    try {
      const uid = Number(await runQuietly('id', ['-u', user]));
      return { uid, gid: Number(await runQuietly('id', ['-g', user])) };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
    }
  }
  throw new CommandError(
    `${name} does not run as root, and there is no user ${users.join(' or ')} to run it as.`,
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
 * @param {import('node:child_process').ChildProcess} server with its standard error piped
 * @param {{ name: string, marker: string }} words the server, and what it prints when it accepts connections
 * @returns {Promise<void>} when it accepts connections
 */
export function ready(server, { name, marker }) {
  return new Promise((resolve, reject) => {
    let log = '';
    /** @param {string} what */
    const fail = (what) => {
      clearTimeout(timer);
      server.kill('SIGKILL');
      reject(new CommandError(`${log.trimEnd()}\n${name} ${what}`));
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
      if (!log.includes(marker)) return;
      clearTimeout(timer);
      server.off('close', endedEarly);
      resolve();
    });
  });
}

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT, toolEnvironment } from './workspace.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] default: the repository
 * @property {NodeJS.ProcessEnv} [env] default: {@link toolEnvironment}
 * @property {number} [uid] default: this process's
 * @property {number} [gid]
 * @property {number} [timeLimitInMinutes] the program and all it started are killed after that
 */

/** A program that ended badly; the message holds everything it printed, when that was not shown already. */
export class CommandError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'CommandError';
  }
}

/** Set once the script was told to end: what it would do next is not begun any more. */
let ending = false;

/** Programs under way, so that an interrupted script leaves none behind. */
const running = /** @type {Set<import('node:child_process').ChildProcess>} */ (new Set());

const PASSED_ON = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']);

/**
 * Starts a program that ends with this script at the latest.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @param {import('node:child_process').StdioOptions} stdio
 * @returns {import('node:child_process').ChildProcess}
 */
export function start(command, args, options, stdio) {
  watchSignals();
  if (ending) throw new CommandError(`${command} is not started: this run was interrupted`);
  const child = spawn(command, args, {
    cwd: options.cwd ?? ROOT,
    env: options.env ?? toolEnvironment(),
    stdio,
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
    // A group of its own: the whole tree can be ended at once, and Ctrl-C reaches it once, through this script.
    detached: true,
  });
  running.add(child);
  const limit = options.timeLimitInMinutes;
  const timer =
    limit === undefined
      ? undefined
      : setTimeout(() => {
          process.stderr.write(`${command} is stopped: it took more than ${limit} minutes\n`);
          signalTree(child, 'SIGKILL');
        }, limit * 60_000);
  // What it started and left behind ends with it.
  child.once('exit', () => signalTree(child, 'SIGKILL'));
  child.once('close', () => {
    running.delete(child);
    clearTimeout(timer);
  });
  return child;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalTree(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group ended by itself in the meantime.
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} command
 * @returns {Promise<number>} exit code; 128 + number for an end by signal, as shells say it
 */
function exitCode(child, command) {
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new CommandError(`${command} cannot be started: ${error.message}`)),
    );
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/**
 * Runs a program whose output matters only when it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} what it printed on standard output
 * @throws {CommandError} with all that it printed
 */
export async function runQuietly(command, args, options = {}) {
  const child = start(command, args, options, ['ignore', 'pipe', 'pipe']);
  let stdout = '';
  let everything = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    everything += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    everything += text;
  });
  const code = await exitCode(child, command);
  if (code !== 0) {
    throw new CommandError(
      `${everything.trimEnd()}\n\`${[command, ...args].join(' ')}\` ended with code ${code}`,
    );
  }
  return stdout;
}

/**
 * Runs a program whose output the user watches.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>} exit code
 * @throws {CommandError} when it cannot be started
 */
export async function runVisibly(command, args, options = {}) {
  return exitCode(start(command, args, options, ['ignore', 'inherit', 'inherit']), command);
}

/** One Ctrl-C arrives twice, from the terminal and from npm, which passes it on too; servers read a second one as "now". */
const SAME_SIGNAL_WITHIN_MS = 500;

/**
 * Runs a program in this one's place: signals reach it, and this process ends as it ended.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<never>}
 */
export async function runInPlace(command, args, env) {
  const child = start(command, args, { env }, 'inherit');
  const lastSeen = /** @type {Map<string, number>} */ (new Map());
  for (const signal of PASSED_ON) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      const now = performance.now();
      if (now - (lastSeen.get(signal) ?? -Infinity) < SAME_SIGNAL_WITHIN_MS) return;
      lastSeen.set(signal, now);
      child.kill(signal);
    });
  }
  process.exit(await exitCode(child, command));
}

const END_WITHIN_MS = 10_000;

/** @type {() => Promise<void>} */
let cleanUp = async () => {};
let watching = false;

/**
 * What an interrupted script does last, after its programs have ended.
 *
 * @param {() => Promise<void>} last
 */
export function onInterrupt(last) {
  cleanUp = last;
}

/** Programs run in groups of their own, so it is this script that ends them when it is told to end. */
function watchSignals() {
  if (watching) return;
  watching = true;
  for (const signal of PASSED_ON) {
    process.on(signal, async () => {
      if (ending) return;
      ending = true;
      await endAll();
      await cleanUp();
      process.exit(128 + constants.signals[signal]);
    });
  }
}

async function endAll() {
  const children = [...running];
  const closed = Promise.all(children.map((child) => new Promise((resolve) => child.once('close', resolve))));
  for (const child of children) signalTree(child, 'SIGTERM');
  const force = setTimeout(() => {
    for (const child of running) signalTree(child, 'SIGKILL');
  }, END_WITHIN_MS);
  await closed;
  clearTimeout(force);
}

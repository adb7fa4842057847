import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

export const SOFTHSM_MODULE = process.env.DEWPOINT_TEST_SOFTHSM ?? '/usr/lib/softhsm/libsofthsm2.so';
export const PIN = '394857';
const SECURITY_OFFICER_PIN = '10293847';

/**
 * Runs a suite that needs SoftHSM2. Where it is missing, one test takes its place: it fails in CI and says loudly
 * elsewhere that nothing was tested.
 */
export function describeWithSoftHsm(name: string, suite: () => void): void {
  if (existsSync(SOFTHSM_MODULE)) {
    describe(name, suite);
    return;
  }
  it(`${name}: SoftHSM2 is installed`, () => {
    const message = `NOT TESTED: ${name}. No SoftHSM2 at ${SOFTHSM_MODULE}: run "apt-get install softhsm2" or set DEWPOINT_TEST_SOFTHSM.`;
    process.stderr.write(`\n${message}\n`);
    expect(process.env.CI, message).not.toBe('true');
  });
}

/** A folder of SoftHSM2 tokens of its own; SOFTHSM2_CONF points to it while it lives. */
export class SoftHsmWorld implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'dewpoint-softhsm-'));
  readonly #before = process.env.SOFTHSM2_CONF;

  constructor(...labels: readonly string[]) {
    mkdirSync(this.#tokens);
    mkdirSync(join(this.#folder, 'away'));
    writeFileSync(
      this.#configuration,
      `directories.tokendir = ${this.#tokens}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n`,
    );
    process.env.SOFTHSM2_CONF = this.#configuration;
    for (const label of labels) {
      this.addToken(label);
    }
  }

  get #configuration(): string {
    return join(this.#folder, 'softhsm2.conf');
  }

  get #tokens(): string {
    return join(this.#folder, 'tokens');
  }

  addToken(label: string): void {
    const before = new Set(readdirSync(this.#tokens));
    const pins = ['--so-pin', SECURITY_OFFICER_PIN, '--pin', PIN];
    execFileSync('softhsm2-util', ['--init-token', '--free', '--label', label, ...pins], { stdio: 'pipe' });
    const created = readdirSync(this.#tokens).find((name) => !before.has(name));
    if (created === undefined) {
      throw new Error(`softhsm2-util made no token ${label}`);
    }
    this.#folderOf.set(label, created);
  }

  readonly #folderOf = new Map<string, string>();

  /** Pulls a token out, as far as the module can see. */
  unplug(label: string): void {
    const name = this.#nameOf(label);
    renameSync(join(this.#tokens, name), join(this.#folder, 'away', name));
  }

  plug(label: string): void {
    const name = this.#nameOf(label);
    renameSync(join(this.#folder, 'away', name), join(this.#tokens, name));
  }

  /** Makes every C_Initialize from now on wait for ever: the configuration becomes a pipe that nobody writes to. */
  blockStarts(): void {
    renameSync(this.#configuration, `${this.#configuration}.kept`);
    execFileSync('mkfifo', [this.#configuration]);
  }

  /** Lets starts succeed again; those that wait already go on waiting. */
  unblockStarts(): void {
    renameSync(`${this.#configuration}.kept`, this.#configuration);
  }

  /** Files of token objects, one for each key. */
  objectCount(label: string): number {
    return readdirSync(join(this.#tokens, this.#nameOf(label))).filter(
      (name) => name.endsWith('.object') && name !== 'token.object',
    ).length;
  }

  [Symbol.dispose](): void {
    if (this.#before === undefined) {
      delete process.env.SOFTHSM2_CONF;
    } else {
      process.env.SOFTHSM2_CONF = this.#before;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #nameOf(label: string): string {
    const name = this.#folderOf.get(label);
    if (name === undefined) {
      throw new Error(`no token ${label}`);
    }
    return name;
  }
}

/** Ids of the running processes that this one started, from /proc (Linux, where SoftHSM2 tests run). */
export function childProcessIds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentAndState(name)?.parent === process.pid)
    .map(Number);
}

/** Undefined once the process is gone; a zombie counts as gone. */
function parentAndState(pid: string): { parent: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : { parent: Number(fields[1]) };
  } catch {
    return undefined;
  }
}

/** Command line and environment of a process as anybody with its user can read them. */
export function visibleTexts(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'latin1') + readFileSync(`/proc/${pid}/environ`, 'latin1');
}

/** The one child that serves a token. */
export function onlyChild(): number {
  const [pid, ...more] = childProcessIds();
  if (pid === undefined || more.length > 0) {
    throw new Error(`want one child process, got ${childProcessIds().length}`);
  }
  return pid;
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const SOFTHSM_MODULE = process.env.DEWPOINT_TEST_SOFTHSM_MODULE ?? '/usr/lib/softhsm/libsofthsm2.so';
export const PIN = '394857';
const SECURITY_OFFICER_PIN = '10293847';

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

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Settings } from './product.ts';

const run = promisify(execFile);
const PIN = '4711-user-pin';

/** SoftHSM2 tokens in a folder of their own, and the settings that make the product use them. */
export class SoftHsm implements AsyncDisposable {
  readonly #folder: string;
  readonly settings: Settings;

  private constructor(folder: string, settings: Settings) {
    this.#folder = folder;
    this.settings = settings;
  }

  static async create(labels: readonly string[]): Promise<SoftHsm> {
    const folder = await mkdtemp(join(tmpdir(), 'dewpoint-softhsm-'));
    const configuration = join(folder, 'softhsm2.conf');
    await mkdir(join(folder, 'tokens'));
    await writeFile(
      configuration,
      `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\n`,
    );
    const env = { ...process.env, SOFTHSM2_CONF: configuration };
    for (const label of labels) {
      const options = ['--init-token', '--free', '--label', label, '--so-pin', '4711-so-pin', '--pin', PIN];
      await run('softhsm2-util', options, { env });
    }
    return new SoftHsm(folder, {
      SOFTHSM2_CONF: configuration,
      DEWPOINT_HSM_MODULE: process.env.DEWPOINT_TEST_SOFTHSM_MODULE ?? '/usr/lib/softhsm/libsofthsm2.so',
      DEWPOINT_HSM_TOKENS: labels.join(','),
      DEWPOINT_HSM_PIN: PIN,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

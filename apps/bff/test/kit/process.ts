import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminPassword } from './product.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

/** The program in a process of its own, run from its sources in an empty folder. */
export class ProductProcess implements AsyncDisposable {
  readonly folder: string;
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #exit: Promise<number | null>;

  private constructor(folder: string, child: ChildProcess) {
    this.folder = folder;
    this.child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.#exit = once(child, 'close').then(([code]) => code as number | null);
  }

  static spawn(
    environment: Record<string, string>,
    folder = mkdtempSync(join(tmpdir(), 'dewpoint-main-')),
  ): ProductProcess {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('DEWPOINT_'));
    const child = spawn(process.execPath, ['--conditions=dewpoint-source', main], {
      cwd: folder,
      env: {
        ...Object.fromEntries(inherited),
        DEWPOINT_PORT: '0',
        DEWPOINT_ADMIN_PASSWORD: adminPassword,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ProductProcess(folder, child);
  }

  get ended(): Promise<number | null> {
    return this.#exit;
  }

  /** Resolves with the address once the program says that it is ready. */
  async ready(): Promise<string> {
    for (;;) {
      const port = /"message":"ready".*"port":(\d+)/.exec(this.stdout)?.[1];
      if (port !== undefined && this.stdout.includes('Dewpoint is ready.')) return `http://127.0.0.1:${port}`;
      const ended = await Promise.race([
        this.#exit,
        once(this.child.stdout ?? this.child, 'data').then(() => 'more'),
      ]);
      if (ended !== 'more') throw new Error(`ended with ${ended}: ${this.stdout}${this.stderr}`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#exit;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

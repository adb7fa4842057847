import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const NODE = join(REPOSITORY, 'node_modules', '.bin', 'node');
const ENTRY = join(REPOSITORY, 'apps', 'bff', 'dist', 'main.js');
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 30_000;

/** Settings of the product on top of those that {@link Product} chooses, by their names in the README. */
export type Settings = Readonly<Record<string, string>>;

/**
 * The built product, running as an operator would run it: a process of its own, a data folder of its own, a loopback
 * port. Its folder outlives the process, so that a test can stop or kill it and look at what comes back.
 */
export class Product implements AsyncDisposable {
  readonly adminName = 'admin';
  readonly adminPassword = randomBytes(18).toString('base64url');
  /** Origin that browsers use. */
  readonly baseURL: string;
  readonly dataFolder: string;
  readonly #port: number;
  readonly #settings: Settings;
  #process: ChildProcess | undefined;
  #output = '';

  private constructor(port: number, dataFolder: string, settings: Settings) {
    this.#port = port;
    this.baseURL = `http://localhost:${port}`;
    this.dataFolder = dataFolder;
    this.#settings = settings;
  }

  /**
   * Starts a product with nothing in it.
   *
   * @param port where others have to know it beforehand; any free one when absent
   * @throws Error when the product is not built, or does not get ready; with the end of what it printed
   */
  static async create(settings: Settings = {}, port?: number): Promise<Product> {
    if (!existsSync(ENTRY))
      throw new Error(`${ENTRY} is missing: build the product with \`pnpm build\` first`);
    const folder = await mkdtemp(join(tmpdir(), 'dewpoint-e2e-'));
    const product = new Product(port ?? (await freePort()), folder, settings);
    try {
      await product.start();
    } catch (error) {
      await product.destroy();
      throw error;
    }
    return product;
  }

  /** Starts the process on the same folder and port; resolves when `/readyz` says that it serves. */
  async start(): Promise<void> {
    if (this.#running) throw new Error('the product runs already');
    const child = spawn(NODE, [ENTRY], {
      cwd: this.dataFolder,
      env: this.#environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    await this.#ready(child);
  }

  /**
   * Asks the process to end, as an operator does.
   *
   * @returns its exit code
   * @throws Error when it does not end within 30 seconds; it is killed then
   */
  async stop(): Promise<number | null> {
    const child = this.#process;
    if (child === undefined || !this.#running) return child?.exitCode ?? null;
    const closed = once(child, 'close', { signal: AbortSignal.timeout(STOP_WITHIN_MS) });
    child.kill('SIGTERM');
    try {
      await closed;
    } catch {
      await this.kill();
      throw new Error(
        `the product did not stop within ${STOP_WITHIN_MS / 1000} seconds\n${this.outputTail()}`,
      );
    }
    return child.exitCode;
  }

  /** Ends the process without warning (SIGKILL), as a crash does. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === undefined || !this.#running) return;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Everything that the process has printed since the product was created, over all its starts. */
  get output(): string {
    return this.#output;
  }

  /** Ends the process and removes its folder. */
  async destroy(): Promise<void> {
    await this.kill();
    await rm(this.dataFolder, { recursive: true, force: true });
  }

  /** Stops the process properly, so that a shutdown that fails is seen, and removes its folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.stop();
    } finally {
      await this.destroy();
    }
  }

  outputTail(): string {
    return this.#output.slice(-5_000);
  }

  get #running(): boolean {
    const child = this.#process;
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  #environment(): NodeJS.ProcessEnv {
    // The product refuses a DEWPOINT_… name that it does not know, and tests have names of their own.
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('DEWPOINT_'));
    return {
      ...Object.fromEntries(inherited),
      NODE_ENV: 'production',
      DEWPOINT_PORT: String(this.#port),
      DEWPOINT_PUBLIC_URL: this.baseURL,
      DEWPOINT_DATA_DIR: this.dataFolder,
      DEWPOINT_ADMIN_PASSWORD: this.adminPassword,
      ...this.#settings,
    };
  }

  async #ready(child: ChildProcess): Promise<void> {
    let failedToStart: Error | undefined;
    child.once('error', (error) => {
      failedToStart = error;
    });
    const deadline = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadline) {
      if (failedToStart !== undefined) throw failedToStart;
      if (!this.#running) {
        throw new Error(
          `the product ended with code ${child.exitCode} before it was ready\n${this.outputTail()}`,
        );
      }
      const response = await fetch(`http://127.0.0.1:${this.#port}/readyz`).catch(() => undefined);
      await response?.body?.cancel();
      if (response?.ok) return;
      await delay(50);
    }
    await this.kill();
    throw new Error(
      `the product was not ready within ${READY_WITHIN_MS / 1000} seconds\n${this.outputTail()}`,
    );
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, RateLimits } from '@dewpoint/engine';
import { vi } from 'vitest';
import { readConfiguration } from '../../src/configuration/configuration.ts';
import { createLog, type LogSink } from '../../src/log/log.ts';
import { type RunningProduct, startProduct } from '../../src/start.ts';

// Password hashing is slow on purpose, and other suites share the machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

export const adminPassword = 'Correct-Horse-7-Battery';

/** Time that a test moves; it runs along with the real one otherwise. */
export class MovableClock implements Clock {
  #ahead = 0;
  now(): number {
    return Date.now() + this.#ahead;
  }
  advance(milliseconds: number): void {
    this.#ahead += milliseconds;
  }
}

/** The whole product on a free port of 127.0.0.1 with a data folder of its own: real engine, SQLite, software root key. */
export class TestProduct implements AsyncDisposable {
  readonly clock = new MovableClock();
  readonly dataFolder: string;
  readonly logLines: string[];
  readonly product: RunningProduct;
  #closed = false;

  private constructor(dataFolder: string, logLines: string[], product: RunningProduct, clock: MovableClock) {
    this.dataFolder = dataFolder;
    this.logLines = logLines;
    this.product = product;
    this.clock = clock;
  }

  static async start(
    environment: Record<string, string> = {},
    options: { consoleFolder?: string; dataFolder?: string; limits?: RateLimits } = {},
  ): Promise<TestProduct> {
    const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'dewpoint-bff-'));
    const clock = new MovableClock();
    const logLines: string[] = [];
    const sink: LogSink = { write: (line) => logLines.push(line), flush: () => undefined };
    const configuration = readConfiguration({
      environment: {
        DEWPOINT_PORT: '0',
        DEWPOINT_DATA_DIR: dataFolder,
        DEWPOINT_ADMIN_PASSWORD: adminPassword,
        ...environment,
      },
      yamlFile: join(dataFolder, 'no-such.yaml'),
    });
    const product = await startProduct(configuration, createLog('debug', sink), {
      clock,
      consoleFolder: options.consoleFolder ?? join(dataFolder, 'no-console'),
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    return new TestProduct(dataFolder, logLines, product, clock);
  }

  /** Origin that browsers use. */
  get origin(): string {
    return this.product.publicUrl.origin;
  }

  /** Where it really listens. */
  get address(): string {
    return `http://127.0.0.1:${this.product.port}`;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.product.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }
}

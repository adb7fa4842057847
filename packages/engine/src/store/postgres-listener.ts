import pg from 'pg';
import type { EngineLog } from '../engine.ts';

const FIRST_RETRY_IN_MS = 100;
const LONGEST_RETRY_IN_MS = 2_000;
/** How often a silent connection is asked whether it is still there; a dead one is noticed within twice this time. */
const HEARTBEAT_IN_MS = 5_000;

export interface ListenerOptions {
  readonly url: string;
  readonly channel: string;
  readonly log: EngineLog;
  readonly onPayload: (payload: string) => void;
  /** Called after a lost connection is back: notifications in between are gone. */
  readonly onReconnect: () => void;
}

/** LISTEN on a connection of its own that comes back by itself. */
export class PostgresListener {
  readonly #options: ListenerOptions;
  #client: pg.Client | null = null;
  #connecting: Promise<void> | null = null;
  #retryTimer: NodeJS.Timeout | undefined;
  #heartbeatTimer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** False while notifications of other nodes do not arrive. */
  get connected(): boolean {
    return this.#client !== null;
  }

  /** Connects; rejects when the first connection cannot be made. */
  async start(): Promise<void> {
    await this.#connect();
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: 'dewpoint-listener',
      keepAlive: true,
      connectionTimeoutMillis: HEARTBEAT_IN_MS,
      query_timeout: HEARTBEAT_IN_MS,
    });
    // Without a listener a broken connection would end the process.
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, new Error('the connection ended')));
    client.on('notification', (message) => this.#options.onPayload(message.payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(this.#options.channel)}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    if (this.#closed) return client.end();
    this.#client = client;
    this.#heartbeatTimer = setInterval(() => {
      client.query('select 1').catch((error: unknown) => this.#lost(client, error));
    }, HEARTBEAT_IN_MS);
    this.#heartbeatTimer.unref();
  }

  #lost(client: pg.Client, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = null;
    clearInterval(this.#heartbeatTimer);
    client.end().catch(() => undefined);
    if (this.#closed) return;
    this.#options.log.warn('the connection for changes of other nodes was lost; reconnecting', { error });
    this.#retry(FIRST_RETRY_IN_MS);
  }

  #retry(delayInMs: number): void {
    this.#retryTimer = setTimeout(() => {
      this.#connecting = this.#connect()
        .then(() => {
          if (!this.#closed) this.#options.onReconnect();
        })
        .catch(() => {
          if (!this.#closed) this.#retry(Math.min(delayInMs * 2, LONGEST_RETRY_IN_MS));
        });
    }, delayInMs);
    this.#retryTimer.unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    clearInterval(this.#heartbeatTimer);
    await this.#connecting;
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }
}

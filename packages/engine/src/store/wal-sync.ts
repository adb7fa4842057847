import { close, closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DiskPace } from './disk-pace.ts';
import { StoreUnavailableError } from './errors.ts';

/** Makes the data of an open file durable (fdatasync(2)). */
export interface DataSync {
  /** Calls back when it is done. */
  later(descriptor: number, done: (error: Error | null) => void): void;
  /** Returns when it is done; null: never to be waited for. Throws the error of the system. */
  readonly now: ((descriptor: number) => void) | null;
}

const ofSystem: DataSync = { later: fdatasync, now: fdatasyncSync };

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts the write-ahead log of a SQLite database on the disk from libuv's pool. SQLite's own `synchronous=FULL` does the same inside of
 * the commit and holds the event loop for as long as the disk takes (0.1 to 10 ms); here it goes on, and what is committed while a
 * sync runs shares the next one. A disk that answers at once is waited for nevertheless: the way to the thread and back costs more, and
 * commits of a whole turn are larger.
 *
 * Whoever commits waits for `durable()` before he answers. The log is written in the order of the commits, so an answer that read what
 * another had committed, and whose own trace is durable, is never ahead of the disk.
 */
export class WalSync {
  readonly #descriptor: number;
  readonly #dataSync: DataSync;
  readonly #pace = new DiskPace();
  #running = false;
  #waiting: Waiter[] = [];
  #failure: StoreUnavailableError | null = null;
  #whenIdle: (() => void) | null = null;

  /** The log of `databaseFile` exists while a connection in WAL mode is open, and stays the same file until the last one closes. */
  constructor(databaseFile: string, dataSync: DataSync = ofSystem) {
    this.#descriptor = openSync(`${databaseFile}-wal`, 'r+');
    this.#dataSync = dataSync;
    // What the migration has committed, and the names of files it made.
    fsyncSync(this.#descriptor);
    syncFolder(dirname(databaseFile));
  }

  /**
   * Throws `StoreUnavailableError` after a sync has failed: the kernel may have dropped the pages and calls the next sync a success,
   * so nothing that this process wrote is known to be on the disk until SQLite has read the file again.
   */
  assertSound(): void {
    if (this.#failure) throw this.#failure;
  }

  /** Resolves when everything that was committed before this call is on the disk. To be called in the turn of the commit. */
  durable(): Promise<void> {
    if (!this.#failure && !this.#running && this.#syncNow() && !this.#failure) return Promise.resolve();
    return new Promise((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      this.#waiting.push({ resolve, reject });
      if (!this.#running) this.#sync();
    });
  }

  /** Waits for the sync that runs, then lets go of the file. */
  async close(): Promise<void> {
    if (this.#running) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
    await new Promise<void>((resolve, reject) =>
      close(this.#descriptor, (error) => (error ? reject(error) : resolve())),
    );
  }

  /** Returns false where the disk is not to be waited for. */
  #syncNow(): boolean {
    const { now } = this.#dataSync;
    const start = performance.now();
    if (now === null || !this.#pace.isQuick(start)) return false;
    try {
      now(this.#descriptor);
    } catch (error) {
      this.#failure = new StoreUnavailableError(error);
    }
    const end = performance.now();
    this.#pace.took(end - start, end);
    return true;
  }

  #sync(): void {
    const served = this.#waiting;
    this.#waiting = [];
    this.#running = true;
    this.#dataSync.later(this.#descriptor, (error) => {
      if (error) this.#failure = new StoreUnavailableError(error);
      for (const waiter of served) this.#settle(waiter);
      if (this.#failure) for (const waiter of this.#waiting.splice(0)) this.#settle(waiter);
      if (this.#waiting.length > 0) {
        this.#sync();
        return;
      }
      this.#running = false;
      this.#whenIdle?.();
    });
  }

  #settle(waiter: Waiter): void {
    if (this.#failure) waiter.reject(this.#failure);
    else waiter.resolve();
  }
}

/** A file is only found after a power failure when the folder that names it is on the disk too; Windows opens no folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

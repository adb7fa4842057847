import { fdatasync, fdatasyncSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { SqliteStore } from '../../src/store/sqlite-store.ts';
import type { DataSync } from '../../src/store/wal-sync.ts';
import { RecordingLog } from '../../src/testing/index.ts';
import { trace } from './stored-trace.ts';

/** A disk whose syncs end when the test says so. */
class HeldDisk {
  readonly #ends: ((error: Error | null) => void)[] = [];
  #asked: (() => void) | null = null;
  syncs = 0;

  readonly dataSync: DataSync = {
    later: (descriptor, done) => {
      this.syncs++;
      this.#ends.push((error) => (error ? done(error) : fdatasync(descriptor, done)));
      this.#asked?.();
    },
    now: null,
  };

  async asked(): Promise<void> {
    if (this.#ends.length === 0) await new Promise<void>((resolve) => (this.#asked = resolve));
  }

  async end(error: Error | null = null): Promise<void> {
    await this.asked();
    this.#ends.shift()?.(error);
  }
}

describe('OPS-01 the SQLite store on the disk', () => {
  let folder: string;
  let disk: HeldDisk;
  let store: SqliteStore;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dewpoint-wal-'));
    disk = new HeldDisk();
    store = await SqliteStore.open(join(folder, 'd.db'), systemClock, new RecordingLog(), disk.dataSync);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const setting = (name: string) =>
    store.transaction((t) => t.insertInto('instance_settings').values({ name, value: '1' }).execute());

  /** Whether a promise has settled after everything that is ready has run. */
  async function settled(promise: Promise<unknown>): Promise<boolean> {
    let done = false;
    const mark = () => {
      done = true;
    };
    promise.then(mark, mark);
    await new Promise((resolve) => setImmediate(resolve));
    return done;
  }

  it('TRC-02 answers neither a trace nor a change before it is on the disk', async () => {
    const appended = store.appendTraces([trace('a')]);
    await disk.asked();
    expect(await settled(appended)).toBe(false);
    await disk.end();
    await appended;

    const changed = setting('x');
    await disk.asked();
    expect(await settled(changed)).toBe(false);
    await disk.end();
    await changed;
  });

  it('lets all that is committed during a sync share the next one', async () => {
    const first = store.appendTraces([trace('a')]);
    await disk.asked();
    const others = [store.appendTraces([trace('b')]), setting('x'), store.appendTraces([trace('c')])];
    expect(await settled(Promise.any(others))).toBe(false);
    await disk.end();
    await first;
    expect(await settled(Promise.any(others))).toBe(false);
    await disk.end();
    await Promise.all(others);
    expect(disk.syncs).toBe(2);
  });

  it('TRC-02 refuses what a failing disk did not take, and all that comes after until the file is opened again', async () => {
    const [appended, changed] = [store.appendTraces([trace('a')]), setting('x')];
    await disk.asked();
    const outcomes = Promise.allSettled([appended, changed]);
    await disk.end(Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' }));
    expect(await outcomes).toMatchObject([
      { status: 'rejected', reason: { name: 'StoreUnavailableError', cause: { code: 'EIO' } } },
      { status: 'rejected', reason: { name: 'StoreUnavailableError', cause: { code: 'EIO' } } },
    ]);
    // No sync is asked for again: the kernel would call it a success although the pages are lost.
    await expect(store.appendTraces([trace('b')])).rejects.toThrow('does not answer');
    await expect(setting('y')).rejects.toThrow('does not answer');
    await expect(store.ping()).rejects.toThrow('does not answer');
    expect(disk.syncs).toBe(1);

    await store.close();
    disk = new HeldDisk();
    store = await SqliteStore.open(join(folder, 'd.db'), systemClock, new RecordingLog(), disk.dataSync);
    const after = store.appendTraces([trace('b')]);
    await disk.end();
    await after;
  });

  it('finishes the sync that runs before it closes', async () => {
    const appended = store.appendTraces([trace('a')]);
    const closing = store.close();
    await disk.asked();
    expect(await settled(closing)).toBe(false);
    await disk.end();
    await Promise.all([appended, closing]);
  });
});

/** A disk that is waited for, and takes as long as the test says. */
class WaitedForDisk {
  waits = 0;
  laters = 0;
  takesInMs = 0;
  failure: Error | null = null;

  readonly dataSync: DataSync = {
    later: (descriptor, done) => {
      this.laters++;
      fdatasync(descriptor, done);
    },
    now: (descriptor) => {
      this.waits++;
      if (this.failure) throw this.failure;
      const end = performance.now() + this.takesInMs;
      while (performance.now() < end);
      fdatasyncSync(descriptor);
    },
  };
}

describe('OPS-01 the SQLite store on a disk that answers at once', () => {
  let folder: string;
  let disk: WaitedForDisk;
  let store: SqliteStore;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dewpoint-wal-'));
    disk = new WaitedForDisk();
    store = await SqliteStore.open(join(folder, 'd.db'), systemClock, new RecordingLog(), disk.dataSync);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('TRC-02 has waited for it when a trace is answered', async () => {
    await store.appendTraces([trace('a')]);
    expect(disk.waits).toBe(1);
  });

  it('leaves the next commits to the thread once it was slow several times', async () => {
    disk.takesInMs = 5;
    for (const id of ['a', 'b', 'c', 'd', 'e']) await store.appendTraces([trace(id)]);
    disk.takesInMs = 0;
    for (const id of ['f', 'g']) await store.appendTraces([trace(id)]);
    expect([disk.waits, disk.laters]).toEqual([5, 2]);
  });

  it('TRC-02 refuses what it did not take, and all that comes after', async () => {
    disk.failure = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
    await expect(store.appendTraces([trace('a')])).rejects.toMatchObject({
      name: 'StoreUnavailableError',
      cause: { code: 'EIO' },
    });
    disk.failure = null;
    await expect(store.appendTraces([trace('b')])).rejects.toThrow('does not answer');
    expect([disk.waits, disk.laters]).toEqual([1, 0]);
  });
});

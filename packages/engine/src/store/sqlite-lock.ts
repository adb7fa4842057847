import { DatabaseSync } from 'node:sqlite';

/** How long a start waits for a process that is just ending. */
const WAIT_FOR_OTHER_PROCESS_IN_MS = 2_000;

/** Another server process works on the same data folder. */
export class StoreInUseError extends Error {
  constructor(file: string, processId: number | null) {
    super(
      `store: ${file} is in use by another Dewpoint process${processId === null ? '' : ` (process ${processId})`}. ` +
        'Stop it first; several nodes need PostgreSQL (DEWPOINT_DATABASE_URL).',
    );
    this.name = 'StoreInUseError';
  }
}

/**
 * One process per SQLite file. The marker is the write lock of a second, tiny database beside it: the operating system takes the lock
 * back when the process ends, whatever ends it, so a crash never leaves a stale marker.
 */
export class SqliteProcessLock {
  readonly #marker: DatabaseSync;

  private constructor(marker: DatabaseSync) {
    this.#marker = marker;
  }

  /** Throws `StoreInUseError` when another process (or another store of this one) holds the file. */
  static acquire(file: string): SqliteProcessLock {
    const marker = new DatabaseSync(`${file}.lock`, { timeout: WAIT_FOR_OTHER_PROCESS_IN_MS });
    try {
      marker.exec('begin immediate');
      marker.exec('create table if not exists holder (process_id integer not null) strict');
      marker.exec('delete from holder');
      marker.prepare('insert into holder (process_id) values (?)').run(process.pid);
      marker.exec('commit');
      // A reserved lock lets the next process read who holds it, and nobody else take it.
      marker.exec('begin immediate');
      return new SqliteProcessLock(marker);
    } catch (error) {
      const holder = isBusy(error) ? holderOf(marker) : null;
      marker.close();
      if (isBusy(error)) throw new StoreInUseError(file, holder);
      throw error;
    }
  }

  release(): void {
    this.#marker.close();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

function holderOf(marker: DatabaseSync): number | null {
  try {
    const id = marker.prepare('select process_id from holder').get()?.process_id;
    return typeof id === 'number' ? id : null;
  } catch {
    return null;
  }
}

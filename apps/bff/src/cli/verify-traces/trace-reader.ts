import { hashLeaf } from './merkle.ts';
import { bytesOf, numberOf, type TraceDatabase, textOf } from './trace-database.ts';

/** Leaves of one tile. */
export const TILE_WIDTH = 256;
const HASH_LENGTH = 32;
const ENTRY_LENGTH = 20;
/** Columns of a trace in the order of its leaf. */
const columns = [
  'id',
  'account_id',
  'project_id',
  'time',
  'name',
  'service_type',
  'resource_type',
  'resource_id',
  'resource_name',
  'user_id',
  'user_name',
  'rating',
  'code',
  'source_ip',
  'request_id',
  'body',
];

export interface StoredTree {
  readonly size: number;
  readonly root: Buffer;
  readonly checkpoint: string;
  readonly prunedSize: number;
  readonly pruneNote: string | null;
}

export interface StoredSigner {
  readonly publicKey: Buffer;
  readonly endorsement: string | null;
}

/** A trace as it lies in the store. */
export interface StoredTrace {
  readonly id: string;
  readonly name: string;
  readonly time: number;
  readonly leafHash: Buffer;
}

/** The traces of one account and the tables of their tree, read without any code of the server. */
export class TraceReader {
  readonly #database: TraceDatabase;
  readonly #accountId: string;

  constructor(database: TraceDatabase, accountId: string) {
    this.#database = database;
    this.#accountId = accountId;
  }

  async tree(): Promise<StoredTree | null> {
    const [row] = await this.#rows('select * from trace_trees where account_id = ?');
    if (!row) return null;
    return {
      size: numberOf(row, 'size'),
      root: bytesOf(row, 'root'),
      checkpoint: textOf(row, 'checkpoint'),
      prunedSize: numberOf(row, 'pruned_size'),
      pruneNote: row.prune_note === null ? null : textOf(row, 'prune_note'),
    };
  }

  async signers(): Promise<readonly StoredSigner[]> {
    const rows = await this.#rows('select * from trace_signers where account_id = ? order by number');
    return rows.map((row) => ({
      publicKey: bytesOf(row, 'public_key'),
      endorsement: row.endorsement === null ? null : textOf(row, 'endorsement'),
    }));
  }

  async keptCheckpoints(): Promise<readonly string[]> {
    const rows = await this.#rows(
      'select checkpoint from trace_checkpoints where account_id = ? order by size',
    );
    return rows.map((row) => textOf(row, 'checkpoint'));
  }

  /** Hashes of one tile, in order; none where the tile is not there. */
  async tile(level: number, tile: number): Promise<readonly Buffer[]> {
    const [row] = await this.#rows(
      'select hashes from trace_tiles where account_id = ? and level = ? and tile = ?',
      level,
      tile,
    );
    return row ? cut(bytesOf(row, 'hashes'), HASH_LENGTH) : [];
  }

  /** `seq` of each leaf of a tile, in order. */
  async numbersOfTile(tile: number): Promise<readonly number[]> {
    const [row] = await this.#rows(
      'select entries from trace_leaves where account_id = ? and tile = ?',
      tile,
    );
    return row
      ? cut(bytesOf(row, 'entries'), ENTRY_LENGTH).map((entry) => Number(entry.readBigUInt64BE(0)))
      : [];
  }

  async traces(numbers: readonly number[]): Promise<ReadonlyMap<number, StoredTrace>> {
    if (numbers.length === 0) return new Map();
    const places = numbers.map(() => '?').join(', ');
    const rows = await this.#database.all(
      `select seq, ${columns.join(', ')} from traces where seq in (${places})`,
      ...numbers,
    );
    return new Map(rows.map((row) => [numberOf(row, 'seq'), storedTrace(row)]));
  }

  /** Numbers of the account's traces from one on, in order. */
  async numbersAfter(seq: number, limit: number): Promise<readonly number[]> {
    // By the order of rows: by the account's index every page would sort all that follow.
    const rows = await this.#rows(
      `select seq from traces where account_id || '' = ? and seq > ? order by seq limit ${limit}`,
      seq,
    );
    return rows.map((row) => numberOf(row, 'seq'));
  }

  async countTraces(): Promise<number> {
    const [row] = await this.#rows('select count(*) as traces from traces where account_id = ?');
    return row ? numberOf(row, 'traces') : 0;
  }

  #rows(text: string, ...parameters: readonly number[]) {
    return this.#database.all(text, this.#accountId, ...parameters);
  }
}

function storedTrace(row: Readonly<Record<string, unknown>>): StoredTrace {
  const values = ['dewpoint-trace-v1', ...columns.map((column) => String(row[column]))];
  const parts = values.flatMap((value) => {
    const bytes = Buffer.from(value);
    return [Buffer.from(`${bytes.length}:`), bytes, Buffer.from(',')];
  });
  return {
    id: textOf(row, 'id'),
    name: textOf(row, 'name'),
    time: numberOf(row, 'time'),
    leafHash: hashLeaf(Buffer.concat(parts)),
  };
}

function cut(bytes: Buffer, length: number): readonly Buffer[] {
  return Array.from({ length: Math.floor(bytes.length / length) }, (_, i) =>
    bytes.subarray(i * length, (i + 1) * length),
  );
}

/** Where the sequencer stands: traces from `nextSeq` on, and those in gaps, are in no tree yet. */
export async function readSequencer(
  database: TraceDatabase,
): Promise<{ readonly nextSeq: number; readonly isOpen: (seq: number) => boolean }> {
  const [row] = await database.all('select next_seq, gaps from trace_sequencer');
  if (!row) throw new TypeError('the store has no sequencer');
  const nextSeq = numberOf(row, 'next_seq');
  const gaps: unknown = JSON.parse(textOf(row, 'gaps'));
  const ranges = Array.isArray(gaps) ? gaps : [];
  return {
    nextSeq,
    isOpen: (seq) => seq >= nextSeq || ranges.some((gap) => seq >= Number(gap.from) && seq <= Number(gap.to)),
  };
}

/** Accounts that have traces or ever had a tree. */
export async function readAccounts(
  database: TraceDatabase,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const rows = await database.all(
    `select id, name from accounts
     union select account_id, account_id from trace_trees where account_id not in (select id from accounts)
     order by name`,
  );
  return rows.map((row) => ({ id: textOf(row, 'id'), name: textOf(row, 'name') }));
}

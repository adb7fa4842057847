import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { TraceRecord } from '../src/audit/audit.ts';
import { GroupCommitAuditWriter } from '../src/audit/group-commit-writer.ts';
import { traceRow } from '../src/audit/trace-row.ts';
import { systemClock } from '../src/clock.ts';
import { openStore } from '../src/store/open-store.ts';
import type { TraceRow } from '../src/store/store.ts';
import { traceColumns } from '../src/store/trace-columns.ts';
import { contextOf, RecordingLog } from '../src/testing/index.ts';

/**
 * What the audit trail costs: durable traces a second through the group-commit writer with 1, 32 and 128 callers that each wait for
 * theirs, against the bare SQLite statements of the same batch sizes in the same run. `share` is the part of
 * the bare statements' speed that is left.
 */
const CALLERS = [1, 32, 128];
const REPETITIONS = 5;
const SLICE_IN_MS = 500;

const context = contextOf({
  accountId: 'a'.repeat(32),
  accountName: 'default',
  projectId: 'b'.repeat(32),
  projectName: 'local-1',
  userId: 'c'.repeat(32),
  userName: 'admin',
});
const record: TraceRecord = {
  name: 'encryptData',
  serviceType: 'KMS',
  resourceType: 'cmk',
  resourceId: '0d0466b0-e727-4d9c-b35d-f84bb474a37f',
  resourceName: 'bench',
  rating: 'normal',
  code: '200',
  request: { key_id: '0d0466b0-e727-4d9c-b35d-f84bb474a37f', plain_text: '***' },
  response: { key_id: '0d0466b0-e727-4d9c-b35d-f84bb474a37f', cipher_text: '***' },
  message: 'encryptData, Method: POST Url=/v1.0/{project_id}/kms/encrypt-data. Reason:',
  readOnly: false,
  operationId: 'kms.encryptData',
  apiVersion: 'v1.0',
};

const folder = mkdtempSync(join(tmpdir(), 'dewpoint-bench-'));
try {
  const ourStore = await openStore({ kind: 'sqlite', file: join(folder, 'ours.db') });
  const writer = new GroupCommitAuditWriter({ store: ourStore, clock: systemClock, log: new RecordingLog() });
  const bareFile = join(folder, 'bare.db');
  await (await openStore({ kind: 'sqlite', file: bareFile })).close();
  const bare = openBare(bareFile);

  const speeds = CALLERS.map((callers) => ({ callers, ours: [] as number[], bare: [] as number[] }));
  // Interleaved, so that a slow moment of the machine meets both.
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    for (const speed of speeds) {
      speed.bare.push(bareRowsPerSecond(bare, speed.callers));
      speed.ours.push(await tracesPerSecond(writer, speed.callers));
    }
  }
  for (const { callers, ours, bare: bareSpeeds } of speeds) {
    const [value, floor] = [median(ours), median(bareSpeeds)];
    console.log(
      JSON.stringify({
        name: `traces, group commit, ${callers} callers`,
        value: Math.round(value),
        unit: 'traces/s',
        reference: 'bare SQLite transactions of as many rows',
        referenceValue: Math.round(floor),
        share: Number((value / floor).toFixed(3)),
      }),
    );
  }
  bare.database.close();
  await writer.close();
  await ourStore.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function tracesPerSecond(writer: GroupCommitAuditWriter, callers: number): Promise<number> {
  const start = performance.now();
  const end = start + SLICE_IN_MS;
  let done = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < end) {
        await writer.append(context, record);
        done++;
      }
    }),
  );
  return (done / (performance.now() - start)) * 1000;
}

interface Bare {
  readonly database: DatabaseSync;
  readonly insert: StatementSync;
}

function openBare(file: string): Bare {
  const database = new DatabaseSync(file);
  database.exec('pragma synchronous = full');
  const columns = traceColumns.join(', ');
  const insert = database.prepare(
    `insert into traces (${columns}) values (${traceColumns.map(() => '?').join(', ')})`,
  );
  return { database, insert };
}

/** The rows are made beforehand: only the statements are measured. */
function bareRowsPerSecond({ database, insert }: Bare, batch: number): number {
  const rows = Array.from({ length: 60_000 }, () => traceRow(context, record, Date.now()));
  const start = performance.now();
  const end = start + SLICE_IN_MS;
  let done = 0;
  while (performance.now() < end && done + batch <= rows.length) {
    database.exec('begin immediate');
    for (const row of rows.slice(done, done + batch))
      insert.run(...traceColumns.map((column) => columnOf(row, column)));
    database.exec('commit');
    done += batch;
  }
  return (done / (performance.now() - start)) * 1000;
}

function columnOf(row: TraceRow, column: keyof TraceRow): string | number {
  return row[column];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

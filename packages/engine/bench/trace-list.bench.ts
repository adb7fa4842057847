import { openEphemeralRoot } from '@dewpoint/crypto-core';
import { sql } from 'kysely';
import { createTraces } from '../src/audit/create-traces.ts';
import { GroupCommitAuditWriter } from '../src/audit/group-commit-writer.ts';
import { queryOf } from '../src/audit/search/trace-query.ts';
import { TraceSearch } from '../src/audit/search/trace-search.ts';
import { traceRow } from '../src/audit/trace-row.ts';
import type { RequestContext } from '../src/context.ts';
import type { DialectName } from '../src/store/column-types.ts';
import type { Store, TraceRow } from '../src/store/store.ts';
import {
  contextOf,
  ManualClock,
  openTestStore,
  RecordingLog,
  type SeededAccount,
  seedAccount,
} from '../src/testing/index.ts';

/**
 * Time to answer a page of 20 traces, by filter, over very many of one account, on both databases. Arguments: number of traces (300,000; the
 * aim is for 10,000,000, which take 16 GB and a quarter of an hour each), databases (both). `reference` is the aim; the share says how
 * much of it is used; `cpu` is the mean processor time of a search in this process in ms, which a busy machine does not change.
 *
 *     node --conditions=dewpoint-source packages/engine/bench/trace-list.bench.ts 10000000 postgres
 */
const TRACES = Number(process.argv[2] ?? 300_000);
const databases: readonly DialectName[] =
  process.argv[3] === 'sqlite' || process.argv[3] === 'postgres' ? [process.argv[3]] : ['sqlite', 'postgres'];
const AIM_IN_MS = 100;
const RUNS = 60;
const BATCH = 2_000;
const KEYS = 200;

const names = [
  'encryptData',
  'decryptData',
  'createDataKey',
  'decryptDatakey',
  'listKeys',
  'sign',
  'genRandom',
];
const none = {
  traceType: undefined,
  serviceType: undefined,
  resourceType: undefined,
  resourceId: undefined,
  traceName: undefined,
  resourceName: undefined,
  user: undefined,
  rating: undefined,
};

for (const dialect of databases) await measure(dialect);

async function measure(dialect: DialectName): Promise<void> {
  const clock = new ManualClock();
  const test = await openTestStore(dialect, { clock });
  const root = await openEphemeralRoot();
  try {
    const seeded = await seedAccount(test.store);
    await fill(test.store, clock, contextOf(seeded));
    const log = new RecordingLog();
    const audit = new GroupCommitAuditWriter({ store: test.store, clock, log });
    const { sequencer } = createTraces({
      store: test.store,
      root,
      clock,
      audit,
      log,
      search: new TraceSearch(test.store),
    });
    const filled = performance.now();
    await sequencer.drain();
    report(dialect, 'trace sequencer, catching up', TRACES / ((performance.now() - filled) / 1000));
    // SQLite writes its log back into the database when it is closed; a running product does so all the time.
    const store = await test.reopen();
    // Autovacuum does it in a database that grows to this size; SQLite is never analysed by the product.
    if (dialect === 'postgres') await vacuum(store);
    await measureSearches(store, seeded, clock.now());
  } finally {
    await test.remove();
    await root.close();
  }
}

async function vacuum(store: Store): Promise<void> {
  await store.read.connection().execute(async (connection) => {
    // Takes longer than a statement of the product may.
    await sql.raw('set statement_timeout = 0').execute(connection);
    await sql.raw('vacuum analyze').execute(connection);
    await sql.raw('reset statement_timeout').execute(connection);
  });
}

async function measureSearches(store: Store, seeded: SeededAccount, now: number): Promise<void> {
  const traces = new TraceSearch(store);
  const scope = { accountId: seeded.accountId, projectId: seeded.projectId };
  const all = { from: 0, to: now };
  const week = { from: now - 7 * 86_400_000, to: now };
  const searches = {
    'no filter': [week, {}],
    'frequent trace name': [week, { traceName: 'encryptData' }],
    'rare trace name': [all, { traceName: 'scheduleKeyDeletion' }],
    'trace name that does not occur': [all, { traceName: 'importKeyMaterial' }],
    'rare operator': [all, { user: 'user-rare' }],
    'status incident': [all, { rating: 'incident' }],
    'source and resource type': [all, { serviceType: 'CSMS', resourceType: 'csms' }],
    'trace type': [all, { traceType: 'ConsoleAction' }],
    'resource ID': [all, { resourceId: 'key-7' }],
    'rare resource ID': [all, { resourceId: 'key-rare' }],
    'resource name': [all, { resourceName: 'name-7' }],
    'frequent resource ID and rare trace name': [
      all,
      { resourceId: 'key-7', traceName: 'scheduleKeyDeletion' },
    ],
    'frequent resource ID and trace type': [all, { resourceId: 'key-7', traceType: 'ConsoleAction' }],
    'operator and status': [all, { user: 'user-3', rating: 'incident' }],
    'an old hour': [{ from: Math.floor(now * 0.9999), to: Math.floor(now * 0.9999) + 3_600_000 }, {}],
  } as const;
  for (const [name, [time, filter]] of Object.entries(searches)) {
    const query = queryOf(scope, time, { ...none, ...filter });
    const times: number[] = [];
    let found = 0;
    const cpu = process.cpuUsage();
    // The first calls fill the caches of the database, as a running product's are.
    for (let run = -3; run < RUNS; run++) {
      const start = performance.now();
      const page = await traces.page(query, { limit: 20, after: null });
      if (run >= 0) times.push(performance.now() - start);
      found = page.rows.length;
    }
    const { user, system } = process.cpuUsage(cpu);
    const p95 = times.toSorted((a, b) => a - b)[Math.floor(RUNS * 0.95)] ?? 0;
    console.log(
      JSON.stringify({
        name: `trace list, ${name}, ${TRACES} traces, ${found} found (${store.dialect})`,
        value: Number(p95.toFixed(2)),
        unit: 'ms (p95)',
        reference: 'aim',
        referenceValue: AIM_IN_MS,
        cpu: Number(((user + system) / 1000 / RUNS).toFixed(2)),
        share: Number((p95 / AIM_IN_MS).toFixed(3)),
      }),
    );
  }
}

async function fill(store: Store, clock: ManualClock, context: RequestContext): Promise<void> {
  const step = Math.max(1, Math.floor((365 * 86_400_000) / TRACES));
  for (let at = 0; at < TRACES; at += BATCH) {
    const rows: TraceRow[] = [];
    for (let i = at; i < Math.min(at + BATCH, TRACES); i++) {
      clock.advance(step);
      rows.push(rowOf(i, context, clock.now()));
    }
    await store.appendTraces(rows);
  }
}

/** A tenth of all uses is of one key, operations by administrators are rare. */
function rowOf(i: number, context: RequestContext, time: number): TraceRow {
  const key = i % 50_021 === 3 ? 'rare' : i % 10 === 0 ? '7' : String((i * 31) % KEYS);
  const rare = i % 20_011 === 5;
  const user = i % 100_003 === 9 ? 'user-rare' : `user-${(i * 17) % 30}`;
  const csms = i % 30_011 === 11;
  return traceRow(
    {
      ...context,
      channel: i % 1_009 === 0 ? 'console' : 'api',
      principal: {
        ...context.principal,
        kind: 'user',
        userId: user,
        userName: user,
      } as typeof context.principal,
    },
    {
      name: rare ? 'scheduleKeyDeletion' : (names[i % names.length] ?? ''),
      serviceType: csms ? 'CSMS' : 'KMS',
      resourceType: csms ? 'csms' : 'cmk',
      resourceId: `key-${key}`,
      resourceName: `name-${key}`,
      rating: i % 25_013 === 1 ? 'incident' : i % 50 === 0 ? 'warning' : 'normal',
      code: '200',
      request: { key_id: key, plain_text: '***', encryption_algorithm: 'SYMMETRIC_DEFAULT' },
      response: { key_id: key, cipher_text: '***' },
      message: 'encryptData, Method: POST Url=/v1.0/{project_id}/kms/encrypt-data. Reason:',
      readOnly: false,
      operationId: 'kms.encryptData',
      apiVersion: 'v1.0',
    },
    time,
  );
}

function report(dialect: DialectName, name: string, perSecond: number): void {
  console.log(
    JSON.stringify({ name: `${name} (${dialect})`, value: Math.round(perSecond), unit: 'traces/s' }),
  );
}

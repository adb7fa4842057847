import { setImmediate as nextTurn } from 'node:timers/promises';
import { OperationError } from '@dewpoint/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TraceRecord } from '../../src/audit/audit.ts';
import { GroupCommitAuditWriter } from '../../src/audit/group-commit-writer.ts';
import type { RequestContext } from '../../src/context.ts';
import {
  contextOf,
  dialects,
  FaultyStore,
  ManualClock,
  openTestStore,
  RecordingLog,
  type TestStore,
} from '../../src/testing/index.ts';

const seeded = {
  accountId: 'a'.repeat(32),
  accountName: 'default',
  projectId: 'p'.repeat(32),
  projectName: 'local-1',
  userId: 'u'.repeat(32),
  userName: 'admin',
};
const context: RequestContext = contextOf(seeded, { requestId: 'request-1' });

function record(name: string, changes: Partial<TraceRecord> = {}): TraceRecord {
  return {
    name,
    serviceType: 'KMS',
    resourceType: 'cmk',
    resourceId: 'key-1',
    resourceName: 'alias',
    rating: 'normal',
    code: '200',
    request: { key_id: 'key-1' },
    response: { ok: true },
    message: `${name}, Method: POST Url=/x. Reason:`,
    readOnly: false,
    operationId: 'kms.test',
    ...changes,
  };
}

describe.each(dialects)('TRC-02 audit writer on %s', (dialect) => {
  let test: TestStore;
  let store: FaultyStore;
  let log: RecordingLog;
  let writer: GroupCommitAuditWriter;
  const clock = new ManualClock();
  beforeEach(async () => {
    test = await openTestStore(dialect);
    store = new FaultyStore(test.store);
    log = new RecordingLog();
    writer = new GroupCommitAuditWriter({ store, clock, log });
  });
  afterEach(() => test.remove());

  async function written(): Promise<string[]> {
    const rows = await test.store.read.selectFrom('traces').select('name').orderBy('seq').execute();
    return rows.map((row) => row.name);
  }

  it('commits what one turn hands over together, in order, and answers when it is durable', async () => {
    const ids = await Promise.all(['a', 'b', 'c'].map((name) => writer.append(context, record(name))));
    expect(store.batches).toEqual([['a', 'b', 'c']]);
    const rows = await test.store.read.selectFrom('traces').select(['id', 'name']).orderBy('seq').execute();
    expect(rows.map((row) => row.id)).toEqual(ids);
    expect(new Set(ids).size).toBe(3);
  });

  it('gathers what comes while a commit runs into the next one', async () => {
    const first = Promise.withResolvers<void>();
    store.beforeAppend = () => first.promise;
    const done = [writer.append(context, record('a'))];
    await nextTurn();
    await nextTurn();
    done.push(writer.append(context, record('b')), writer.append(context, record('c')));
    await nextTurn();
    expect(store.batches).toEqual([['a']]);
    first.resolve();
    await Promise.all(done);
    expect(store.batches).toEqual([['a'], ['b', 'c']]);
    expect(await written()).toEqual(['a', 'b', 'c']);
  });

  it('does not resolve before the commit', async () => {
    const commit = Promise.withResolvers<void>();
    store.beforeAppend = () => commit.promise;
    let answered = false;
    const done = writer.append(context, record('a')).then(() => {
      answered = true;
    });
    for (let turn = 0; turn < 5; turn++) await nextTurn();
    expect(answered).toBe(false);
    commit.resolve();
    await done;
    expect(await written()).toEqual(['a']);
  });

  it('refuses every operation of a batch that cannot be written, says so in the log, and works again after', async () => {
    store.appendFailure = new Error('disk full');
    const results = await Promise.allSettled(['a', 'b'].map((name) => writer.append(context, record(name))));
    for (const result of results) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { errorName: 'auditUnavailable', status: 503 },
      });
    }
    expect(await written()).toEqual([]);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { traces: 2 } }]);
    store.appendFailure = null;
    await writer.append(context, record('c'));
    expect(await written()).toEqual(['c']);
  });

  it('refuses instead of piling up when the store does not keep up', async () => {
    const small = new GroupCommitAuditWriter({ store, clock, log, mostPending: 2 });
    const commit = Promise.withResolvers<void>();
    store.beforeAppend = () => commit.promise;
    const accepted = [small.append(context, record('a')), small.append(context, record('b'))];
    await expect(small.append(context, record('c'))).rejects.toThrow(OperationError);
    commit.resolve();
    await Promise.all(accepted);
    await small.append(context, record('d'));
    expect(await written()).toEqual(['a', 'b', 'd']);
  });

  it('makes everything durable before it closes and refuses what comes after', async () => {
    const done = writer.append(context, record('a'));
    await writer.close();
    expect(await written()).toEqual(['a']);
    await done;
    await expect(writer.append(context, record('b'))).rejects.toMatchObject({
      errorName: 'auditUnavailable',
    });
  });

  it('flushes at once when nothing waits', async () => {
    await expect(writer.flush()).resolves.toBeUndefined();
  });

  it('TRC-01 writes a trace within the transaction of its change, or neither', async () => {
    await expect(
      test.store.transaction(async (transaction) => {
        await writer.appendWithin(transaction, context, record('undone'));
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await test.store.transaction((transaction) => writer.appendWithin(transaction, context, record('kept')));
    expect(await written()).toEqual(['kept']);
  });

  it('TRC-01 keeps the structure of [G 2.3.2]: columns for filters, the rest as JSON', async () => {
    const id = await writer.append(context, record('createKey', { apiVersion: 'v1.0', readOnly: true }));
    const row = await test.store.read.selectFrom('traces').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      id,
      account_id: seeded.accountId,
      project_id: seeded.projectId,
      time: clock.now(),
      name: 'createKey',
      service_type: 'KMS',
      resource_type: 'cmk',
      resource_id: 'key-1',
      resource_name: 'alias',
      user_id: seeded.userId,
      user_name: 'admin',
      rating: 'normal',
      code: '200',
      source_ip: '192.0.2.1',
      request_id: 'request-1',
    });
    expect(JSON.parse(row.body)).toEqual({
      api_version: 'v1.0',
      enterprise_project_id: '0',
      message: 'createKey, Method: POST Url=/x. Reason:',
      operation_id: 'kms.test',
      read_only: true,
      request: { key_id: 'key-1' },
      response: { ok: true },
      trace_type: 'ApiCall',
      user: { account_name: 'default', authenticated_at: 0, type: 'User' },
    });
    const keys = Object.keys(JSON.parse(row.body));
    expect(keys).toEqual(keys.toSorted());
  });

  it.each([
    ['console', 'ConsoleAction', ['service.console']],
    ['api', 'ApiCall', undefined],
  ] as const)('TRC-01 tells a call of the %s by its trace type', async (channel, traceType, invokedBy) => {
    const credential = channel === 'console' ? 'session' : 'token';
    const principal = { ...context.principal, credential } as RequestContext['principal'];
    await writer.append({ ...context, channel, principal }, record('createKey'));
    const row = await test.store.read.selectFrom('traces').selectAll().executeTakeFirstOrThrow();
    const body: { trace_type: string; user: { invoked_by?: string[] } } = JSON.parse(row.body);
    expect(body.trace_type).toBe(traceType);
    expect(body.user.invoked_by).toEqual(invokedBy);
  });

  it('TRC-05 names the principal of what the product does by itself', async () => {
    await writer.append(
      { ...context, channel: 'system', principal: { kind: 'system', name: 'rotation' } },
      record('rotateKey'),
    );
    const row = await test.store.read.selectFrom('traces').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ user_id: '', user_name: 'rotation' });
    expect(JSON.parse(row.body)).toMatchObject({ trace_type: 'SystemAction', user: { type: 'system' } });
  });

  it('writes texts that a database would refuse without losing the batch', async () => {
    const name = `\0${'x'.repeat(400)}\ud800`;
    await Promise.all([
      writer.append(context, record('odd', { resourceName: name, request: { name } })),
      writer.append(context, record('even')),
    ]);
    const rows = await test.store.read.selectFrom('traces').selectAll().orderBy('seq').execute();
    expect(rows.map((row) => row.name)).toEqual(['odd', 'even']);
    expect(rows[0]?.resource_name).toBe(`\u{FFFD}${'x'.repeat(299)}`);
    expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({ request: { name } });
  });
});

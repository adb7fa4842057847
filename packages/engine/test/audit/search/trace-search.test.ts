import type { OperationOutput } from '@dewpoint/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { traceRow } from '../../../src/audit/trace-row.ts';
import type { RequestContext } from '../../../src/context.ts';
import type { TraceRow } from '../../../src/store/store.ts';
import { contextOf, dialects, seedAccount } from '../../../src/testing/index.ts';
import { refusalOf } from '../../kms/kms-world.ts';
import { openTraceWorld, record, type TraceWorld } from '../trace-world.ts';

const COUNT = 9_500;
/** The last rows are durable and in no tree yet. */
const UNSEQUENCED = 60;
const names = ['encryptData', 'decryptData', 'createKey', 'listKeys'];
const users = ['admin', 'ann', 'Ann', 'bob'];

/** Rows as many callers leave them; values that are rare, frequent, clustered and absent. */
function rowsOf(world: TraceWorld, context: RequestContext): TraceRow[] {
  return Array.from({ length: COUNT }, (_, i) => {
    world.clock.advance(i % 3);
    const rare = i % 4001 === 17;
    const channel = i % 5 === 0 ? 'console' : 'api';
    const user = rare ? 'rare-user' : (users[((i * 7) % 13) % users.length] ?? '');
    const own: RequestContext = {
      ...context,
      channel,
      project: i % 11 === 0 ? null : context.project,
      principal: {
        kind: 'user',
        userId: user,
        userName: user,
        accountId: context.account.id,
        credential: 'signature',
        authenticatedAt: 0,
        multiFactor: false,
        ...(i % 6 === 0 ? { accessKeyId: 'AK1' } : {}),
      },
    };
    return traceRow(
      own,
      {
        ...record,
        name: rare ? 'deleteKey' : (names[i % names.length] ?? ''),
        serviceType: i % 97 === 0 ? 'CSMS' : 'KMS',
        resourceType: i % 97 === 0 ? 'csms' : 'cmk',
        resourceId: `key-${i % 50}`,
        resourceName: i > 5_000 && i % 50 === 3 ? 'renamed' : `name-${i % 50}`,
        rating: i % 41 === 0 ? 'warning' : rare ? 'incident' : 'normal',
        enterpriseProjectId: i % 2 === 0 ? '0' : 'eps-1',
        // What looks like members of the row must not be taken for them.
        request: { trace_type: 'SystemAction', user: '","trace_type":"SystemAction"' },
      },
      world.clock.now(),
    );
  });
}

interface Filter {
  readonly traceType?: string;
  readonly serviceType?: string;
  readonly resourceType?: string;
  readonly resourceId?: string;
  readonly resourceName?: string;
  readonly traceName?: string;
  readonly user?: string;
  readonly rating?: string;
}

function naive(row: TraceRow, filter: Filter, from: number, to: number): boolean {
  const { trace_type } = JSON.parse(row.body) as { trace_type: string };
  const wanted: readonly (readonly [string | undefined, string])[] = [
    [filter.traceType, trace_type],
    [filter.serviceType, row.service_type],
    [filter.resourceType, row.resource_type],
    [filter.resourceId, row.resource_id],
    [filter.resourceName, row.resource_name],
    [filter.traceName, row.name],
    [filter.user, row.user_name],
    [filter.rating, row.rating],
  ];
  return (
    row.time >= from && row.time <= to && wanted.every(([want, have]) => want === undefined || want === have)
  );
}

const filters = fc.record(
  {
    traceType: fc.constantFrom('ApiCall', 'ConsoleAction', 'SystemAction'),
    serviceType: fc.constantFrom('KMS', 'CSMS', 'KPS'),
    resourceType: fc.constantFrom('cmk', 'csms'),
    resourceId: fc.constantFrom('key-3', 'key-17', 'key-none'),
    resourceName: fc.constantFrom('renamed', 'name-3', 'name-17', 'none'),
    traceName: fc.constantFrom(...names, 'deleteKey', 'ENCRYPTDATA'),
    user: fc.constantFrom(...users, 'rare-user', 'nobody'),
    rating: fc.constantFrom('normal', 'warning', 'incident'),
  },
  { requiredKeys: [] },
);

describe.each(dialects)('TRC-03 the search of traces on %s', (dialect) => {
  let world: TraceWorld;
  let rows: TraceRow[];
  let begin: number;
  beforeAll(async () => {
    world = await openTraceWorld(dialect);
    begin = world.clock.now();
    const other = contextOf(await seedAccount(world.node.store));
    rows = rowsOf(world, world.api);
    const foreign = rowsOf(world, other).slice(0, 300);
    const mixed = [...rows.slice(0, 4_000), ...foreign, ...rows.slice(4_000, COUNT - UNSEQUENCED)];
    for (let at = 0; at < mixed.length; at += 1_000)
      await world.node.store.appendTraces(mixed.slice(at, at + 1_000));
    await world.sequence();
    await world.node.store.appendTraces(rows.slice(COUNT - UNSEQUENCED));
  }, 60_000);
  afterAll(() => world[Symbol.asyncDispose]());

  /** Every page of a search, with the traces that reading leaves taken out. */
  async function walk(
    filter: Filter,
    time: { from: number; to: number },
    limit: number,
  ): Promise<readonly string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await world.node.run('cts.searchTraces', world.api, {
        ...filter,
        ...time,
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      found.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return found;
  }

  it('finds exactly what a look at every row finds, newest first, whatever the filters and page sizes', async () => {
    const end = world.clock.now();
    // What reading leaves is later than what is looked at.
    world.clock.advance(10);
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.constantFrom(7, 50, 200),
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0.2, max: 1, noNaN: true })),
        async (filter, limit, [start, length]) => {
          const from = Math.floor(begin + (end - begin) * start * 0.8);
          const to = Math.floor(from + (end - from) * length);
          const wanted = rows.filter((row) => naive(row, filter, from, to)).map((row) => row.id);
          const size = wanted.length > 2_000 ? 200 : limit;
          expect(await walk(filter, { from, to }, size)).toEqual(wanted.reverse());
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);

  it('finds a single trace among all', async () => {
    const found = await walk(
      { traceName: 'deleteKey', user: 'rare-user' },
      { from: 0, to: world.clock.now() },
      200,
    );
    expect(found).toHaveLength(rows.filter((row) => row.name === 'deleteKey').length);
  });

  it('looks at the last seven days when no time is given', async () => {
    const page = await world.node.run('cts.searchTraces', world.api);
    expect(page.to - page.from).toBe(7 * 86_400_000);
    expect(page.items.length).toBeGreaterThan(0);
    world.clock.advance(8 * 86_400_000);
    try {
      const later = await world.node.run('cts.searchTraces', world.api, { traceName: 'encryptData' });
      expect(later.items).toEqual([]);
      const all = await world.node.run('cts.searchTraces', world.api, { traceName: 'encryptData', from: 0 });
      expect(all.items).toHaveLength(20);
    } finally {
      world.clock.advance(-8 * 86_400_000);
    }
  });

  it('shows a trace of the last moment, and shows it once when it joins the tree between two pages', async () => {
    const fields = { traceName: 'justNow', from: 0 };
    const [first, second, third] = await world.write(
      { name: 'justNow' },
      { name: 'justNow' },
      { name: 'justNow' },
    );
    const page = await world.node.run('cts.searchTraces', world.api, { ...fields, limit: 1 });
    expect(page.items.map(({ id }) => id)).toEqual([third]);
    await world.sequence();
    const rest = await world.node.run('cts.searchTraces', world.api, { ...fields, cursor: page.nextCursor });
    expect(rest.items.map(({ id }) => id)).toEqual([second, first]);
  });

  it('shows nothing of another project, and the traces of the account in every project', async () => {
    const elsewhere = { ...world.api, project: { id: 'f'.repeat(32), name: 'other' } };
    const page = await world.node.run('cts.searchTraces', elsewhere, { from: 0, limit: 200 });
    expect(page.items.length).toBeGreaterThan(0);
    const ids = new Set(rows.filter((row) => row.project_id === '').map((row) => row.id));
    for (const { id, name } of page.items) if (names.includes(name)) expect(ids.has(id)).toBe(true);
    const own = rows.find((row) => row.project_id !== '');
    expect((await refusalOf(world.node.run('cts.viewTrace', elsewhere, { traceId: own?.id }))).code).toBe(
      'CTS.0100',
    );
  });

  it.each(['x', 'l-1', 'l1.5', 't1', '0'])('refuses the cursor %s', async (cursor) => {
    const refusal = await refusalOf(world.node.run('cts.searchTraces', world.api, { cursor }));
    expect([refusal.code, refusal.field]).toEqual(['CTS.0001', 'cursor']);
  });

  it('lists what traces can be filtered by', async () => {
    const found = await world.node.run('cts.traceFilters', world.api);
    expect(found.serviceTypes).toEqual(expect.arrayContaining(['CSMS', 'KMS']));
    expect(found.users).toEqual(expect.arrayContaining(['Ann', 'admin', 'ann', 'bob', 'rare-user']));
    expect(found.traceNames).toEqual(expect.arrayContaining([...names, 'deleteKey']));
  });

  describe('on REST, as documented', () => {
    const list = (fields: Record<string, unknown> = {}) =>
      world.node.run('cts.listTraces', world.api, fields);
    const inAll = { from: 1, limit: 200 };

    it('pages with the ID of the last trace as marker until it is null', async () => {
      const wanted = rows.filter((row) => row.rating === 'incident').map((row) => row.id);
      const found: string[] = [];
      let next: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({
          ...inAll,
          limit: 2,
          traceRating: 'incident',
          ...(next === null ? {} : { next }),
        });
        expect(page.metaData.count).toBe(page.traces.length);
        found.push(...page.traces.map(({ traceId }) => traceId));
        if (page.metaData.marker !== null && page.traces.length === 2) {
          expect(page.metaData.marker).toBe(page.traces[1]?.traceId);
        }
        next = page.metaData.marker;
      } while (next !== null);
      expect(found).toEqual(wanted.reverse());
    });

    it('takes both bounds as exclusive', async () => {
      const row = rows.at(-1);
      const at = row?.time ?? 0;
      const found = async (from: number, to: number) =>
        (await list({ from, to, limit: 200 })).traces.map(({ traceId }) => traceId).includes(row?.id ?? '');
      expect(await found(at - 1, at + 1)).toBe(true);
      expect(await found(at, at + 1)).toBe(false);
      expect(await found(at - 1, at)).toBe(false);
    });

    it('looks at the last hour and answers ten when nothing is said', async () => {
      const now = await list();
      expect(now.traces).toHaveLength(10);
      world.clock.advance(3_700_000);
      expect((await list()).traces.map(({ traceName }) => traceName)).not.toContain('encryptData');
    });

    it('lets trace_id make every other filter void', async () => {
      const { id } = rows[0] ?? { id: '' };
      const { traces } = await list({ traceId: id, traceName: 'other', from: 5, to: 6, traceType: 'data' });
      expect(traces.map(({ traceId }) => traceId)).toEqual([id]);
      expect((await list({ traceId: 'unknown' })).traces).toEqual([]);
    });

    it('has no data traces, and one tracker', async () => {
      expect((await list({ ...inAll, traceType: 'data' })).traces).toEqual([]);
      expect((await list({ ...inAll, trackerName: 'mine' })).traces).toEqual([]);
      expect((await list({ ...inAll, trackerName: 'system' })).traces).toHaveLength(200);
    });

    it('filters by access key and enterprise project', async () => {
      const { traces } = await list({ ...inAll, accessKeyId: 'AK1', enterpriseProjectId: 'eps-1' });
      expect(traces).toEqual([]);
      const keyed = (await list({ ...inAll, accessKeyId: 'AK1' })).traces;
      expect(keyed).toHaveLength(200);
      for (const { user, enterpriseProjectId } of keyed) {
        expect([user.accessKeyId, enterpriseProjectId]).toEqual(['AK1', '0']);
      }
    });

    it('answers the structure of the SDK: texts that hold JSON, code as text', async () => {
      const { traces } = await list({ traceId: rows[1]?.id });
      expect(traces[0]).toEqual({
        resourceId: 'key-1',
        traceName: 'decryptData',
        traceRating: 'normal',
        traceType: 'ApiCall',
        request: JSON.stringify({ trace_type: 'SystemAction', user: '","trace_type":"SystemAction"' }),
        response: '{}',
        code: '200',
        apiVersion: 'v1.0',
        message: record.message,
        recordTime: rows[1]?.time,
        traceId: rows[1]?.id,
        time: rows[1]?.time,
        user: expect.objectContaining({
          accountId: world.account.accountId,
          domain: { id: world.account.accountId, name: world.account.accountName },
          principalIsRootUser: 'false',
          sessionContext: { attributes: { createdAt: '0', mfaAuthenticated: 'false' } },
          type: 'User',
        }),
        serviceType: 'KMS',
        resourceType: 'cmk',
        sourceIp: '192.0.2.1',
        resourceName: 'name-1',
        requestId: world.api.requestId,
        enterpriseProjectId: 'eps-1',
        readOnly: false,
        operationId: 'kms.encryptData',
      });
    });

    it('refuses a marker that no page ended with', async () => {
      const refusal = await refusalOf(list({ next: '019aa0aa-0000-7000-8000-000000000000' }));
      expect([refusal.code, refusal.status, refusal.field]).toEqual(['CTS.0001', 400, 'next']);
    });
  });

  it('is refused without permission', async () => {
    world.denied.rule = () => true;
    try {
      for (const id of [
        'cts.searchTraces',
        'cts.listTraces',
        'cts.exportTraces',
        'cts.showCheckpoint',
      ] as const) {
        expect((await refusalOf(world.node.run(id, world.api))).status).toBe(403);
      }
    } finally {
      world.denied.rule = () => false;
    }
  });
});

describe.each(dialects)('TRC-03 the search among very many traces of one resource on %s', (dialect) => {
  it('finds a rare operation on it', async () => {
    await using world = await openTraceWorld(dialect);
    const rows = Array.from({ length: 12_300 }, (_, i) => {
      world.clock.advance(1);
      // Elsewhere the operation is frequent.
      const resource = i % 6 === 5 ? 'cold' : 'hot';
      const changes = {
        name: resource === 'cold' || i % 2_500 === 7 ? 'disableKey' : 'encryptData',
        resourceId: resource,
        resourceName: `${resource}-name`,
      };
      const channel = i === 5 ? 'console' : 'api';
      return traceRow({ ...world.api, channel }, { ...record, ...changes }, world.clock.now());
    });
    for (let at = 0; at < rows.length; at += 1_000)
      await world.node.store.appendTraces(rows.slice(at, at + 1_000));
    await world.sequence();
    const wanted = rows
      .filter((row) => row.name === 'disableKey' && row.resource_id === 'hot')
      .map((row) => row.id);
    for (const resource of [{ resourceId: 'hot' }, { resourceName: 'hot-name' }]) {
      const found: string[] = [];
      let next: { cursor?: string } | null = {};
      while (next !== null) {
        const page: OperationOutput<'cts.searchTraces'> = await world.node.run(
          'cts.searchTraces',
          world.api,
          {
            ...resource,
            traceName: 'disableKey',
            limit: 2,
            ...next,
          },
        );
        found.push(...page.items.map(({ id }) => id));
        next = page.nextCursor === null ? null : { cursor: page.nextCursor };
      }
      expect(found).toEqual(wanted.toReversed());
      const marker = { traceName: 'disableKey', ...resource, limit: 2, next: wanted[3] };
      const rest = await world.node.run('cts.listTraces', world.api, marker);
      expect(rest.traces.map(({ traceId }) => traceId)).toEqual([wanted[2], wanted[1]]);
    }

    // What no column says is looked for in the rows themselves: not in all of them for one page.
    const oldest = { resourceId: 'cold', traceType: 'ConsoleAction' };
    const early = await world.node.run('cts.searchTraces', world.api, oldest);
    expect(early.items).toEqual([]);
    const page = await world.node.run('cts.searchTraces', world.api, { ...oldest, cursor: early.nextCursor });
    expect(page.items.map(({ id }) => id)).toEqual([rows[5]?.id]);
  }, 30_000);
});

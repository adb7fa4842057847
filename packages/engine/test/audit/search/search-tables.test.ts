import fc from 'fast-check';
import { type KyselyPlugin, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BLOCKS_IN_INDEX } from '../../../src/audit/search/block-index.ts';
import { SearchTables } from '../../../src/audit/search/search-tables.ts';
import { queryOf, type TracePosition, type TraceQuery } from '../../../src/audit/search/trace-query.ts';
import { TraceSearch } from '../../../src/audit/search/trace-search.ts';
import { traceRow } from '../../../src/audit/trace-row.ts';
import { packSummary } from '../../../src/audit/tree/leaf-table.ts';
import { JobRunner } from '../../../src/jobs/job-runner.ts';
import type { Store } from '../../../src/store/store.ts';
import type { TraceFacetsTable } from '../../../src/store/trace-tables.ts';
import { dialects } from '../../../src/testing/index.ts';
import { openTraceWorld, record, type TraceWorld } from '../trace-world.ts';

const DAY = 86_400_000;
const LEAVES_IN_BLOCK = 4_096;

const fields = fc.record({
  traceName: fc.constantFrom(undefined, 'encryptData', 'deleteKey', 'round-0', 'round-2', 'never'),
  user: fc.constantFrom(undefined, 'ann', 'bob', 'nobody'),
  rating: fc.constantFrom(undefined, 'normal', 'incident'),
});
const noFields = {
  traceType: undefined,
  serviceType: undefined,
  resourceType: undefined,
  resourceId: undefined,
  resourceName: undefined,
};

describe.each(dialects)(
  'TRC-03 what searches keep of summaries and facets on %s',
  { timeout: 90_000 },
  (dialect) => {
    let world: TraceWorld;
    let jobs: JobRunner;
    beforeEach(async () => {
      world = await openTraceWorld(dialect, { retentionInDays: 30 });
      const { store, audit, traces } = world.node;
      jobs = new JobRunner({ store, audit, clock: world.clock, log: world.log });
      jobs.register(traces.jobs);
      await traces.planJobs(jobs);
    });
    afterEach(() => world[Symbol.asyncDispose]());

    /** Durable and in the tree, but for the last ones. */
    async function grow(round: number, count: number): Promise<void> {
      const rows = Array.from({ length: count }, (_, i) => {
        world.clock.advance(1);
        const principal = { ...world.api.principal, userName: i % 3 === 0 ? 'ann' : 'bob' };
        const name = i % 1_500 === 7 ? 'deleteKey' : i % 900 < 2 ? `round-${round}` : 'encryptData';
        const rating = i % 2_300 === 5 ? 'incident' : 'normal';
        return traceRow({ ...world.api, principal }, { ...record, name, rating }, world.clock.now());
      });
      for (let at = 0; at < count - 20; at += 1_000)
        await world.node.store.appendTraces(rows.slice(at, Math.min(at + 1_000, count - 20)));
      await world.sequence();
      await world.node.store.appendTraces(rows.slice(-20));
    }

    async function walk(search: TraceSearch, query: TraceQuery): Promise<readonly string[]> {
      const found: string[] = [];
      let after: TracePosition | null = null;
      do {
        const page = await search.page(query, { limit: 300, after });
        found.push(...page.rows.map(({ id }) => id));
        after = page.next;
      } while (after !== null);
      return found;
    }

    it('makes no difference to what is found: as blocks join, as they are pruned, on each node', async () => {
      const own = world.node.store;
      const others = dialect === 'postgres' ? [(await world.secondNode()).store] : [];
      const smallest = new SearchTables(own, {
        indexLimitInBytes: 100,
        facetLimitInBytes: 3_000,
        timeLimitInBytes: 40,
      });
      const none = new SearchTables(own, { indexLimitInBytes: 0, facetLimitInBytes: 0, timeLimitInBytes: 0 });
      const searches = [
        new TraceSearch(own, smallest),
        new TraceSearch(own, none),
        ...[own, ...others].map((store) => new TraceSearch(store)),
      ];
      let begin = 0;
      for (let round = 0; round < 4; round++) {
        await grow(round, 5_300);
        if (round === 1) begin = world.clock.now();
        if (round === 2) {
          // Also those of a release that did not write where in its block a facet is.
          await own.transaction(async (t) => {
            await t.updateTable('trace_summaries').set({ tiles: null }).where('block', '=', 1).execute();
          });
          world.clock.advance(begin + 30 * DAY - world.clock.now());
          await jobs.runDue();
          const tree = await own.read
            .selectFrom('trace_trees')
            .select('pruned_size')
            .executeTakeFirstOrThrow();
          expect(tree.pruned_size).toBeGreaterThan(LEAVES_IN_BLOCK);
        }
        const rows = await own.read
          .selectFrom('traces')
          .select(['id', 'name', 'user_name', 'rating', 'time'])
          .where('account_id', '=', world.account.accountId)
          .orderBy('seq', 'desc')
          .execute();
        const samples = fc.sample(fc.tuple(fields, fc.integer({ min: 0, max: rows.length - 1 })), 12);
        for (const [filter, at] of samples) {
          const time = { from: at % 2 === 0 ? 0 : (rows[at]?.time ?? 0), to: world.clock.now() };
          const wanted = rows.filter(
            (row) =>
              row.time >= time.from &&
              (filter.traceName ?? row.name) === row.name &&
              (filter.user ?? row.user_name) === row.user_name &&
              (filter.rating ?? row.rating) === row.rating,
          );
          const query = queryOf(world.account, time, { ...noFields, ...filter });
          for (const search of searches)
            expect(await walk(search, query)).toEqual(wanted.map(({ id }) => id));
        }
        expect(none.bytes).toBe(0);
        expect(smallest.bytes).toBeLessThanOrEqual(3_140);
      }
    });

    it('reads each block and each facet once', async () => {
      const { accountId } = world.account;
      const tables = new SearchTables(world.node.store);
      const read = async (end: number) => (await tables.indexAt(accountId, 0, { oldest: 0, end })).read;
      await grow(0, 2 * LEAVES_IN_BLOCK + 100);
      expect([await read(2), await read(2), await read(1)]).toEqual([2, 0, 0]);
      const facets = (await tables.treeOf(accountId))?.facets;
      expect((await tables.treeOf(accountId))?.facets).toBe(facets);
      await grow(1, LEAVES_IN_BLOCK);
      expect([await read(3), await read(3)]).toEqual([1, 0]);
      expect((await tables.treeOf(accountId))?.facets.end).toBeGreaterThan(facets?.end ?? Infinity);
      expect(tables.bytes).toBeGreaterThan(0);
    });

    it('ends a page early rather than read very many summaries, and goes on from there', async () => {
      const { accountId, projectId } = world.account;
      const blocks = 6 * BLOCKS_IN_INDEX + 3;
      const facet = (number: number, name: string): TraceFacetsTable => ({
        account_id: accountId,
        facet: number,
        project_id: projectId,
        service_type: 'KMS',
        resource_type: 'cmk',
        name,
        user_name: '',
        access_key_id: '',
        rating: 'normal',
        trace_type: 'ApiCall',
        enterprise_project_id: '',
      });
      const summary = packSummary([{ seq: 1, time: 1, facet: 0 }]);
      await world.node.store.transaction(async (t) => {
        await t
          .insertInto('trace_facets')
          .values([facet(0, 'encryptData'), facet(1, 'deleteKey')])
          .execute();
        const tree = {
          size: blocks * LEAVES_IN_BLOCK,
          root: Buffer.alloc(32),
          checkpoint: '',
          checkpoint_at: 0,
        };
        await t
          .insertInto('trace_trees')
          .values({ account_id: accountId, ...tree, pruned_size: 0, prune_note: null })
          .execute();
        for (let block = 0; block < blocks; block++) {
          const times = { first_time: 1, last_time: 1 };
          await t
            .insertInto('trace_summaries')
            .values({ account_id: accountId, block, ...times, ...summary })
            .execute();
        }
      });
      const search = new TraceSearch(world.node.store);
      const time = { from: 0, to: world.clock.now() };
      const filter = { ...noFields, traceName: 'deleteKey', user: undefined, rating: undefined };
      const query = queryOf(world.account, time, filter);
      const later = { ...query, from: 2 };
      expect(await search.page(later, { limit: 20, after: null })).toEqual({ rows: [], next: null });
      const early = (block: number) => ({ rows: [], next: { kind: 'leaf', leaf: block * LEAVES_IN_BLOCK } });
      const first = await search.page(query, { limit: 20, after: null });
      expect(first).toEqual(early(4 * BLOCKS_IN_INDEX));
      const second = await search.page(query, { limit: 20, after: first.next });
      expect(second).toEqual(early(2 * BLOCKS_IN_INDEX));
      expect(await search.page(query, { limit: 20, after: second.next })).toEqual({ rows: [], next: null });
      expect(await search.page(query, { limit: 20, after: null })).toEqual({ rows: [], next: null });
    });
  },
);

/** Calls `between` each time after it was read which traces are in no tree yet. */
function withPause(store: Store, between: () => Promise<unknown>): Store {
  const ofSequencer = new WeakSet<object>();
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      if (JSON.stringify(node).includes('"trace_sequencer"')) ofSequencer.add(queryId);
      return node;
    },
    async transformResult({ result, queryId }) {
      if (ofSequencer.has(queryId)) await between();
      return result;
    },
  };
  return {
    dialect: store.dialect,
    read: store.read.withPlugin(plugin),
    transaction: (work) => store.transaction(work),
    appendTraces: (rows) => store.appendTraces(rows),
    onChange: (listener) => store.onChange(listener),
    ping: () => store.ping(),
    close: () => store.close(),
  };
}

it.each(dialects)(
  'TRC-03 shows a trace once when it joins the tree while a page is read on %s',
  async (dialect) => {
    await using world = await openTraceWorld(dialect);
    let pauses = 0;
    const store = withPause(world.node.store, async () => {
      pauses++;
      await world.sequence();
    });
    const ids = await world.write({}, {}, {}, {});
    const query = queryOf(
      world.account,
      { from: 0, to: world.clock.now() + DAY },
      { ...noFields, traceName: 'encryptData', user: undefined, rating: undefined },
    );
    const shown = async (after: TracePosition | null) =>
      (await new TraceSearch(store).page(query, { limit: 10, after })).rows.map(({ id }) => id);
    expect(await shown(null)).toEqual(ids.toReversed());

    const more = await world.write({}, {}, {});
    const first = await new TraceSearch(world.node.store).page(query, { limit: 2, after: null });
    expect(first.rows.map(({ id }) => id)).toEqual([more[2], more[1]]);
    expect(await shown(first.next)).toEqual([...ids, more[0]].toReversed());
    expect(pauses).toBe(2);
  },
);

it('TRC-03 forgets what it keeps when changes of another server may have been missed', async () => {
  await using world = await openTraceWorld('postgres');
  const { store } = world.node;
  const tables = new SearchTables(store);
  await world.write({});
  await world.sequence();
  await tables.treeOf(world.account.accountId);
  expect(tables.bytes).toBeGreaterThan(0);
  await sql`select pg_notify('dewpoint_changes', 'not understood')`.execute(store.read);
  await vi.waitFor(() => expect(tables.bytes).toBe(0), 5_000);
});

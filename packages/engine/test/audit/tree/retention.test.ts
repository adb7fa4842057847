import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JobRunner } from '../../../src/jobs/job-runner.ts';
import { contextOf, dialects, seedAccount } from '../../../src/testing/index.ts';
import { openTraceWorld, type TraceWorld } from '../trace-world.ts';
import { inclusionHolds, naiveLeafHash, naiveRoot } from './naive-merkle.ts';
import { openNote, parseCheckpoint } from './note-parser.ts';

const DAY = 86_400_000;
const times = (count: number) => Array.from({ length: count }, () => ({}));

describe.each(dialects)('TRC-04 retention on %s', { timeout: 60_000 }, (dialect) => {
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

  const kept = async () =>
    world.node.store.read
      .selectFrom('traces')
      .select(['id', 'name', 'body', 'user_name', 'rating'])
      .orderBy('seq')
      .execute();

  it('removes what is older, keeps the hashes, and what is left still proves', async () => {
    const old = await world.write(...times(5_000));
    await world.sequence();
    const before = await world.node.run('cts.showCheckpoint', world.api);
    world.clock.advance(31 * DAY);
    const young = await world.write(...times(300));
    await world.sequence();
    await jobs.runDue();
    await world.sequence();

    const rows = await kept();
    expect(rows.some((row) => old.includes(row.id))).toBe(false);
    expect(rows.filter((row) => young.includes(row.id))).toHaveLength(300);
    const shown = await world.node.run('cts.showCheckpoint', world.api);
    expect(shown.prunedSize).toBeGreaterThanOrEqual(5_000);
    const { root } = parseCheckpoint(shown.checkpoint, shown.verifierKeys);
    const proof = await world.node.run('cts.traceProof', world.api, { traceId: young[0] });
    const leafHash = naiveLeafHash(Buffer.from(proof.leafData));
    expect(
      inclusionHolds({
        index: proof.leafIndex,
        size: proof.treeSize,
        leafHash,
        path: proof.inclusionPath,
        root: proof.rootHash,
      }),
    ).toBe(true);

    const hashes: Buffer[] = [];
    for (let start = 0; start < shown.treeSize; start += 1_000) {
      const { leaves } = await world.node.run('cts.verifyData', world.api, { start, count: 1_000 });
      for (const leaf of leaves.filter(({ index }) => index < shown.treeSize)) {
        expect(leaf.leafData === null).toBe(leaf.index < shown.prunedSize);
        hashes.push(Buffer.from(leaf.leafHash));
      }
    }
    expect(naiveRoot(hashes)).toEqual(root);
    expect(naiveRoot(hashes.slice(0, before.treeSize))).toEqual(Buffer.from(before.rootHash));

    const tree = await world.node.store.read.selectFrom('trace_trees').selectAll().executeTakeFirstOrThrow();
    const [title, size, prunedRoot] = openNote(tree.prune_note ?? '', shown.verifierKeys).split('\n');
    expect([title, size]).toEqual([
      `dewpoint/traces/${world.account.accountId}/pruned`,
      String(shown.prunedSize),
    ]);
    expect(prunedRoot).toBe(naiveRoot(hashes.slice(0, shown.prunedSize)).toString('base64'));
  });

  it('goes on growing, searching and pruning afterwards', async () => {
    for (let month = 0; month < 4; month++) {
      await world.write(...times(2_100));
      await world.sequence();
      world.clock.advance(31 * DAY);
      await jobs.runDue();
    }
    const ids = await world.write({ name: 'lastOne' });
    await world.sequence();
    const page = await world.node.run('cts.searchTraces', world.api, { from: 0, traceName: 'lastOne' });
    expect(page.items.map(({ id }) => id)).toEqual(ids);
    const none = await world.node.run('cts.searchTraces', world.api, { from: 0, traceName: 'encryptData' });
    expect([none.items, none.nextCursor]).toEqual([[], null]);
    const restarted = world.sameStoreNode();
    world.monotonic.now += 60_000;
    await restarted.traces.sequencer.step();
    world.monotonic.now += 60_000;
    await world.write({});
    expect(await restarted.traces.sequencer.drain()).toBeGreaterThan(0);
  });

  it('TRC-05 leaves a trace of the product under its own name', async () => {
    await world.write(...times(3));
    await world.sequence();
    world.clock.advance(31 * DAY);
    await jobs.runDue();
    const rows = await kept();
    expect(rows.map((row) => [row.name, row.user_name])).toEqual([['pruneTraces', 'trace-retention']]);
    expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({
      trace_type: 'SystemAction',
      response: { pruned: 3 },
    });
  });

  it('TRC-05 leaves a trace when it fails, goes on with other accounts, and tries again', async () => {
    const other = contextOf(await seedAccount(world.node.store));
    await world.write(...times(3));
    await world.writeAs(other, {}, {});
    await world.sequence();
    world.clock.advance(31 * DAY);
    const real = world.node.store.transaction.bind(world.node.store);
    const failing = vi.spyOn(world.node.store, 'transaction');
    let left = 1;
    failing.mockImplementation((work) =>
      real(async (transaction, announce) => {
        const value = await work(transaction, announce);
        const pruned = await transaction
          .selectFrom('trace_trees')
          .select('pruned_size')
          .where('pruned_size', '>', 0)
          .executeTakeFirst();
        if (pruned && left-- > 0) throw new Error('full disk');
        return value;
      }),
    );
    await jobs.runDue();
    const first = (await kept()).filter((row) => row.name === 'pruneTraces');
    expect(first.map((row) => row.rating).toSorted()).toEqual(['incident', 'normal']);
    failing.mockRestore();
    world.clock.advance(60_000);
    await jobs.runDue();
    const rows = await kept();
    expect(rows.map((row) => row.name)).toEqual(['pruneTraces', 'pruneTraces', 'pruneTraces']);
    expect(rows.map((row) => row.rating).toSorted()).toEqual(['incident', 'normal', 'normal']);
  });

  it('prunes nothing that is in no tree yet', async () => {
    await world.write(...times(3));
    world.clock.advance(31 * DAY);
    await jobs.runDue();
    expect(await kept()).toHaveLength(3);
  });
});

it('TRC-04 keeps everything when nothing is said', async () => {
  await using world = await openTraceWorld('sqlite');
  const { store, audit, traces } = world.node;
  const jobs = new JobRunner({ store, audit, clock: world.clock, log: world.log });
  jobs.register(traces.jobs);
  await traces.planJobs(jobs);
  await world.write(...times(3));
  await world.sequence();
  world.clock.advance(10_000 * DAY);
  await jobs.runDue();
  const planned = await store.read.selectFrom('jobs').select('kind').execute();
  expect(planned.map(({ kind }) => kind)).not.toContain('cts.prune');
  expect(await store.read.selectFrom('traces').select('id').execute()).toHaveLength(3);
});

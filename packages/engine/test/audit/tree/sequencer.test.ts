import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { leafData } from '../../../src/audit/tree/leaf-data.ts';
import { consistencyPath, inclusionPath } from '../../../src/audit/tree/proofs.ts';
import { leafEntries, leafIndexOf, subtreeRoots, treeOf } from '../../../src/audit/tree/tree-rows.ts';
import { traceColumns } from '../../../src/store/trace-columns.ts';
import { contextOf, dialects, seedAccount } from '../../../src/testing/index.ts';
import { openTraceWorld, record, type TraceWorld } from '../trace-world.ts';
import { consistencyHolds, inclusionHolds, naiveLeafHash, naiveRoot } from './naive-merkle.ts';
import { openNote, parseCheckpoint, parseVerifierKey } from './note-parser.ts';

const times = (count: number) => Array.from({ length: count }, () => ({}));

/** Leaf hashes of an account, worked out from its rows in the order of the tree by code that is not the product's. */
async function leafHashesOf(
  world: TraceWorld,
  accountId: string = world.account.accountId,
): Promise<readonly Buffer[]> {
  const { read } = world.node.store;
  const size = (await treeOf(read, accountId))?.size ?? 0;
  const entries = await leafEntries(read, accountId, 0, Math.max(size, 1));
  const rows = await read
    .selectFrom('traces')
    .select(['seq', ...traceColumns])
    .where('account_id', '=', accountId)
    .execute();
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  return Array.from({ length: size }, (_, index) => {
    const row = bySeq.get(entries.get(index)?.seq ?? -1);
    if (!row) throw new Error(`no row of leaf ${index}`);
    const data = ['dewpoint-trace-v1', ...traceColumns.map((column) => String(row[column]))]
      .map((text) => `${new TextEncoder().encode(text).length}:${text},`)
      .join('');
    return naiveLeafHash(new TextEncoder().encode(data));
  });
}

describe.each(dialects)('TRC-04 the tree of traces on %s', { timeout: 30_000 }, (dialect) => {
  let world: TraceWorld;
  beforeAll(async () => {
    world = await openTraceWorld(dialect);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  beforeEach(() => world.enterNewAccount());

  const read = () => world.node.store.read;
  const keys = async () => (await world.node.run('cts.showCheckpoint', world.api)).verifierKeys;

  it('holds every durable trace after one step, in the order of writing', async () => {
    const ids = await world.write(...times(300));
    expect(await treeOf(read(), world.account.accountId)).toBeUndefined();
    expect(await world.sequence()).toBe(300);
    const tree = await treeOf(read(), world.account.accountId);
    expect(tree?.size).toBe(300);
    expect(Buffer.from(tree?.root ?? [])).toEqual(naiveRoot(await leafHashesOf(world)));
    const rows = await read()
      .selectFrom('traces')
      .select(['id', 'seq'])
      .where('account_id', '=', world.account.accountId)
      .orderBy('seq')
      .execute();
    expect(rows.map((row) => row.id)).toEqual(ids);
    expect(await leafIndexOf(read(), world.account.accountId, rows[299]?.seq ?? 0)).toBe(299);
    expect(await world.sequence()).toBe(0);
  });

  it('keeps the trees of accounts apart', async () => {
    const other = await seedAccount(world.node.store);
    await world.write(...times(3));
    await world.writeAs(contextOf(other), {}, {});
    await world.write({});
    await world.sequence();
    expect((await treeOf(read(), world.account.accountId))?.size).toBe(4);
    expect((await treeOf(read(), other.accountId))?.size).toBe(2);
    for (const id of [world.account.accountId, other.accountId]) {
      const tree = await treeOf(read(), id);
      expect(Buffer.from(tree?.root ?? [])).toEqual(naiveRoot(await leafHashesOf(world, id)));
    }
  });

  it('signs a checkpoint that a parser written from the specification takes', async () => {
    await world.write({});
    await world.sequence();
    const shown = await world.node.run('cts.showCheckpoint', world.api);
    const parsed = parseCheckpoint(shown.checkpoint, shown.verifierKeys);
    expect(parsed).toEqual({
      origin: `dewpoint/traces/${world.account.accountId}`,
      size: 1,
      root: Buffer.from(shown.rootHash),
    });
    expect(parseVerifierKey(shown.verifierKeys[0] ?? '').name).toBe(parsed.origin);
    expect(() => parseCheckpoint(shown.checkpoint.replace('\n1\n', '\n2\n'), shown.verifierKeys)).toThrow(
      /bad signature/,
    );
    const foreign = await seedAccount(world.node.store);
    await world.writeAs(contextOf(foreign), {});
    await world.sequence();
    const other = await world.node.run('cts.showCheckpoint', contextOf(foreign));
    expect(() => parseCheckpoint(shown.checkpoint, other.verifierKeys)).toThrow(/no known key/);
  });

  it('answers proofs that hold against the signed root, of any leaf and size', async () => {
    await world.write(...times(610));
    await world.sequence();
    const hashes = await leafHashesOf(world);
    const roots = subtreeRoots(read(), world.account.accountId);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 610 }), fc.nat(), async (size, pick) => {
        const index = pick % size;
        const root = naiveRoot(hashes.slice(0, size));
        const path = await inclusionPath(index, size, roots);
        expect(inclusionHolds({ index, size, leafHash: hashes[index] ?? Buffer.alloc(0), path, root })).toBe(
          true,
        );
        if (size === 610) return;
        const proof = await consistencyPath(size, 610, roots);
        expect(
          consistencyHolds({
            first: size,
            second: 610,
            firstRoot: root,
            secondRoot: naiveRoot(hashes),
            path: proof,
          }),
        ).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('has one signing key for an account, sealed in the store', async () => {
    await world.write({});
    await world.sequence();
    const first = await keys();
    await world.write({});
    await world.sequence();
    expect(await keys()).toEqual(first);
    const row = await read()
      .selectFrom('trace_signers')
      .selectAll()
      .where('account_id', '=', world.account.accountId)
      .executeTakeFirstOrThrow();
    // PKCS#8 of Ed25519 (RFC 8410) would show its algorithm.
    expect(Buffer.from(row.sealed_private_key).includes(Buffer.from('06032b6570', 'hex'))).toBe(false);
  });

  it('rotates the signing key: the one before introduces the new one, and old checkpoints stay good', async () => {
    await world.write({});
    await world.sequence();
    const before = await world.node.run('cts.showCheckpoint', world.api);
    const { verifierKey, endorsement } = await world.node.run('cts.rotateTraceSigner', world.api);
    expect(openNote(endorsement, before.verifierKeys)).toBe(
      `dewpoint/traces/${world.account.accountId}/signer\n2\n${verifierKey}\n`,
    );
    await world.write({});
    await world.sequence();
    const after = await world.node.run('cts.showCheckpoint', world.api);
    expect(after.verifierKeys).toEqual([...before.verifierKeys, verifierKey]);
    expect(parseCheckpoint(after.checkpoint, [verifierKey]).size).toBeGreaterThan(1);
    expect(() => parseCheckpoint(after.checkpoint, before.verifierKeys)).toThrow(/no known key/);
    const { checkpoints, signers } = await world.node.run('cts.listCheckpoints', world.api);
    const kept = checkpoints.map(({ checkpoint }) => checkpoint);
    expect(kept).toContain(before.checkpoint);
    for (const checkpoint of kept) parseCheckpoint(checkpoint, after.verifierKeys);
    expect(signers.map((signer) => signer.retiredAt === null)).toEqual([false, true]);
    expect(signers[0]?.endorsement).toBeNull();
  });

  it('keeps a checkpoint every ten minutes', async () => {
    for (let minute = 0; minute < 25; minute++) {
      await world.write({});
      await world.sequence();
      world.clock.advance(60_000);
    }
    const { checkpoints } = await world.node.run('cts.listCheckpoints', world.api);
    expect(checkpoints.map(({ treeSize }) => treeSize)).toEqual([21, 11, 1]);
    const page = await world.node.run('cts.listCheckpoints', world.api, { before: 21, limit: 1 });
    expect(page.checkpoints.map(({ treeSize }) => treeSize)).toEqual([11]);
  });

  it('changes nothing when a step fails, and does it again', async () => {
    await world.write(...times(5));
    const { store } = world.node;
    const storing = vi.spyOn(store, 'transaction').mockRejectedValueOnce(new Error('full disk'));
    await expect(world.node.traces.sequencer.step()).rejects.toThrow('full disk');
    storing.mockRestore();
    expect(await treeOf(read(), world.account.accountId)).toBeUndefined();
    expect(await world.sequence()).toBe(5);
    const tree = await treeOf(read(), world.account.accountId);
    expect(tree?.size).toBe(5);
    expect(Buffer.from(tree?.root ?? [])).toEqual(naiveRoot(await leafHashesOf(world)));
  });

  it('writes leaf bytes that tell every two traces apart', async () => {
    await world.write({ resourceName: 'a,1:b' }, { resourceName: 'é\u0000', resourceId: '4:body,' });
    const rows = await read()
      .selectFrom('traces')
      .select(['seq', ...traceColumns])
      .where('account_id', '=', world.account.accountId)
      .execute();
    const data = rows.map(leafData);
    expect(new Set(data).size).toBe(2);
    for (const text of data) expect(text.startsWith('17:dewpoint-trace-v1,36:')).toBe(true);
  });
});

describe.each(dialects)('TRC-04 a tree that goes on on %s', { timeout: 60_000 }, (dialect) => {
  it('grows over full tiles and blocks in many steps, and after another process took over', async () => {
    await using world = await openTraceWorld(dialect);
    for (const count of [255, 1, 1, 4000]) {
      await world.write(...times(count));
      await world.sequence();
    }
    await world.write(...times(40));
    const next = dialect === 'postgres' ? await world.secondNode() : world.sameStoreNode();
    await next.traces.sequencer.step();
    world.monotonic.now += 60_000;
    await next.traces.sequencer.drain();
    const tree = await treeOf(world.node.store.read, world.account.accountId);
    expect(tree?.size).toBe(4297);
    expect(Buffer.from(tree?.root ?? [])).toEqual(naiveRoot(await leafHashesOf(world)));
  });
});

describe('TRC-04 many nodes', { timeout: 30_000 }, () => {
  it('lets one node sequence, and another take over when it stops', async () => {
    await using world = await openTraceWorld('postgres');
    const second = await world.secondNode();
    await world.write({}, {});
    expect(await world.sequence()).toBe(2);
    await world.write({});
    expect(await second.traces.sequencer.step()).toBe(0);
    world.monotonic.now += 1_500;
    expect(await second.traces.sequencer.step()).toBe(1);
    await world.write({});
    expect(await world.sequence()).toBe(0);
    expect((await treeOf(world.node.store.read, world.account.accountId))?.size).toBe(3);
  });

  it('leaves the trees to the next at once when a node ends well', async () => {
    await using world = await openTraceWorld('postgres');
    const second = await world.secondNode();
    world.node.traces.sequencer.start();
    await world.write({}, {});
    await world.node.traces.sequencer.stop();
    await world.write({});
    expect(await second.traces.sequencer.step()).toBe(1);
    expect((await treeOf(world.node.store.read, world.account.accountId))?.size).toBe(3);
  });

  it('lets only one of two nodes take the same step', async () => {
    await using world = await openTraceWorld('postgres');
    const second = await world.secondNode();
    await world.write(...times(50));
    const outcomes = await Promise.allSettled([
      world.node.traces.sequencer.step(),
      second.traces.sequencer.step(),
    ]);
    const done = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 0));
    expect(done.toSorted((a, b) => a - b)).toEqual([0, 50]);
    const tree = await treeOf(world.node.store.read, world.account.accountId);
    expect(tree?.size).toBe(50);
  });

  it('finds the traces of a transaction that commits late', async () => {
    await using world = await openTraceWorld('postgres');
    const second = await world.secondNode();
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let written: () => void = () => undefined;
    const inserted = new Promise<void>((resolve) => {
      written = resolve;
    });
    const late = second.store.transaction(async (transaction) => {
      await second.audit.appendWithin(transaction, world.api, { ...record, resourceName: 'late' });
      written();
      await held;
    });
    await inserted;
    await world.write({}, {});
    expect(await world.sequence()).toBe(2);
    world.clock.advance(60_000);
    await world.write({});
    expect(await world.sequence()).toBe(1);
    commit();
    await late;
    expect(await world.sequence()).toBe(1);
    const entries = await leafEntries(world.node.store.read, world.account.accountId, 0, 4);
    const numbers = [...entries.values()].map(({ seq }) => seq);
    expect(numbers).toEqual([2, 3, 4, 1]);
  });

  it('forgets the numbers of a transaction that was rolled back', async () => {
    await using world = await openTraceWorld('postgres');
    await expect(
      world.node.store.transaction(async (transaction) => {
        await world.node.audit.appendWithin(transaction, world.api, record);
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    const gaps = async () =>
      (await world.node.store.read.selectFrom('trace_sequencer').select('gaps').executeTakeFirstOrThrow())
        .gaps;
    await world.write({});
    await world.sequence();
    expect(JSON.parse(await gaps())).toEqual([{ from: 1, to: 1, since: expect.any(Number), horizon: null }]);
    world.clock.advance(11_000);
    await world.write({});
    await world.sequence();
    await world.write({});
    await world.sequence();
    expect(await gaps()).toBe('[]');
  });
});

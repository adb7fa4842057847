import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../../src/context.ts';
import { contextOf, dialects, seedAccount } from '../../../src/testing/index.ts';
import { refusalOf } from '../../kms/kms-world.ts';
import { openTraceWorld, type TraceWorld } from '../trace-world.ts';
import { consistencyHolds, inclusionHolds, naiveLeafHash, naiveRoot } from '../tree/naive-merkle.ts';
import { parseCheckpoint } from '../tree/note-parser.ts';

const times = (count: number) => Array.from({ length: count }, () => ({}));

describe.each(dialects)('TRC-06 receipts on %s', { timeout: 30_000 }, (dialect) => {
  let world: TraceWorld;
  beforeAll(async () => {
    world = await openTraceWorld(dialect);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  beforeEach(() => world.enterNewAccount());

  const proofOf = (traceId: string | undefined, context: RequestContext = world.api) =>
    world.node.run('cts.traceProof', context, { traceId });

  function expectProven(proof: Awaited<ReturnType<typeof proofOf>>) {
    const { origin, size, root } = parseCheckpoint(proof.checkpoint, proof.verifierKeys);
    expect(origin).toBe(`dewpoint/traces/${world.account.accountId}`);
    expect(size).toBe(proof.treeSize);
    const leafHash = naiveLeafHash(Buffer.from(proof.leafData));
    expect(leafHash).toEqual(Buffer.from(proof.leafHash));
    expect(inclusionHolds({ index: proof.leafIndex, size, leafHash, path: proof.inclusionPath, root })).toBe(
      true,
    );
  }

  it('proves to the holder that the trace is under the signed root', async () => {
    const ids = await world.write(...times(400));
    await world.sequence();
    for (const i of [0, 199, 399]) {
      const proof = await proofOf(ids[i]);
      expect(proof.leafIndex).toBe(i);
      expect(proof.leafData).toContain(`36:${ids[i]},`);
      expectProven(proof);
    }
  });

  it('keeps a proof good when the tree has grown: the old root is in the new one', async () => {
    const [id] = await world.write(...times(10));
    await world.sequence();
    const before = await proofOf(id);
    await world.write(...times(300));
    await world.sequence();
    const after = await proofOf(id);
    expectProven(after);
    const { consistencyPath, second } = await world.node.run('cts.proveConsistency', world.api, {
      first: before.treeSize,
      second: after.treeSize,
    });
    expect(second).toBe(after.treeSize);
    expect(
      consistencyHolds({
        first: before.treeSize,
        second: after.treeSize,
        firstRoot: before.rootHash,
        secondRoot: after.rootHash,
        path: consistencyPath,
      }),
    ).toBe(true);
  });

  it('asks to come back for a trace of the last moment', async () => {
    const [id] = await world.write({});
    const refusal = await refusalOf(proofOf(id));
    expect([refusal.code, refusal.status, refusal.retryAfterInSeconds]).toEqual(['CTS.0300', 409, 1]);
    await world.sequence();
    expectProven(await proofOf(id));
  });

  it('is open to whoever caused the trace, and needs permission from anybody else', async () => {
    const [id] = await world.write({});
    await world.sequence();
    world.denied.rule = () => true;
    expectProven(await proofOf(id));
    const { principal } = world.api;
    if (principal.kind !== 'user') throw new Error('the world has a user');
    const colleague: RequestContext = { ...world.api, principal: { ...principal, userId: 'c'.repeat(32) } };
    const refused = await refusalOf(proofOf(id, colleague));
    const missing = await refusalOf(proofOf('019aa0aa-0000-7000-8000-000000000000', colleague));
    expect([refused.code, refused.status, refused.message]).toEqual([missing.code, 404, missing.message]);
    world.denied.rule = () => false;
    expectProven(await proofOf(id, colleague));
  });

  it('is a missing trace to another account and to another project', async () => {
    const [id] = await world.write({});
    await world.sequence();
    const other = contextOf(await seedAccount(world.node.store));
    expect((await refusalOf(proofOf(id, other))).code).toBe('CTS.0100');
    const project = { id: 'e'.repeat(32), name: 'other' };
    expect((await refusalOf(proofOf(id, { ...world.api, project }))).code).toBe('CTS.0100');
  });

  it('refuses sizes that the tree never had', async () => {
    await world.write(...times(3));
    await world.sequence();
    const prove = (first: number, second?: number) =>
      world.node.run('cts.proveConsistency', world.api, {
        first,
        ...(second === undefined ? {} : { second }),
      });
    for (const [first, second, field] of [
      [1, 1000, 'second'],
      [3, 2, 'first'],
      [1000, undefined, 'first'],
    ] as const) {
      const refusal = await refusalOf(prove(first, second));
      expect([refusal.code, refusal.status, refusal.field]).toEqual(['CTS.0214', 404, field]);
    }
    expect(await prove(0)).toMatchObject({ first: 0, consistencyPath: [] });
  });

  it('gives a browser what it needs to compute the root by itself', async () => {
    await world.write(...times(700));
    await world.sequence();
    const shown = await world.node.run('cts.showCheckpoint', world.api);
    const hashes: Buffer[] = [];
    for (let start = 0; start < shown.treeSize; start += 500) {
      const part = await world.node.run('cts.verifyData', world.api, { start, count: 500 });
      for (const leaf of part.leaves) {
        expect(leaf.index).toBe(hashes.length);
        const hash = naiveLeafHash(Buffer.from(leaf.leafData ?? ''));
        expect(hash).toEqual(Buffer.from(leaf.leafHash));
        hashes.push(hash);
        if (hashes.length === shown.treeSize) break;
      }
    }
    expect(naiveRoot(hashes)).toEqual(parseCheckpoint(shown.checkpoint, shown.verifierKeys).root);
    expect((await world.node.run('cts.verifyData', world.api, { start: 10_000 })).leaves).toEqual([]);
  });

  it('shows in the browser that a trace was removed, and which', async () => {
    const ids = await world.write(...times(5));
    await world.sequence();
    await world.node.store.transaction((t) =>
      t
        .deleteFrom('traces')
        .where('id', '=', ids[2] ?? '')
        .execute(),
    );
    const { leaves } = await world.node.run('cts.verifyData', world.api);
    expect(leaves.map((leaf) => leaf.leafData === null)).toEqual([false, false, true, false, false]);
  });

  it('shows an empty tree before the first trace', async () => {
    const shown = await world.node.run('cts.showCheckpoint', world.api);
    expect(shown).toMatchObject({ treeSize: 0, checkpoint: '', verifierKeys: [], prunedSize: 0 });
    expect(Buffer.from(shown.rootHash)).toEqual(naiveRoot([]));
  });

  it('TRC-01 leaves a trace of each reading that does not hold what was read', async () => {
    const [id] = await world.write({ resourceName: 'do-not-copy-me' });
    await world.sequence();
    await world.node.run('cts.searchTraces', world.api);
    await world.node.run('cts.listTraces', world.api);
    await world.node.run('cts.viewTrace', world.api, { traceId: id });
    await world.node.run('cts.exportTraces', world.api);
    await world.node.run('cts.verifyData', world.api);
    await proofOf(id);
    const rows = await world.node.store.read
      .selectFrom('traces')
      .select(['name', 'body', 'service_type'])
      .where('account_id', '=', world.account.accountId)
      .where('service_type', '=', 'CTS')
      .orderBy('seq')
      .execute();
    expect(rows.map((row) => row.name)).toEqual([
      'listTraces',
      'listTraces',
      'showTrace',
      'exportTraces',
      'verifyTraces',
      'showTraceProof',
    ]);
    // Which one trace was viewed is part of the record; whole lists are not.
    for (const { name, body } of rows) {
      if (name !== 'showTrace') expect(body).not.toContain('do-not-copy-me');
    }
  });
});

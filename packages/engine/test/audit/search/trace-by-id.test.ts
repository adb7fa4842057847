import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TraceSearch } from '../../../src/audit/search/trace-search.ts';
import { newTraceId } from '../../../src/audit/trace-id.ts';
import { traceRow } from '../../../src/audit/trace-row.ts';
import { dialects, seedAccount } from '../../../src/testing/index.ts';
import { openTraceWorld, record, type TraceWorld } from '../trace-world.ts';

describe.each(dialects)('TRC-03 a trace by its ID on %s', (dialect) => {
  let world: TraceWorld;
  let search: TraceSearch;
  beforeEach(async () => {
    world = await openTraceWorld(dialect, { retentionInDays: 1 });
    search = new TraceSearch(world.node.store);
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const find = (id: string) => search.find(world.account.accountId, id);

  it('is found before and after it joins its tree, among many of the same moment', async () => {
    const rows = Array.from({ length: 3_000 }, () => traceRow(world.api, record, world.clock.now()));
    for (let at = 0; at < rows.length; at += 1_000) {
      await world.node.store.appendTraces(rows.slice(at, at + 1_000));
      expect(await find(rows[at]?.id ?? '')).toMatchObject(rows[at] ?? {});
    }
    await world.sequence();
    for (const row of [rows[0], rows[1_499], rows[2_999]]) {
      expect(await find(row?.id ?? '')).toMatchObject(row ?? {});
    }
  });

  it('is found among traces of other times, in full blocks and after them', async () => {
    const rows = Array.from({ length: 9_000 }, () => {
      world.clock.advance(7);
      return traceRow(world.api, record, world.clock.now());
    });
    for (let at = 0; at < rows.length; at += 1_000)
      await world.node.store.appendTraces(rows.slice(at, at + 1_000));
    await world.sequence();
    for (let at = 0; at < rows.length; at += 997) {
      expect(await find(rows[at]?.id ?? '')).toMatchObject(rows[at] ?? {});
    }
  });

  it('of an earlier release, whose ID was made a moment later, is found', async () => {
    const row = { ...traceRow(world.api, record, world.clock.now()), id: newTraceId(world.clock.now() + 40) };
    await world.node.store.appendTraces([row]);
    expect(await find(row.id)).toMatchObject(row);
    await world.sequence();
    expect(await find(row.id)).toMatchObject(row);
  });

  it('is not found when there is none, in another account, or for text that is no ID', async () => {
    const [id = ''] = await world.write({});
    const other = await seedAccount(world.node.store);
    for (const wanted of [newTraceId(world.clock.now()), newTraceId(0), randomUUID(), '', 'x'])
      expect(await find(wanted)).toBeUndefined();
    expect(await search.find(other.accountId, id)).toBeUndefined();
    await world.sequence();
    expect(await find(newTraceId(world.clock.now()))).toBeUndefined();
    expect(await search.find(other.accountId, id)).toBeUndefined();
    expect(await find(id)).toMatchObject({ id });
  });
});

it('TRC-03 a trace is found by its ID when its transaction ended after later ones had joined the tree', async () => {
  await using world = await openTraceWorld('postgres');
  const find = (id: string) => new TraceSearch(world.node.store).find(world.account.accountId, id);
  const before = await world.write({});
  const [inserted, others] = [Promise.withResolvers<string>(), Promise.withResolvers<void>()];
  const second = await world.secondNode();
  const running = second.store.transaction(async (transaction) => {
    inserted.resolve(await second.audit.appendWithin(transaction, world.api, record));
    await others.promise;
  });
  const late = await inserted.promise;
  await world.write({}, {});
  expect(await world.sequence()).toBe(3);
  expect(await find(late)).toBeUndefined();
  others.resolve();
  await running;
  expect(await find(late)).toMatchObject({ id: late });
  await world.sequence();
  for (const id of [...before, late]) expect(await find(id)).toMatchObject({ id });
});

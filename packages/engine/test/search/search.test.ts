import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import { dialects } from '../../src/testing/index.ts';
import { type EngineWorld, openEngineWorld, refusalOf, START_LIMIT_IN_MS } from '../engine-world.ts';

describe.each(dialects)('OPS-07 the search over everything on %s', { timeout: 60_000 }, (dialect) => {
  let world: EngineWorld;
  const keys = new Map<string, string>();
  beforeAll(async () => {
    world = await openEngineWorld(dialect);
    for (const [keyAlias, keyDescription] of [
      ['orders', 'Bills of the shop'],
      ['orders-archive', ''],
      ['old_orders', ''],
      ['ledger', 'Holds ORDERS of last year'],
      ['payments', ''],
    ] as const) {
      const { keyInfo } = await world.call('kms.createKey', world.as, { keyAlias, keyDescription });
      keys.set(keyAlias, keyInfo.keyId);
    }
    await world.call('kms.batchCreateKmsTags', world.as, {
      keyId: keys.get('payments'),
      action: 'create',
      tags: [{ key: 'flow', value: 'orders-to-cash' }],
    });
    await world.call('csms.createSecret', world.as, {
      name: 'orders-login',
      secretString: 'orders-value-of-a-secret',
      description: 'of the shop',
    });
    await world.makeUser('orders-clerk');
  }, START_LIMIT_IN_MS);
  afterAll(() => world.close());

  const search = (q: string, context: RequestContext = world.as) =>
    world.call('console.search', context, { q });
  const namesOf = (things: readonly { readonly kind: string; readonly name: string }[]) =>
    things.map(({ kind, name }) => `${kind} ${name}`);

  /** A user whose policy allows the actions, on all or on some resources. */
  async function userWith(name: string, action: readonly string[], resource?: readonly string[]) {
    const user = await world.makeUser(name);
    if (user.principal.kind !== 'user') throw new TypeError('a user is a user');
    const statement = { Effect: 'Allow', Action: action, ...(resource ? { Resource: resource } : {}) };
    const { id } = await world.call('iam.createPolicy', world.as, {
      name: `policy-of-${name}`,
      description: '',
      document: JSON.stringify({ Version: '1.1', Statement: [statement] }),
    });
    await world.call('iam.attachPolicy', world.as, { policyId: id, userId: user.principal.userId });
    return user;
  }

  it('finds names, tags and descriptions of every kind, the very name first', async () => {
    const { found } = await search('Orders');
    expect(namesOf(found).slice(0, 2)).toEqual(['key orders', 'key orders-archive']);
    expect(namesOf(found).toSorted()).toEqual([
      'key ledger',
      'key old_orders',
      'key orders',
      'key orders-archive',
      'key payments',
      'secret orders-login',
      'user orders-clerk',
    ]);
    const at = (name: string) => found.find((thing) => thing.name === name);
    expect(at('orders')).toMatchObject({ in: 'name', tag: null, description: 'Bills of the shop' });
    expect(at('payments')).toMatchObject({ in: 'tag', tag: 'flow=orders-to-cash' });
    expect(at('ledger')).toMatchObject({ in: 'description', tag: null });
  });

  it('finds by the beginning of an ID, and takes signs of patterns as they are', async () => {
    const id = keys.get('orders') ?? '';
    expect((await search(id.slice(0, 13).toUpperCase())).found).toMatchObject([{ id, in: 'id' }]);
    expect((await search('orders%')).found).toEqual([]);
    expect(namesOf((await search('d_o')).found)).toEqual(['key old_orders']);
    expect((await search('nothing-like-that')).found).toEqual([]);
  });

  it('never looks into values', async () => {
    expect((await search('value-of-a-secret')).found).toEqual([]);
  });

  it('answers no more than six of a kind', async () => {
    for (let number = 1; number <= 8; number += 1) {
      await world.call('kms.createKey', world.as, { keyAlias: `many-${number}` });
    }
    expect((await search('many-')).found).toHaveLength(6);
  });

  it('shows nothing that the caller may not see', async () => {
    const nobody = await world.makeUser('nobody');
    expect((await search('orders', nobody)).found).toEqual([]);
    const keeper = await userWith('keeper', ['csms:secret:list']);
    expect(namesOf((await search('orders', keeper)).found)).toEqual(['secret orders-login']);
    const one = await userWith('one', ['kms:cmk:get'], [`KMS:*:*:KeyId:${keys.get('orders-archive')}`]);
    expect(namesOf((await search('orders', one)).found)).toEqual(['key orders-archive']);
  });

  it('shows nothing of other accounts', async () => {
    const foreign = await world.makeAccount(`elsewhere-${dialect}`);
    expect((await search('orders', foreign)).found).toEqual([]);
    const id = keys.get('orders');
    await world.call('console.pin', foreign, { kind: 'key', id });
    await world.call('console.rememberVisit', foreign, { kind: 'key', id });
    expect(await search(id ?? '', foreign)).toEqual({ found: [], pinned: [], recent: [] });
  });

  it('keeps pins and what was opened last for each user, the latest first, once each', async () => {
    const visit = (name: string) =>
      world.call('console.rememberVisit', world.as, { kind: 'key', id: keys.get(name) });
    const pin = (name: string) => world.call('console.pin', world.as, { kind: 'key', id: keys.get(name) });
    for (const name of ['orders', 'ledger', 'orders']) await visit(name);
    for (const name of ['payments', 'ledger']) await pin(name);
    const before = await search('');
    expect(before.found).toEqual([]);
    expect(namesOf(before.recent)).toEqual(['key orders', 'key ledger']);
    expect(namesOf(before.pinned)).toEqual(['key ledger', 'key payments']);
    await world.call('console.unpin', world.as, { kind: 'key', id: keys.get('ledger') });
    expect(namesOf((await search('')).pinned)).toEqual(['key payments']);
    const other = await userWith('other', ['kms:*:*']);
    expect((await search('', other)).pinned).toEqual([]);
  });

  it('loses no bookmark of a user who sets several at once, and keeps no more than the limits', async () => {
    const user = await userWith('busy', ['kms:*:*']);
    const ids = [...keys.values()];
    await Promise.all(ids.map((id) => world.call('console.pin', user, { kind: 'key', id })));
    expect((await search('', user)).pinned.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    for (let number = 0; number < 30; number += 1) {
      await world.call('console.pin', user, { kind: 'key', id: `gone-${number}` });
      await world.call('console.rememberVisit', user, { kind: 'key', id: `gone-${number}` });
    }
    const { pinned, recent } = await search('', user);
    expect([pinned, recent]).toEqual([[], []]);
  });

  it('refuses a kind that is none, and who is no user', async () => {
    expect((await refusalOf(world.call('console.pin', world.as, { kind: 'value', id: 'x' }))).status).toBe(
      400,
    );
    const anonymous: RequestContext = { ...world.as, principal: { kind: 'anonymous' } };
    expect((await refusalOf(search('orders', anonymous))).errorName).toBe('credentialsMissing');
  });

  it('TRC-01 leaves a trace that holds neither what was typed nor what was found', async () => {
    await search('orders-typed-by-mistake');
    const { content } = await world.call('cts.exportTraces', world.as, { format: 'jsonl' });
    const lines = content.toString().split('\n');
    expect(lines.some((line) => line.includes('"searchResources"'))).toBe(true);
    expect(lines.some((line) => line.includes('typed-by-mistake'))).toBe(false);
  });
});

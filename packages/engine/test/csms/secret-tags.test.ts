import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { refusalOf } from '../kms/kms-world.ts';
import { type CsmsWorld, openCsmsWorld } from './csms-world.ts';

describe.each(dialects)('TAG-01 tags of secrets on %s', (dialect) => {
  let world: CsmsWorld;
  let secretId: string;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect);
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    secretId = (await world.createSecret('s')).id;
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const tags = async () => (await world.node.run('csms.listSecretTags', world.api, { secretId })).tags;
  const batch = (action: 'create' | 'delete', list: readonly { key: string; value?: string }[]) =>
    world.node.run('csms.batchCreateOrDeleteTags', world.api, { secretId, action, tags: list });
  const query = (fields: Record<string, unknown>) =>
    world.node.run('csms.listResourceInstances', world.api, { action: 'filter', ...fields });
  const names = async (fields: Record<string, unknown>) =>
    (await query(fields)).resources?.map(({ resourceName }) => resourceName);

  it('add, overwrite, delete; keys of any script', async () => {
    await world.node.run('csms.createSecretTag', world.api, { secretId, tag: { key: '环境', value: 'a b' } });
    await batch('create', [{ key: '环境', value: 'c' }, { key: 'x' }]);
    expect(await tags()).toEqual([
      { key: 'x', value: '' },
      { key: '环境', value: 'c' },
    ]);
    await batch('delete', [{ key: 'x' }, { key: 'not there' }]);
    await world.node.run('csms.deleteSecretTag', world.api, { secretId, key: '环境' });
    expect(await tags()).toEqual([]);
    const refusal = await refusalOf(
      world.node.run('csms.deleteSecretTag', world.api, { secretId, key: 'x' }),
    );
    expect([refusal.code, refusal.status]).toEqual(['KMS.0416', 404]);
  });

  it('at most 20, all or none', async () => {
    await batch(
      'create',
      Array.from({ length: 19 }, (_, i) => ({ key: `k${i}` })),
    );
    const before = await tags();
    const refusal = await refusalOf(batch('create', [{ key: 'a' }, { key: 'b' }]));
    expect([refusal.code, refusal.status]).toEqual(['KMS.0409', 400]);
    expect(await tags()).toEqual(before);
    await batch('create', [{ key: 'a' }, { key: 'k1', value: 'changed' }]);
    expect(await tags()).toHaveLength(20);
    expect(
      (await refusalOf(world.node.run('csms.createSecretTag', world.api, { secretId, tag: { key: 'b' } })))
        .code,
    ).toBe('KMS.0409');
  });

  it('a secret is created with its tags', async () => {
    await world.createSecret('tagged', { tags: [{ key: 'env', value: 'prod' }] });
    const { tags: listed } = await world.node.run('csms.viewSecret', world.api, { secretName: 'tagged' });
    expect(listed).toEqual([{ key: 'env', value: 'prod' }]);
  });

  it('all tags of the project are listed with their values', async () => {
    await batch('create', [{ key: 'env', value: 'prod' }]);
    await world.createSecret('t', { tags: [{ key: 'env', value: 'dev' }, { key: 'team' }] });
    await world.createKey('k');
    const other = contextOf(await seedAccount(world.store));
    await world.node.run('csms.createSecret', other, {
      name: 'x',
      secretString: 'x',
      tags: [{ key: 'foreign' }],
    });
    expect((await world.node.run('csms.listProjectSecretsTags', world.api, {})).tags).toEqual([
      { key: 'env', values: ['dev', 'prod'] },
      { key: 'team', values: [''] },
    ]);
  });

  it('SEC-03 secrets are found by tags, values and a part of the name; count answers the number', async () => {
    await batch('create', [
      { key: 'env', value: 'prod' },
      { key: 'team', value: 'a' },
    ]);
    world.clock.advance(1);
    await world.createSecret('Shop_db', { tags: [{ key: 'env', value: 'dev' }] });
    world.clock.advance(1);
    await world.createSecret('shop-x', { tags: [{ key: 'env', value: 'prod' }] });
    const expected: readonly [Record<string, unknown>, readonly string[]][] = [
      [{ tags: [{ key: 'env' }] }, ['s', 'Shop_db', 'shop-x']],
      [{ tags: [{ key: 'env', values: ['prod'] }] }, ['s', 'shop-x']],
      [{ tags: [{ key: 'env', values: ['prod', 'dev'] }] }, ['s', 'Shop_db', 'shop-x']],
      [{ tags: [{ key: 'env' }, { key: 'team', values: ['a'] }] }, ['s']],
      [{ tags: [{ key: 'env' }, { key: 'nope' }] }, []],
      [{ matches: [{ key: 'resource_name', value: 'SHOP' }] }, ['Shop_db', 'shop-x']],
      // Wildcards of the database are letters like any other.
      [{ matches: [{ key: 'resource_name', value: '_' }] }, ['Shop_db']],
      [{ matches: [{ key: 'resource_name', value: '%' }] }, []],
      [{ matches: [{ key: 'resource_name', value: '' }] }, []],
      [{}, ['s', 'Shop_db', 'shop-x']],
    ];
    for (const [fields, found] of expected) {
      expect([fields, await names(fields)]).toEqual([fields, found]);
      expect(await query({ action: 'count', ...fields })).toEqual({ totalCount: found.length });
    }
  });

  it('SEC-03 paging by offset, and no paging with count', async () => {
    for (const name of ['a', 'b', 'c']) {
      world.clock.advance(1);
      await world.createSecret(name, { tags: [{ key: 'all' }] });
    }
    expect(await names({ tags: [{ key: 'all' }], limit: '2' })).toEqual(['a', 'b']);
    expect(await names({ tags: [{ key: 'all' }], limit: 2, offset: '2' })).toEqual(['c']);
    expect(await query({ action: 'count', tags: [{ key: 'all' }] })).toEqual({ totalCount: 3 });
    for (const field of ['limit', 'offset']) {
      const refusal = await refusalOf(query({ action: 'count', [field]: 1 }));
      expect([refusal.code, refusal.field]).toEqual(['KMS.0418', field]);
    }
  });

  it('answers the documents’ fields', async () => {
    await batch('create', [{ key: 'env', value: 'prod' }]);
    const answer = await world.node.rest('csms.listResourceInstances', world.api, {
      action: 'filter',
      tags: [{ key: 'env', values: ['prod'] }],
    });
    expect(answer).toMatchObject({
      total_count: 1,
      resources: [
        {
          resource_id: secretId,
          resource_name: 's',
          resource_detail: { id: secretId, name: 's', state: 'ENABLED' },
          tags: [{ key: 'env', value: 'prod' }],
        },
      ],
    });
  });
});

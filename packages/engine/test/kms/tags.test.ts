import { compileWireCodec, operations } from '@dewpoint/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { keySnapshot, tracesOf } from './key-snapshot.ts';
import { type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

describe.each(dialects)('TAG-01 tags of keys on %s', (dialect) => {
  let world: KmsWorld;
  let keyId: string;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    keyId = await create('first');
  });
  afterAll(() => world[Symbol.asyncDispose]());

  async function create(keyAlias: string) {
    return (await world.node.run('kms.createKey', world.api, { keyAlias })).keyInfo.keyId;
  }
  const add = (key: unknown, value?: unknown, id = keyId) =>
    world.node.run('kms.createKmsTag', world.api, { keyId: id, tag: { key, value } });
  const batch = (action: unknown, tags: unknown, id = keyId) =>
    world.node.run('kms.batchCreateKmsTags', world.api, { keyId: id, action, tags });
  const remove = (key: string, id = keyId) => world.node.run('kms.deleteTag', world.api, { keyId: id, key });
  const shown = async (id = keyId) =>
    (await world.node.run('kms.showKmsTags', world.api, { keyId: id })).tags;
  const many = (count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => ({ key: `k${String(from + i).padStart(2, '0')}`, value: 'v' }));

  it('adds, shows, overwrites and deletes one tag; the trace names are the documents’', async () => {
    expect(await add('env', 'dev')).toEqual({});
    await add('owner');
    expect(await shown()).toEqual([
      { key: 'env', value: 'dev' },
      { key: 'owner', value: '' },
    ]);
    await add('env', 'prod');
    expect(await world.node.run('kms.showKmsTags', world.api, { keyId })).toEqual({
      tags: [
        { key: 'env', value: 'prod' },
        { key: 'owner', value: '' },
      ],
      existTagsNum: 2,
    });
    await remove('env');
    expect(await shown()).toEqual([{ key: 'owner', value: '' }]);
    const names = (await tracesOf(world)).map((trace) => trace.name);
    expect(names).toEqual([
      'createKey',
      'createKeyTag',
      'createKeyTag',
      'showKmsTags',
      'createKeyTag',
      'showKmsTags',
      'deleteKeyTag',
      'showKmsTags',
    ]);
  });

  it('adds and deletes in batches, each with its own trace name', async () => {
    expect(await batch('create', [{ key: 'a', value: '1' }, { key: 'b' }])).toEqual({});
    await batch('create', [
      { key: 'b', value: '2' },
      { key: 'c', value: '3' },
    ]);
    expect(await shown()).toEqual([
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
      { key: 'c', value: '3' },
    ]);
    await batch('delete', [{ key: 'a' }, { key: 'c', value: 'whatever' }, { key: 'absent' }]);
    expect(await shown()).toEqual([{ key: 'b', value: '2' }]);
    const names = (await tracesOf(world)).map((trace) => trace.name);
    expect(names.filter((name) => name.startsWith('batch'))).toEqual([
      'batchCreateKeyTags',
      'batchCreateKeyTags',
      'batchDeleteKeyTags',
    ]);
  });

  it('of a key named twice in a batch the later value counts', async () => {
    await batch('create', [
      { key: 'a', value: '1' },
      { key: 'a', value: '2' },
    ]);
    expect(await shown()).toEqual([{ key: 'a', value: '2' }]);
  });

  it('letters of any script, digits, spaces and _ . : / = + - @ are taken, at their longest', async () => {
    const key = 'Ключ 鍵 é _.:/=+-@1';
    await add(key, 'значение 値 _.:/=+-@');
    await add('k'.repeat(128), 'v'.repeat(255));
    expect(await shown()).toContainEqual({ key, value: 'значение 値 _.:/=+-@' });
    expect((await shown()).length).toBe(2);
    await remove(key);
    expect((await shown()).length).toBe(1);
  });

  it.each([
    ['', 'KMS.0406'],
    ['k'.repeat(129), 'KMS.0406'],
    [' lead', 'KMS.0406'],
    ['trail ', 'KMS.0406'],
    ['a*b', 'KMS.0406'],
    ['a<b', 'KMS.0406'],
    ['a\\b', 'KMS.0406'],
    ['a\nb', 'KMS.0406'],
    [7, 'KMS.0406'],
  ])('the tag key %j is refused with %s and changes nothing', async (key, code) => {
    await add('kept', 'x');
    const before = await keySnapshot(world);
    for (const call of [() => add(key, 'v'), () => batch('create', [{ key: 'ok' }, { key }])]) {
      const refusal = await refusalOf(call());
      expect([refusal.code, refusal.status]).toEqual([code, 400]);
    }
    expect(await keySnapshot(world)).toEqual(before);
  });

  it.each(['v'.repeat(256), 'a*b', 'a>b', 'a\\b', 7])(
    'the tag value %j is refused and changes nothing',
    async (value) => {
      const before = await keySnapshot(world);
      expect((await refusalOf(add('k', value))).code).toBe('KMS.0405');
      expect(await keySnapshot(world)).toEqual(before);
    },
  );

  it.each([
    ['create', [], 'KMS.0401'],
    ['create', undefined, 'KMS.0401'],
    ['create', many(21), 'KMS.0407'],
    ['replace', many(1), 'KMS.0404'],
    ['delete', [], 'KMS.0401'],
  ])('a batch %s of %j is refused with %s', async (action, tags, code) => {
    const before = await keySnapshot(world);
    expect((await refusalOf(batch(action, tags))).code).toBe(code);
    expect(await keySnapshot(world)).toEqual(before);
  });

  it('a key has at most 20 tags; overwriting is possible at the limit; a batch is all or none', async () => {
    await batch('create', many(19));
    const before = await keySnapshot(world);
    expect((await refusalOf(batch('create', many(2, 50)))).code).toBe('KMS.0409');
    expect(await keySnapshot(world)).toEqual(before);
    await add('k19', 'v');
    expect((await refusalOf(add('k20', 'v'))).code).toBe('KMS.0409');
    await add('k19', 'other');
    await batch('create', many(20));
    expect((await shown()).length).toBe(20);
  });

  it('tags added at the same time never exceed the limit', async () => {
    await batch('create', many(19));
    const race = await Promise.allSettled([add('x', '1'), add('y', '1'), add('z', '1')]);
    expect(race.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    expect((await shown()).length).toBe(20);
  });

  it('a tag that is not there cannot be deleted: 404 KMS.0416', async () => {
    const refusal = await refusalOf(remove('absent'));
    expect([refusal.code, refusal.status]).toEqual(['KMS.0416', 404]);
  });

  it('KEY-11 default keys, keys pending deletion, missing and foreign keys are refused', async () => {
    const other = keyId;
    await add('t', 'v');
    const defaultKey = (await world.node.run('kms.createDefaultKey', world.api, { service: 'obs' })).keyInfo
      .keyId;
    await world.node.run('kms.scheduleKeyDeletion', world.api, { keyId, pendingDays: 7 });
    const before = await keySnapshot(world);
    const missing = '00000000-0000-4000-8000-000000000000';
    for (const [id, code] of [
      [defaultKey, 'KMS.0211'],
      [other, 'KMS.0210'],
      [missing, 'KMS.0207'],
      ['not-a-key', 'KMS.0205'],
    ] as const) {
      for (const call of [
        () => add('t', 'w', id),
        () => batch('create', many(1), id),
        () => batch('delete', [{ key: 't' }], id),
        () => remove('t', id),
      ]) {
        expect((await refusalOf(call())).code).toBe(code);
      }
    }
    expect(await keySnapshot(world)).toEqual(before);
    await world.enterNewAccount();
    expect((await refusalOf(add('t', 'v', other))).code).toBe('KMS.0207');
  });

  it('permissions see tags at once, and so does the console’s search (KEY-13, IAM-04)', async () => {
    await add('team', 'red');
    const seen: unknown[] = [];
    world.denied.rule = (_, request) => {
      seen.push(request.resource?.tags);
      return false;
    };
    await world.node.run('kms.describeKey', world.api, { keyId });
    expect(seen.at(-1)).toEqual({ team: 'red' });
    const search = (tag: string) => world.node.run('kms.searchKeys', world.api, { tag: [tag] });
    expect((await search('team=red')).items.map((item) => item.keyId)).toEqual([keyId]);
    expect((await search('team=blue')).items).toEqual([]);
    await remove('team');
    await world.node.run('kms.describeKey', world.api, { keyId });
    expect(seen.at(-1)).toEqual({});
  });

  it('lists the tags of the project, each key with its values, and of no other account', async () => {
    const second = await create('second');
    await add('env', 'dev');
    await add('env', 'prod', second);
    await add('owner', 'ops', second);
    expect(await world.node.run('kms.listKmsTags', world.api, {})).toEqual({
      tags: [
        { key: 'env', values: ['dev', 'prod'] },
        { key: 'owner', values: ['ops'] },
      ],
    });
    await world.enterNewAccount();
    expect(await world.node.run('kms.listKmsTags', world.api, {})).toEqual({ tags: [] });
  });

  describe('query by tags', () => {
    const query = (fields: Record<string, unknown>) =>
      world.node.run('kms.listKmsByTags', world.api, { action: 'filter', ...fields });
    const names = async (fields: Record<string, unknown>) =>
      (await query(fields)).resources?.map((resource) => resource.resourceName);
    beforeEach(async () => {
      await add('env', 'dev');
      await add('team', 'red');
      world.clock.advance(1);
      const second = await create('second');
      await add('env', 'prod', second);
      world.clock.advance(1);
      await create('third_');
    });

    it('all tags must match; values are alternatives; a tag without values matches any', async () => {
      expect(await names({ tags: [{ key: 'env', values: ['dev', 'prod'] }] })).toEqual(['first', 'second']);
      expect(await names({ tags: [{ key: 'env', values: ['prod'] }] })).toEqual(['second']);
      expect(await names({ tags: [{ key: 'env' }] })).toEqual(['first', 'second']);
      expect(await names({ tags: [{ key: 'env' }, { key: 'team', values: ['red'] }] })).toEqual(['first']);
      expect(await names({ tags: [{ key: 'env' }, { key: 'team', values: ['blue'] }] })).toEqual([]);
      expect(await names({})).toEqual(['first', 'second', 'third_']);
    });

    it('matches part of the name, literally', async () => {
      const matches = (value: string) => ({ matches: [{ key: 'resource_name', value }] });
      expect(await names(matches('IR'))).toEqual(['first', 'third_']);
      expect(await names(matches('d_'))).toEqual(['third_']);
      expect(await names({ ...matches('s'), tags: [{ key: 'env', values: ['prod'] }] })).toEqual(['second']);
    });

    it('answers details and tags of each key, and pages with offset and limit', async () => {
      const page = await query({ limit: '1', offset: '1', tags: [{ key: 'env' }] });
      expect(page.totalCount).toBe(2);
      expect(page.resources).toMatchObject([
        {
          resourceName: 'second',
          tags: [{ key: 'env', value: 'prod' }],
          resourceDetail: { keyAlias: 'second' },
        },
      ]);
      expect((await query({ offset: 5 })).resources).toEqual([]);
    });

    it('counts without resources', async () => {
      expect(await query({ action: 'count', tags: [{ key: 'env' }] })).toEqual({ totalCount: 2 });
    });

    it.each([
      [{ action: 'count', offset: 0 }, 'KMS.0418'],
      [{ action: 'count', limit: 10 }, 'KMS.0418'],
      [{ offset: -1 }, 'KMS.0417'],
      [{ limit: 0 }, 'KMS.1601'],
      [{ limit: 1001 }, 'KMS.1601'],
      [{ action: 'drop' }, 'KMS.0404'],
      [{ tags: many(21).map(({ key }) => ({ key })) }, 'KMS.0407'],
      [{ tags: [{ key: '*' }] }, 'KMS.0406'],
      [{ tags: [{ key: 'a', values: ['*'] }] }, 'KMS.0405'],
      [{ matches: [{ key: 'name', value: 'x' }] }, 'KMS.0308'],
    ])('%j is refused with %s', async (fields, code) => {
      expect((await refusalOf(query(fields))).code).toBe(code);
    });

    it('numbers travel as the reference has them', async () => {
      const codec = compileWireCodec(operations['kms.listKmsByTags'].output, 'snake');
      const wire = codec.encode(await query({ tags: [{ key: 'team' }] }));
      expect(wire).toMatchObject({ total_count: 1, resources: [{ resource_detail: { key_state: '2' } }] });
    });
  });
});

import type { OperationOutput } from '@dewpoint/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

type Page = OperationOutput<'kms.searchKeys'>;

describe.each(dialects)('KEY-13 searching keys on %s', (dialect) => {
  let world: KmsWorld;
  /** Alias → id. */
  const ids = new Map<string, string>();
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
    const foreign = contextOf(await seedAccount(world.node.store));
    await world.node.run('kms.createKey', foreign, { keyAlias: 'alpha' });
    await create('alpha', {});
    await create('Beta_1', { keySpec: 'SM4' });
    await create('gamma', {
      keySpec: 'EC_P256',
      enterpriseProjectId: '00000000-0000-4000-8000-000000000001',
    });
    await create('100/pct', { origin: 'external' });
    await create('delta', { keySpec: 'HMAC_256' });
    // Two keys of one instant: only the id tells them apart.
    await world.node.run('kms.createKey', world.api, { keyAlias: 'twin' }).then(remember('twin'));
    await tag('alpha', { env: 'prod', team: 'a=b' });
    await tag('Beta_1', { env: 'prod' });
    await tag('gamma', { env: 'test' });
    await world.node.run('kms.disableKey', world.api, { keyId: ids.get('gamma') });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const remember = (alias: string) => (made: OperationOutput<'kms.createKey'>) => {
    ids.set(alias, made.keyInfo.keyId);
  };
  async function create(keyAlias: string, fields: Record<string, unknown>) {
    world.clock.advance(1_000);
    await world.node.run('kms.createKey', world.api, { keyAlias, ...fields }).then(remember(keyAlias));
  }
  function tag(alias: string, tags: Record<string, string>) {
    const rows = Object.entries(tags).map(([key, value]) => ({
      account_id: world.account.accountId,
      project_id: world.account.projectId,
      resource_type: 'cmk' as const,
      resource_id: ids.get(alias) ?? '',
      tag_key: key,
      tag_value: value,
    }));
    return world.node.store.transaction((transaction) =>
      transaction.insertInto('resource_tags').values(rows).execute(),
    );
  }
  const search = (fields: Record<string, unknown>) => world.node.run('kms.searchKeys', world.api, fields);
  const aliases = (page: Page) => page.items.map((item) => item.keyAlias);
  const start = () => world.clock.now();

  it.each([
    [{ q: 'et' }, ['Beta_1']],
    [{ q: 'BETA' }, ['Beta_1']],
    [{ q: '_' }, ['Beta_1']],
    [{ q: '%' }, []],
    [{ q: '\\' }, []],
    [{ q: "'; drop table keys; --" }, []],
    [{ state: ['disabled'] }, ['gamma']],
    [{ state: ['disabled', 'pendingImport'] }, ['100/pct', 'gamma']],
    [{ keySpec: ['SM4', 'EC_P256'] }, ['Beta_1', 'gamma']],
    [{ keyUsage: ['SIGN_VERIFY'] }, ['gamma']],
    [{ origin: ['external'] }, ['100/pct']],
    [{ enterpriseProjectId: ['00000000-0000-4000-8000-000000000001'] }, ['gamma']],
    [{ tag: ['env'] }, ['Beta_1', 'alpha', 'gamma']],
    [{ tag: ['env=prod'] }, ['Beta_1', 'alpha']],
    [{ tag: ['env=prod', 'team=a=b'] }, ['alpha']],
    [{ tag: ['env=prod'], keySpec: ['SM4'] }, ['Beta_1']],
    [{ tag: ['missing'] }, []],
  ])('%j finds %j', async (fields, found) => {
    const page = await search({ ...fields, sort: 'alias' });
    expect(aliases(page)).toEqual(found);
    expect(page.count).toEqual({ value: found.length, capped: false });
    expect(page.nextCursor).toBeNull();
  });

  it('finds a key by its id or the beginning of it', async () => {
    const id = ids.get('delta') ?? '';
    expect(aliases(await search({ q: id }))).toEqual(['delta']);
    expect(aliases(await search({ q: id.slice(0, 13).toUpperCase() }))).toEqual(['delta']);
  });

  it('filters by creation time, both ends included', async () => {
    const last = start();
    const of = (createdFrom: number, createdTo: number) =>
      search({ createdFrom, createdTo, sort: 'alias' }).then(aliases);
    expect(await of(last, last)).toEqual(['delta', 'twin']);
    expect(await of(last - 1_000, last - 1)).toEqual(['100/pct']);
  });

  it('shows the whole of a key but its material', async () => {
    const [item] = (await search({ q: 'alpha' })).items;
    expect(item).toEqual({
      keyId: ids.get('alpha'),
      keyAlias: 'alpha',
      keyDescription: '',
      state: 'enabled',
      keySpec: 'AES_256',
      keyUsage: 'ENCRYPT_DECRYPT',
      origin: 'kms',
      accountId: world.account.accountId,
      projectId: world.account.projectId,
      enterpriseProjectId: '0',
      keystoreId: '0',
      defaultService: null,
      createdAt: start() - 4_000,
      deletionAt: null,
      materialExpiresAt: null,
      currentVersion: 1,
      rotation: { enabled: false, intervalInDays: 365, rotatedAt: null, nextRotationAt: null, count: 0 },
      tags: [
        { key: 'env', value: 'prod' },
        { key: 'team', value: 'a=b' },
      ],
    });
  });

  const columns = [
    'alias',
    'state',
    'algorithm',
    'usage',
    'expires',
    'origin',
    'enterpriseProject',
    'created',
  ];
  it.each(columns.flatMap((name) => [name, `-${name}`]))(
    'pages of two by %s meet every key once, in order',
    async (sort) => {
      const whole = await search({ sort, limit: 100 });
      const collected: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page = await search({ sort, limit: 2, ...(cursor === null ? {} : { cursor }) });
        collected.push(...page.items.map((item) => item.keyId));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(collected).toEqual(whole.items.map((item) => item.keyId));
      expect(new Set(collected).size).toBe(6);
    },
  );

  it('sorts by what the column says, ties by id', async () => {
    expect(aliases(await search({ sort: 'alias' }))).toEqual([
      '100/pct',
      'Beta_1',
      'alpha',
      'delta',
      'gamma',
      'twin',
    ]);
    const [first, second] = (await search({})).items;
    expect([first?.createdAt, second?.createdAt]).toEqual([start(), start()]);
    expect((first?.keyId ?? '') > (second?.keyId ?? '')).toBe(true);
  });

  it('refuses a cursor that was not made for this list', async () => {
    const { nextCursor } = await search({ sort: 'alias', limit: 1 });
    const of = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const wrong: readonly [string, string][] = [
      ['created', nextCursor ?? ''],
      ['alias', 'garbage'],
      ['alias', of(['alias', 5, 'id'])],
      ['alias', of(['alias', 'x'])],
      ['created', of(['created', '5', 'id'])],
      ['created', of(['created', 5.5, 'id'])],
      ['created', of({ sort: 'created' })],
    ];
    for (const [sort, cursor] of wrong) {
      const refusal = await refusalOf(search({ sort, cursor }));
      expect([cursor, refusal.code, refusal.status]).toEqual([cursor, 'KMS.1602', 400]);
    }
    for (const limit of [0, 101]) expect((await refusalOf(search({ limit }))).code).toBe('KMS.1601');
  });
});

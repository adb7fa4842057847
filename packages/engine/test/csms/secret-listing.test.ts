import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { refusalOf } from '../kms/kms-world.ts';
import { type CsmsWorld, DAY_IN_MS, openCsmsWorld } from './csms-world.ts';

interface ListedPage {
  readonly secrets: readonly { readonly name: string }[];
  readonly page_info: {
    readonly next_marker: string;
    readonly previous_marker: string;
    readonly current_count: number;
  };
}

describe.each(dialects)('SEC-03 lists of secrets on %s', (dialect) => {
  let world: CsmsWorld;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect);
  });
  beforeEach(() => world.enterNewAccount());
  afterAll(() => world[Symbol.asyncDispose]());

  const search = (fields: Record<string, unknown>) => world.node.run('csms.searchSecrets', world.api, fields);
  const names = async (fields: Record<string, unknown>) =>
    (await search(fields)).items.map(({ secretName }) => secretName);

  it('REST pages by name end with an empty marker', async () => {
    for (const name of ['b', 'A', 'a.1', 'c', 'a']) await world.createSecret(name);
    const pages: unknown[] = [];
    let marker = '';
    do {
      const answer = await world.node.rest('csms.listSecrets', world.api, { limit: '2', marker });
      // What a client reads: names as on the wire.
      const { secrets, page_info }: ListedPage = JSON.parse(JSON.stringify(answer));
      pages.push([secrets.map(({ name }) => name), page_info]);
      marker = page_info.next_marker;
    } while (marker !== '');
    expect(pages).toEqual([
      [['A', 'a'], { next_marker: 'a', previous_marker: 'A', current_count: 2 }],
      [['a.1', 'b'], { next_marker: 'b', previous_marker: 'a.1', current_count: 2 }],
      [['c'], { next_marker: '', previous_marker: 'c', current_count: 1 }],
    ]);
  });

  it('one filter after the other, and all of them together', async () => {
    const shop = await world.createSecret('Shop_db', { tags: [{ key: 'env', value: 'prod' }] });
    world.clock.advance(10);
    const kmsKeyId = await world.createKey('k');
    await world.createEvent('told', ['SECRET_DELETED']);
    await world.createSecret('shop-x', {
      kmsKeyId,
      eventSubscriptions: ['told'],
      secretType: 'RDS-FG',
      enterpriseProjectId: '11111111-1111-4111-8111-111111111111',
      tags: [
        { key: 'env', value: 'prod' },
        { key: 'a=b', value: '' },
      ],
    });
    world.clock.advance(10);
    await world.createSecret('other', { tags: [{ key: 'env', value: 'dev' }] });
    await world.node.run('csms.scheduleSecretDeletion', world.api, {
      secretName: 'other',
      recoveryWindowInDays: 7,
    });
    const expected: readonly [Record<string, unknown>, readonly string[]][] = [
      [{}, ['other', 'shop-x', 'Shop_db']],
      [{ q: 'SHOP' }, ['shop-x', 'Shop_db']],
      [{ q: '_' }, ['Shop_db']],
      [{ q: '%' }, []],
      [{ q: shop.id }, ['Shop_db']],
      [{ q: shop.id.slice(0, 13).toUpperCase() }, ['Shop_db']],
      [{ state: ['pendingDeletion'] }, ['other']],
      [{ state: ['enabled', 'pendingDeletion'] }, ['other', 'shop-x', 'Shop_db']],
      [{ secretType: ['RDS-FG'] }, ['shop-x']],
      [{ enterpriseProjectId: ['0'] }, ['other', 'Shop_db']],
      [{ kmsKeyId }, ['shop-x']],
      [{ eventName: 'told' }, ['shop-x']],
      [{ eventName: 'missing' }, []],
      [{ tag: ['env'] }, ['other', 'shop-x', 'Shop_db']],
      [{ tag: ['env=prod'] }, ['shop-x', 'Shop_db']],
      [{ tag: ['env=prod', 'a\\=b'] }, ['shop-x']],
      [{ tag: ['env=prod', 'nope'] }, []],
      [{ createdFrom: shop.createTime + 1, createdTo: shop.createTime + 10 }, ['shop-x']],
      [{ q: 'shop', state: ['enabled'], tag: ['env=prod'], sort: 'name' }, ['Shop_db', 'shop-x']],
    ];
    for (const [fields, found] of expected) {
      const { items, count } = await search(fields);
      expect([fields, items.map(({ secretName }) => secretName)]).toEqual([fields, found]);
      expect(count).toEqual({ value: found.length, capped: false });
    }
  });

  it.each(['name', 'state', 'type', 'created', 'enterpriseProject'])(
    'pages by %s, up and down, miss and repeat nothing',
    async (sort) => {
      for (const [i, name] of ['d', 'a', 'c', 'b', 'e'].entries()) {
        if (i % 2 === 0) world.clock.advance(1);
        await world.createSecret(name, { secretType: i % 2 === 0 ? 'COMMON' : 'RDS-FG' });
      }
      for (const direction of ['', '-']) {
        const whole = await names({ sort: `${direction}${sort}`, limit: 100 });
        expect(whole.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
        const paged: string[] = [];
        let cursor: string | null | undefined;
        do {
          const page = await search({ sort: `${direction}${sort}`, limit: 2, ...(cursor ? { cursor } : {}) });
          paged.push(...page.items.map(({ secretName }) => secretName));
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(paged).toEqual(whole);
      }
      expect(await names({ sort, limit: 100 })).toEqual(
        (await names({ sort: `-${sort}`, limit: 100 })).reverse(),
      );
    },
  );

  it('a cursor of another sort, and garbage, are refused', async () => {
    for (const name of ['a', 'b', 'c']) await world.createSecret(name);
    const { nextCursor } = await search({ sort: 'name', limit: 1 });
    for (const cursor of [nextCursor, 'garbage', Buffer.from('["-created","x","y"]').toString('base64url')]) {
      const refusal = await refusalOf(search({ sort: '-created', cursor }));
      expect([refusal.code, refusal.field]).toEqual(['KMS.1602', 'cursor']);
    }
  });

  it('IAM-02 lists show nothing of another account or project', async () => {
    await world.createSecret('mine', { tags: [{ key: 'a' }] });
    const other = contextOf(await seedAccount(world.store));
    for (const context of [other, { ...world.api, project: { id: 'd'.repeat(32), name: 'elsewhere' } }]) {
      expect((await world.node.run('csms.listSecrets', context, {})).secrets).toEqual([]);
      expect((await world.node.run('csms.searchSecrets', context, {})).items).toEqual([]);
      expect(await world.node.run('csms.listResourceInstances', context, { action: 'count' })).toEqual({
        totalCount: 0,
      });
      expect((await world.node.run('csms.listSecretEvents', context, {})).events).toEqual([]);
      expect((await world.node.run('csms.listProjectSecretsTags', context, {})).tags).toEqual([]);
    }
    expect((await world.node.run('csms.secretQuota', other, {})).secrets.used).toBe(0);
  });

  it('the console’s view has versions with statuses, and what the caller may do', async () => {
    await world.createSecret('s');
    await world.node.run('csms.createSecretVersion', world.api, { secretName: 's', secretBinary: 'AA==' });
    world.denied = (_, { action }) => action === 'csms:secret:getVersion';
    const view = await world.node.run('csms.viewSecret', world.api, { secretName: 's' });
    expect(view).toMatchObject({
      secretName: 's',
      state: 'enabled',
      accountId: world.account.accountId,
      keyProblem: null,
      versions: [
        { versionId: 2, kind: 'binary', statuses: ['SYSCURRENT'], expiresAt: null, keyProblem: null },
        { versionId: 1, kind: 'text', statuses: ['SYSPREVIOUS'] },
      ],
    });
    expect(view.permitted).toContain('csms.createSecretVersion');
    expect(view.permitted).not.toContain('csms.showSecretVersion');
    // Events and new secrets are not about this secret.
    expect(view.permitted.filter((id) => /Event|createSecret$|upload/.test(id))).toEqual([]);
    expect(JSON.stringify(view)).not.toContain('value of s');
  });

  it('SEC-08 the recent use counts who read values or took a backup; refusals and old readings do not count', async () => {
    await world.createSecret('used');
    const preview = (fields: Record<string, unknown> = {}) =>
      world.node.run('csms.previewSecretUse', world.api, { secretName: 'used', ...fields });
    expect(await preview()).toMatchObject({ secretName: 'used', lastUsedAt: null, uses: [] });

    const read = () =>
      world.node.run('csms.showSecretVersion', world.api, { secretName: 'used', versionId: 'latest' });
    await read();
    world.clock.advance(10 * DAY_IN_MS);
    await read();
    await read();
    world.clock.advance(1_000);
    await world.node.run('csms.downloadSecretBlob', world.api, { secretName: 'used' });
    world.denied = (_, request) => request.action === 'csms:secret:getVersion';
    await refusalOf(read());
    world.denied = () => false;

    const principal = { principalId: world.account.userId, principalName: world.account.userName };
    const now = world.clock.now();
    expect((await preview({ days: 9 })).uses).toEqual([
      { ...principal, operation: 'backupSecret', count: 1, lastUsedAt: now },
      { ...principal, operation: 'showSecretVersion', count: 2, lastUsedAt: now - 1_000 },
    ]);
    expect(await preview({ days: 11 })).toMatchObject({
      lastUsedAt: now,
      since: now - 11 * DAY_IN_MS,
      uses: [{ count: 1 }, { count: 3 }],
    });
  });

  it('SEC-08 the recent use of a secret that is not there, or of too many days, is refused', async () => {
    const preview = (fields: Record<string, unknown>) =>
      refusalOf(world.node.run('csms.previewSecretUse', world.api, fields));
    expect(await preview({ secretName: 'missing' })).toMatchObject({ status: 404 });
    await world.createSecret('here');
    for (const days of [0, 91]) {
      expect(await preview({ secretName: 'here', days })).toMatchObject({ status: 400, field: 'days' });
    }
  });
});

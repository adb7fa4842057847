import { OperationError } from '@dewpoint/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { refusalOf } from '../kms/kms-world.ts';
import { type CsmsWorld, DAY_IN_MS, openCsmsWorld } from './csms-world.ts';

describe.each(dialects)('versions of a secret on %s', (dialect) => {
  let world: CsmsWorld;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect);
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    await world.createSecret('s', { secretString: 'one' });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const list = async (fields: Record<string, unknown> = {}) =>
    world.node.run('csms.listSecretVersions', world.api, { secretName: 's', ...fields });
  const stagesOf = async () =>
    Object.fromEntries(
      (await list()).versionMetadatas.flatMap(({ id, versionStages }) =>
        versionStages.map((stage) => [stage, id] as const),
      ),
    );
  const stage = (stageName: string, versionId: string) =>
    world.node.run('csms.updateSecretStage', world.api, { secretName: 's', stageName, versionId });

  it('SEC-05 a new version takes SYSCURRENT, the one before gets SYSPREVIOUS', async () => {
    expect(await world.put('s', 'two')).toMatchObject({ id: 2, versionStages: ['SYSCURRENT'] });
    expect(await stagesOf()).toEqual({ SYSCURRENT: 2, SYSPREVIOUS: 1 });
    await world.put('s', 'three');
    expect(await stagesOf()).toEqual({ SYSCURRENT: 3, SYSPREVIOUS: 2 });
    expect((await world.read('s', 'latest')).secretString).toBe('three');
    expect((await world.read('s', 'v1')).secretString).toBe('one');
  });

  it('SEC-10 a value is read by version, latest, or status', async () => {
    await world.put('s', 'two', { versionStages: ['canary', 'v9'] });
    await world.put('s', 'three');
    const values = { v1: 'one', v2: 'two', v3: 'three', latest: 'three', SYSCURRENT: 'three' };
    for (const [versionId, value] of Object.entries({
      ...values,
      SYSPREVIOUS: 'one',
      canary: 'two',
      v9: 'two',
    })) {
      expect([versionId, (await world.read('s', versionId)).secretString]).toEqual([versionId, value]);
    }
    for (const versionId of ['v4', 'v0', 'nope', 'syscurrent', '__proto__']) {
      const refusal = await refusalOf(world.read('s', versionId));
      expect([refusal.code, refusal.status]).toEqual(['CSMS.0005', 404]);
    }
  });

  it('SEC-05 at most 20 versions stay; the oldest without status goes first', async () => {
    await stage('KEEP', 'v1');
    for (let i = 2; i <= 22; i += 1) await world.put('s', `value ${i}`);
    const ids = (await list()).versionMetadatas.map(({ id }) => id);
    expect(ids).toEqual([22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 1]);
    expect((await refusalOf(world.read('s', 'v3'))).code).toBe('CSMS.0005');
    expect((await world.read('s', 'KEEP')).secretString).toBe('one');
    // A removed number is never given again.
    expect((await world.put('s', 'next')).id).toBe(23);
  });

  it('SEC-05 versions are listed newest first, page by page', async () => {
    for (let i = 2; i <= 5; i += 1) await world.put('s', `value ${i}`);
    const pages: number[][] = [];
    let marker = '';
    do {
      const { versionMetadatas, pageInfo } = await list({ limit: 2, marker });
      pages.push(versionMetadatas.map(({ id }) => id));
      expect(pageInfo.currentCount).toBe(versionMetadatas.length);
      marker = pageInfo.nextMarker;
    } while (marker !== '');
    expect(pages).toEqual([[5, 4], [3, 2], [1]]);
  });

  it('SEC-06 a status moves, is made by moving, added, shown and deleted', async () => {
    await world.put('s', 'two');
    const added = await world.node.run('csms.createSecretStage', world.api, {
      secretName: 's',
      name: 'blue',
      versionId: 'v1',
    });
    expect(added.stage).toEqual({
      name: 'blue',
      updateTime: world.clock.now(),
      secretName: 's',
      versionId: 1,
    });
    world.clock.advance(5);
    expect((await stage('blue', 'v2')).stage).toMatchObject({ versionId: 2, updateTime: world.clock.now() });
    expect((await stage('green', 'v1')).stage.versionId).toBe(1);
    const shown = await world.node.run('csms.showSecretStage', world.api, {
      secretName: 's',
      stageName: 'blue',
    });
    expect(shown.stage.versionId).toBe(2);
    await world.node.run('csms.deleteSecretStage', world.api, { secretName: 's', stageName: 'blue' });
    expect(await stagesOf()).toEqual({ SYSCURRENT: 2, SYSPREVIOUS: 1, green: 1 });
  });

  it('SEC-06 SYSCURRENT can be moved; the version that had it gets SYSPREVIOUS', async () => {
    await world.put('s', 'two');
    await world.put('s', 'three');
    await stage('SYSCURRENT', 'v1');
    expect(await stagesOf()).toEqual({ SYSCURRENT: 1, SYSPREVIOUS: 3 });
    await stage('SYSCURRENT', 'v1');
    expect(await stagesOf()).toEqual({ SYSCURRENT: 1, SYSPREVIOUS: 3 });
    await stage('SYSPREVIOUS', 'v2');
    expect(await stagesOf()).toEqual({ SYSCURRENT: 1, SYSPREVIOUS: 2 });
    expect((await world.read('s')).secretString).toBe('one');
  });

  it('SEC-06 12 statuses at most, SYSCURRENT and SYSPREVIOUS included', async () => {
    await world.put('s', 'two');
    for (let i = 1; i <= 10; i += 1) await stage(`S${i}`, 'v1');
    for (const refusal of [
      await refusalOf(stage('S11', 'v1')),
      await refusalOf(
        world.node.run('csms.createSecretStage', world.api, {
          secretName: 's',
          name: 'S11',
          versionId: 'v1',
        }),
      ),
      await refusalOf(world.put('s', 'x', { versionStages: ['SYSCURRENT', 'S11'] })),
    ]) {
      expect([refusal.code, refusal.status]).toEqual(['CSMS.0203', 400]);
    }
    expect((await list()).versionMetadatas).toHaveLength(2);
    await stage('S10', 'v2');
    expect(Object.keys(await stagesOf())).toHaveLength(12);
  });

  it('SEC-06 refusals of statuses', async () => {
    await world.put('s', 'two');
    const call = (id: 'csms.deleteSecretStage' | 'csms.showSecretStage', stageName: string) =>
      world.node.run(id, world.api, { secretName: 's', stageName });
    const create = (name: string, versionId: string) =>
      world.node.run('csms.createSecretStage', world.api, { secretName: 's', name, versionId });
    const before = await stagesOf();
    const answers: readonly [() => Promise<unknown>, string, number][] = [
      [() => call('csms.deleteSecretStage', 'SYSCURRENT'), 'CSMS.0105', 400],
      [() => call('csms.deleteSecretStage', 'SYSPREVIOUS'), 'CSMS.0105', 400],
      [() => call('csms.deleteSecretStage', 'nope'), 'CSMS.0005', 404],
      [() => call('csms.showSecretStage', 'nope'), 'CSMS.0005', 404],
      [() => create('SYSCURRENT', 'v1'), 'CSMS.0104', 409],
      [() => create('new', 'v9'), 'CSMS.0005', 404],
      [() => stage('SYSCURRENT', 'v9'), 'CSMS.0005', 404],
    ];
    for (const [call, code, status] of answers) {
      const refusal = await refusalOf(call());
      expect([refusal.code, refusal.status]).toEqual([code, status]);
    }
    expect(await stagesOf()).toEqual(before);
  });

  it('SEC-05 writers that race get numbers in order and leave one SYSCURRENT', async () => {
    const puts = await Promise.all(Array.from({ length: 8 }, (_, i) => world.put('s', `racer ${i}`)));
    expect(puts.map(({ id }) => id).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    const holders = await world.store.read
      .selectFrom('secret_stages')
      .innerJoin('secrets', 'secrets.id', 'secret_stages.secret_id')
      .select(['secret_stages.name', 'secret_stages.version'])
      .where('secrets.account_id', '=', world.account.accountId)
      .orderBy('secret_stages.name')
      .execute();
    expect(holders).toEqual([
      { name: 'SYSCURRENT', version: 9 },
      { name: 'SYSPREVIOUS', version: 8 },
    ]);
    const winner = puts.findIndex(({ id }) => id === 9);
    expect((await world.read('s')).secretString).toBe(`racer ${winner}`);
  });

  it('SEC-07 the expiry of a version is told once, and again when it gets a new one', async () => {
    const event = await world.createEvent('e', ['SECRET_VERSION_EXPIRED']);
    await world.node.run('csms.updateSecret', world.api, { secretName: 's', eventSubscriptions: ['e'] });
    const expire = (expireTime: number | null) =>
      world.node.run('csms.updateSecretVersion', world.api, { secretName: 's', versionId: 'v1', expireTime });
    const expiresAt = world.clock.now() + DAY_IN_MS;
    expect((await expire(expiresAt)).versionMetadata).toMatchObject({ id: 1, expireTime: expiresAt });
    world.clock.advance(DAY_IN_MS - 1);
    expect(await world.node.jobs.runDue()).toBe(0);
    world.clock.advance(1);
    await world.node.jobs.runDue();
    const [told, ...more] = await world.outbox();
    expect(more).toEqual([]);
    expect(told).toMatchObject({ event_id: event.eventId, event_type: 'SECRET_VERSION_EXPIRED' });
    expect(JSON.parse(told?.content ?? '')).toMatchObject({
      eventName: 'e',
      eventType: 'SECRET_VERSION_EXPIRED',
      eventTime: expiresAt,
      data: { secretName: 's', versionId: 'v1', versionExpireTime: expiresAt },
    });
    // A node that crashed after its commit runs the job again.
    await world.store.transaction((transaction) =>
      world.node.jobs.plan(transaction, {
        kind: 'secret-version-expiry',
        subject: `${told?.secret_id}/v1`,
        accountId: world.account.accountId,
        dueAt: world.clock.now(),
      }),
    );
    await world.node.jobs.runDue();
    expect(await world.outbox()).toHaveLength(1);
    expect((await world.read('s', 'v1')).secretString).toBe('one');
    await expire(world.clock.now() + 5);
    world.clock.advance(5);
    await world.node.jobs.runDue();
    expect(await world.outbox()).toHaveLength(2);
    const traced = (await world.traces()).filter(({ name }) => name === 'secretVersionExpired');
    expect(traced.map(({ user_name, rating }) => [user_name, rating])).toEqual([
      ['secret-version-expiry', 'warning'],
      ['secret-version-expiry', 'warning'],
    ]);
  });

  it('SEC-07 an expiry that is taken back, or whose version is gone, is not told', async () => {
    await world.createEvent('e', ['SECRET_VERSION_EXPIRED']);
    await world.node.run('csms.updateSecret', world.api, { secretName: 's', eventSubscriptions: ['e'] });
    await world.put('s', 'two', { expireTime: world.clock.now() + 1000 });
    await world.node.run('csms.updateSecretVersion', world.api, {
      secretName: 's',
      versionId: 'v2',
      expireTime: null,
    });
    await world.put('s', 'three', { expireTime: world.clock.now() + 1000 });
    for (let i = 4; i <= 24; i += 1) await world.put('s', `value ${i}`);
    world.clock.advance(1000);
    await world.node.jobs.runDue();
    expect(await world.outbox()).toEqual([]);
  });

  it.each([0, -1])('SEC-07 an expiry %s ms ahead is refused and changes nothing', async (ahead) => {
    const expireTime = world.clock.now() + ahead;
    for (const refusal of [
      await refusalOf(world.put('s', 'x', { expireTime })),
      await refusalOf(
        world.node.run('csms.updateSecretVersion', world.api, {
          secretName: 's',
          versionId: 'v1',
          expireTime,
        }),
      ),
    ]) {
      expect([refusal.code, refusal.status, refusal.field]).toEqual(['CSMS.0002', 400, 'expire_time']);
    }
    expect((await list()).versionMetadatas).toMatchObject([{ id: 1, expireTime: null }]);
  });

  describe('SEC-01 values come back byte for byte', () => {
    const texts = {
      '32 KB': 'x'.repeat(32_768),
      '32 KB of emoji': '🔑'.repeat(8192),
      'a null character': 'a\0b\0',
      'a byte order mark': '\ufeffx',
      'line ends': '\r\n\t\u2028',
      JSON: '{"user":"a","password":"b"}',
      'one space': ' ',
    };
    it.each(Object.entries(texts))('text: %s', async (_, secretString) => {
      await world.put('s', secretString);
      const version = await world.read('s');
      expect(version.secretString).toBe(secretString);
      expect(version.secretBinary).toBeUndefined();
    });

    const every = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const binaries = {
      'every byte': every,
      '32 KB': Buffer.alloc(32_768, 0xff),
      'one null byte': Buffer.alloc(1),
      'no UTF-8': Buffer.from([0xc3, 0x28, 0xff]),
    };
    it.each(Object.entries(binaries))('binary: %s', async (_, bytes) => {
      await world.node.run('csms.createSecretVersion', world.api, {
        secretName: 's',
        secretBinary: bytes.toString('base64'),
      });
      const version = await world.read('s');
      expect(Buffer.from(version.secretBinary ?? []).equals(bytes)).toBe(true);
      expect(version.secretString).toBeUndefined();
    });

    it.each(['', 'x'.repeat(32_769), `${'🔑'.repeat(8192)}x`])('refuses text %#', async (secretString) => {
      expect((await refusalOf(world.put('s', secretString))).code).toBe('CSMS.0002');
    });
  });

  it('CRY SEC-11 what is stored for one version opens for no other place', async () => {
    await world.put('s', 'two');
    await world.createSecret('t', { secretString: 'other' });
    const ids = await world.store.read
      .selectFrom('secrets')
      .select(['id', 'name'])
      .where('account_id', '=', world.account.accountId)
      .execute();
    const idOf = (name: string) => ids.find((row) => row.name === name)?.id ?? '';
    const sealed = (name: string, version: number) =>
      world.store.read
        .selectFrom('secret_versions')
        .select(['wrapped_data_key', 'sealed_value', 'kind'])
        .where('secret_id', '=', idOf(name))
        .where('version', '=', version)
        .executeTakeFirstOrThrow();
    const overwrite = async (columns: Partial<Awaited<ReturnType<typeof sealed>>>) => {
      await world.store.transaction(async (transaction, announce) => {
        await transaction
          .updateTable('secret_versions')
          .set(columns)
          .where('secret_id', '=', idOf('s'))
          .where('version', '=', 2)
          .execute();
        announce({ kind: 'everything' });
      });
    };
    const good = await sealed('s', 2);
    const flipped = Buffer.from(good.sealed_value);
    flipped.writeUInt8(flipped.readUInt8(20) ^ 1, 20);
    const changes = [
      await sealed('s', 1),
      await sealed('t', 1),
      { ...good, wrapped_data_key: (await sealed('s', 1)).wrapped_data_key },
      { ...good, wrapped_data_key: (await sealed('t', 1)).wrapped_data_key },
      { ...good, sealed_value: flipped },
      { ...good, sealed_value: good.sealed_value.subarray(0, 10) },
      { ...good, wrapped_data_key: Buffer.from('no ciphertext') },
      { ...good, kind: 'binary' as const },
    ];
    for (const change of changes) {
      await overwrite(change);
      const refusal = await refusalOf(world.read('s', 'v2'));
      expect(refusal).toBeInstanceOf(OperationError);
      expect([refusal.errorName, refusal.code, refusal.status]).toEqual([
        'secretValueUnreadable',
        'CSMS.0401',
        400,
      ]);
    }
    await overwrite(good);
    expect((await world.read('s', 'v2')).secretString).toBe('two');
  });
});

describe('SEC-05 OPS-02 two nodes on one PostgreSQL', () => {
  it('store versions at the same time without two SYSCURRENT, and read what the other stored', async () => {
    await using world = await openCsmsWorld('postgres');
    const second = await world.secondNode();
    await world.createSecret('s');
    await second.run('csms.showSecretVersion', world.api, { secretName: 's', versionId: 'latest' });
    const nodes = [world.node, second];
    const puts = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        nodes[i % 2]?.run('csms.createSecretVersion', world.api, {
          secretName: 's',
          secretString: `value ${i}`,
        }),
      ),
    );
    const numbers = puts.map((put) => put?.versionMetadata.id ?? 0).sort((a, b) => a - b);
    expect(numbers).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const last = puts.findIndex((put) => put?.versionMetadata.id === 11);
    const deadline = Date.now() + 1000;
    let seen: string | undefined;
    do {
      const { version } = await second.run('csms.showSecretVersion', world.api, {
        secretName: 's',
        versionId: 'latest',
      });
      seen = version.secretString;
    } while (seen !== `value ${last}` && Date.now() < deadline);
    expect(seen).toBe(`value ${last}`);
  });
});

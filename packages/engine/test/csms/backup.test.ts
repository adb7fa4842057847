import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeBackup, parseBackup } from '../../src/csms/backup/backup-format.ts';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { refusalOf } from '../kms/kms-world.ts';
import { type CsmsWorld, DAY_IN_MS, openCsmsWorld } from './csms-world.ts';

describe.each(dialects)('SEC-09 backup and restore on %s', (dialect) => {
  let world: CsmsWorld;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect);
  });
  beforeEach(() => world.enterNewAccount());
  afterAll(() => world[Symbol.asyncDispose]());

  const backup = async (secretName: string) => {
    const answer = await world.node.run('csms.downloadSecretBlob', world.api, { secretName });
    return Buffer.from(answer.secretBlob);
  };
  const restore = (blob: Buffer, context = world.api) =>
    world.node.run('csms.uploadSecretBlob', context, { secretBlob: blob.toString('base64') });
  const remove = (secretName: string) => world.node.run('csms.deleteSecret', world.api, { secretName });
  const view = async (secretName: string) => {
    const { updatedAt: _, ...rest } = await world.node.run('csms.viewSecret', world.api, { secretName });
    return rest;
  };

  async function richSecret() {
    await world.createEvent('e', ['SECRET_VERSION_EXPIRED']);
    const kmsKeyId = await world.createKey('k');
    await world.createSecret('s', {
      secretString: 'one 🔑',
      description: 'words',
      tags: [{ key: 'env', value: '生产' }],
      eventSubscriptions: ['e'],
      rotationPeriod: '30d',
      autoRotation: true,
    });
    await world.put('s', 'two', { expireTime: world.clock.now() + DAY_IN_MS });
    await world.node.run('csms.updateSecret', world.api, { secretName: 's', kmsKeyId });
    await world.node.run('csms.createSecretVersion', world.api, {
      secretName: 's',
      secretBinary: Buffer.from([0, 255, 0]).toString('base64'),
      versionStages: ['canary', 'SYSCURRENT'],
    });
    return kmsKeyId;
  }

  it('brings back versions, statuses, tags, settings, expiries and associations', async () => {
    await richSecret();
    const before = await view('s');
    const blob = await backup('s');
    await remove('s');
    const restored = await restore(blob);
    expect(restored.secret).toMatchObject({ id: before.secretId, name: 's', state: 'enabled' });
    expect(await view('s')).toEqual(before);
    expect((await world.read('s', 'v1')).secretString).toBe('one 🔑');
    expect((await world.read('s', 'SYSPREVIOUS')).secretString).toBe('two');
    expect(Buffer.from((await world.read('s', 'canary')).secretBinary ?? [])).toEqual(
      Buffer.from([0, 255, 0]),
    );
    expect((await world.put('s', 'next')).id).toBe(4);
    world.clock.advance(DAY_IN_MS);
    await world.node.jobs.runDue();
    expect((await world.outbox()).map(({ event_type }) => event_type)).toEqual(['SECRET_VERSION_EXPIRED']);
  });

  it('holds 20 versions of 32 KB and the longest settings', async () => {
    const tags = Array.from({ length: 20 }, (_, i) => ({
      key: `${i}`.padEnd(128, '钥'),
      value: '值'.repeat(255),
    }));
    await world.createSecret('s', {
      secretString: '\x01'.repeat(32_768),
      description: '\x01'.repeat(2048),
      tags,
    });
    for (let i = 2; i <= 20; i += 1) await world.put('s', `${i % 10}`.repeat(32_768));
    const blob = await backup('s');
    await remove('s');
    await restore(blob);
    for (let i = 2; i <= 20; i += 1) {
      expect((await world.read('s', `v${i}`)).secretString).toBe(`${i % 10}`.repeat(32_768));
    }
  });

  it('is refused with one answer when any byte is changed, cut or added', async () => {
    await world.createSecret('s');
    const blob = await backup('s');
    await remove('s');
    const answers = new Set<string>();
    const refused = async (bytes: Buffer) => {
      const { code, status, message } = await refusalOf(restore(bytes));
      answers.add(JSON.stringify([code, status, message]));
    };
    // Every byte of what stands in front of the ciphertext, every third one of the rest, and both ends.
    for (let at = 0; at < blob.length; at += at < 64 || at > blob.length - 24 ? 1 : 3) {
      const changed = Buffer.from(blob);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (at % 8)), at);
      await refused(changed);
    }
    for (const length of [1, 4, 5, 9, 20, blob.length - 1]) await refused(blob.subarray(0, length));
    await refused(Buffer.concat([blob, Buffer.of(0)]));
    await refused(Buffer.from('DWSB'));
    await refused(Buffer.alloc(740_000));
    expect([...answers].map((answer) => JSON.parse(answer).slice(0, 2))).toEqual([['CSMS.0003', 400]]);
    expect((await refusalOf(view('s'))).code).toBe('CSMS.0106');
    await restore(blob);
    expect((await world.read('s')).secretString).toBe('value of s');
  });

  it('is refused in another account, another project and another instance', async () => {
    await world.createSecret('s');
    const blob = await backup('s');
    await remove('s');
    const other = contextOf(await seedAccount(world.store));
    await world.node.run('csms.createSecret', other, { name: 'x', secretString: 'x' });
    const project = { id: 'e'.repeat(32), name: 'elsewhere' };
    await world.store.transaction((transaction) =>
      transaction
        .insertInto('projects')
        .values({ ...project, account_id: world.account.accountId, created_at: 0 })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
    await using elsewhere = await openCsmsWorld(dialect);
    await copyIds(world, elsewhere);
    await elsewhere.node.run('csms.createSecret', world.api, { name: 'there', secretString: 'x' });
    const refusals = [
      await refusalOf(restore(blob, other)),
      await refusalOf(restore(blob, { ...world.api, project })),
      await refusalOf(
        elsewhere.node.run('csms.uploadSecretBlob', world.api, { secretBlob: blob.toString('base64') }),
      ),
    ];
    for (const { errorName, status } of refusals) {
      expect([errorName, status]).toEqual(['secretBackupInvalid', 400]);
    }
  });

  it('is refused while the name is taken or the quota used up, and changes nothing', async () => {
    await world.createSecret('s');
    const blob = await backup('s');
    await world.put('s', 'newer');
    const refusal = await refusalOf(restore(blob));
    expect([refusal.code, refusal.status]).toEqual(['CSMS.0101', 409]);
    expect((await world.read('s')).secretString).toBe('newer');
    await remove('s');
    await world.createSecret('s', { secretString: 'another' });
    expect((await refusalOf(restore(blob))).code).toBe('CSMS.0101');
    await remove('s');
    const race = await Promise.allSettled([restore(blob), restore(blob)]);
    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('does not bring back what a destroyed key protected, and asks for usable and permitted keys', async () => {
    const kmsKeyId = await richSecret();
    const blob = await backup('s');
    await remove('s');
    world.denied = (_, { action }) => action === 'kms:cmk:decryptDataKey';
    expect((await refusalOf(restore(blob))).errorName).toBe('permissionDenied');
    world.denied = () => false;
    await world.node.run('kms.disableKey', world.api, { keyId: kmsKeyId });
    expect((await refusalOf(restore(blob))).errorName).toBe('secretKeyDisabled');
    await world.node.run('kms.scheduleKeyDeletion', world.api, { keyId: kmsKeyId, pendingDays: 7 });
    world.clock.advance(7 * DAY_IN_MS);
    await world.node.jobs.runDue();
    expect((await refusalOf(restore(blob))).errorName).toBe('secretKeyNotFound');
    expect((await refusalOf(view('s'))).code).toBe('CSMS.0106');
  });

  it('leaves out events that are gone', async () => {
    await richSecret();
    const blob = await backup('s');
    await remove('s');
    await world.node.run('csms.deleteSecretEvent', world.api, { eventName: 'e' });
    expect((await restore(blob)).secret.eventSubscriptions).toEqual([]);
  });

  it('TRC-01 both are traced with the documents’ names', async () => {
    const { id } = await world.createSecret('s');
    const blob = await backup('s');
    await remove('s');
    await restore(blob);
    const traces = (await world.traces()).filter(({ name }) => /ackup/.test(name));
    expect(traces.map(({ name, resource_id, resource_name }) => [name, resource_id, resource_name])).toEqual([
      ['backupSecret', id, 's'],
      ['restoreSecretFromBackupBlob', id, 's'],
    ]);
    for (const { body } of traces)
      expect(body).not.toContain(blob.subarray(10, 40).toString('base64').slice(4, 36));
  });
});

/** An instance with the same account and project IDs: only its keys are others. */
async function copyIds({ account }: CsmsWorld, elsewhere: CsmsWorld): Promise<void> {
  await elsewhere.store.transaction(async (transaction) => {
    await transaction
      .insertInto('accounts')
      .values({ id: account.accountId, name: account.accountName, created_at: 0 })
      .execute();
    await transaction
      .insertInto('projects')
      .values({
        id: account.projectId,
        account_id: account.accountId,
        name: account.projectName,
        created_at: 0,
      })
      .execute();
  });
}

describe('SEC-09 the layout of a backup', () => {
  const secret = {
    id: '0d0466b0-e727-4d9c-b35d-f84bb474a37f',
    name: 's',
    type: 'COMMON' as const,
    description: '',
    kmsKeyId: '0d0466b0-e727-4d9c-b35d-f84bb474a370',
    enterpriseProjectId: '0',
    lastVersion: 1,
    createdAt: 1,
    rotation: { enabled: false, period: null, config: null, functionUrn: null, rotatedAt: null },
    eventNames: [],
    tags: [],
    stages: [{ name: 'SYSCURRENT', version: 1, updatedAt: 1 }],
    versions: [
      {
        version: 1,
        kind: 'text' as const,
        kmsKeyId: '0d0466b0-e727-4d9c-b35d-f84bb474a370',
        createdAt: 1,
        expiresAt: null,
        expiryToldAt: null,
        wrappedDataKey: Buffer.from('wrapped'),
        sealedValue: Buffer.from('sealed'),
      },
    ],
  };

  it('comes back as it was written, and its frame never changes', () => {
    const bytes = encodeBackup(secret);
    expect(parseBackup(bytes)).toEqual(secret);
    expect(bytes.readUInt8(0)).toBe(1);
    expect(bytes.subarray(5 + bytes.readUInt32BE(1)).toString()).toBe('wrappedsealed');
  });

  it('is refused when it is cut at any byte, goes on, or is another format', () => {
    const bytes = encodeBackup(secret);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => parseBackup(bytes.subarray(0, length))).toThrow('backup');
    }
    expect(() => parseBackup(Buffer.concat([bytes, Buffer.of(0)]))).toThrow('goes on');
    const other = Buffer.from(bytes);
    other.writeUInt8(2, 0);
    expect(() => parseBackup(other)).toThrow('format');
    const long = Buffer.from(bytes);
    long.writeUInt32BE(0xffff_ffff, 1);
    expect(() => parseBackup(long)).toThrow('description');
  });
});

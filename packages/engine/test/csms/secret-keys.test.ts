import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { refusalOf } from '../kms/kms-world.ts';
import { type CsmsWorld, DAY_IN_MS, openCsmsWorld } from './csms-world.ts';

describe.each(dialects)('encryption keys of secrets on %s', (dialect) => {
  let world: CsmsWorld;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect);
  });
  beforeEach(() => world.enterNewAccount());
  afterAll(() => world[Symbol.asyncDispose]());

  const view = (secretName: string) => world.node.run('csms.viewSecret', world.api, { secretName });
  const key = (id: 'kms.disableKey' | 'kms.enableKey' | 'kms.cancelKeyDeletion', keyId: string) =>
    world.node.run(id, world.api, { keyId });

  it.each(['AES_256', 'SM4'])('SEC-01 a custom %s key encrypts', async (keySpec) => {
    const kmsKeyId = await world.createKey(keySpec, { keySpec });
    expect((await world.createSecret('s', { kmsKeyId })).kmsKeyId).toBe(kmsKeyId);
    expect((await world.read('s')).secretString).toBe('value of s');
  });

  it('SEC-01 the default key can be called by its name and by its ID', async () => {
    const { kmsKeyId } = await world.createSecret('a', { kmsKeyId: 'csms/default' });
    expect((await world.createSecret('b', { kmsKeyId })).kmsKeyId).toBe(kmsKeyId);
    expect((await world.read('b')).secretString).toBe('value of b');
  });

  it.each([
    ['an RSA key', { keySpec: 'RSA_2048', keyUsage: 'ENCRYPT_DECRYPT' }],
    ['an EC key', { keySpec: 'EC_P256' }],
    ['an HMAC key', { keySpec: 'HMAC_256' }],
    ['a key without material', { origin: 'external' }],
  ])('SEC-01 %s is refused', async (name, fields) => {
    const kmsKeyId = await world.createKey(name.replaceAll(' ', '-'), fields);
    await world.createSecret('there');
    for (const refusal of [
      await refusalOf(world.createSecret('s', { kmsKeyId })),
      await refusalOf(world.node.run('csms.updateSecret', world.api, { secretName: 'there', kmsKeyId })),
    ]) {
      expect([refusal.code, refusal.status]).toEqual(['CSMS.0401', 400]);
    }
  });

  it('SEC-01 the default key of another service, a missing and a foreign key are refused', async () => {
    const { keyInfo } = await world.node.run('kms.createDefaultKey', world.api, { service: 'obs' });
    const other = contextOf(await seedAccount(world.store));
    const foreign = await world.node.run('kms.createKey', other, { keyAlias: 'foreign' });
    const refusals = [];
    for (const kmsKeyId of [keyInfo.keyId, foreign.keyInfo.keyId, '00000000-0000-4000-8000-000000000000']) {
      refusals.push(await refusalOf(world.createSecret('s', { kmsKeyId })));
    }
    expect(refusals.map(({ code, errorName }) => [code, errorName])).toEqual([
      ['CSMS.0401', 'secretKeyUnfit'],
      ['CSMS.0401', 'secretKeyNotFound'],
      ['CSMS.0401', 'secretKeyNotFound'],
    ]);
    expect(refusals[1]?.message).toBe(refusals[2]?.message);
  });

  it('SEC-04 a change of the key protects new versions; old ones stay under theirs', async () => {
    const first = await world.createKey('first');
    const second = await world.createKey('second');
    await world.createSecret('s', { kmsKeyId: first, secretString: 'one' });
    await world.node.run('csms.updateSecret', world.api, { secretName: 's', kmsKeyId: second });
    expect((await world.put('s', 'two')).kmsKeyId).toBe(second);
    expect((await view('s')).versions.map(({ versionId, kmsKeyId }) => [versionId, kmsKeyId])).toEqual([
      [2, second],
      [1, first],
    ]);
    await key('kms.disableKey', first);
    expect((await world.read('s', 'v2')).secretString).toBe('two');
    expect((await refusalOf(world.read('s', 'v1'))).errorName).toBe('secretKeyDisabled');
    await key('kms.enableKey', first);
    await key('kms.disableKey', second);
    expect((await world.read('s', 'v1')).secretString).toBe('one');
    expect((await refusalOf(world.put('s', 'three'))).errorName).toBe('secretKeyDisabled');
  });

  it('SEC-01 KEY-06 KEY-07 a key that cannot be used makes values unreadable at once; metadata stays', async () => {
    const kmsKeyId = await world.createKey('k');
    await world.createSecret('s', { kmsKeyId });
    await world.read('s');
    const refused = async (errorName: string) => {
      const { keyProblem, versions } = await view('s');
      const reading = await refusalOf(world.read('s'));
      expect([reading.code, reading.status, reading.errorName]).toEqual(['CSMS.0401', 400, errorName]);
      expect((await refusalOf(world.put('s', 'x'))).errorName).toBe(errorName);
      expect(
        (await refusalOf(world.node.run('csms.downloadSecretBlob', world.api, { secretName: 's' })))
          .errorName,
      ).toBe(errorName);
      expect(keyProblem).toBe(reading.message);
      expect(versions[0]?.keyProblem).toBe(reading.message);
      const { secret } = await world.node.run('csms.showSecret', world.api, { secretName: 's' });
      expect(secret.name).toBe('s');
    };
    await key('kms.disableKey', kmsKeyId);
    await refused('secretKeyDisabled');
    await world.node.run('kms.scheduleKeyDeletion', world.api, { keyId: kmsKeyId, pendingDays: 7 });
    await refused('secretKeyPendingDeletion');
    await key('kms.cancelKeyDeletion', kmsKeyId);
    await key('kms.enableKey', kmsKeyId);
    expect((await world.read('s')).secretString).toBe('value of s');
    expect(await view('s')).toMatchObject({ keyProblem: null });
    await world.node.run('kms.scheduleKeyDeletion', world.api, { keyId: kmsKeyId, pendingDays: 7 });
    world.clock.advance(7 * DAY_IN_MS);
    await world.node.jobs.runDue();
    await refused('secretKeyNotFound');
    // Another key brings the secret back to life, not its old versions.
    await world.node.run('csms.updateSecret', world.api, { secretName: 's', kmsKeyId: 'csms/default' });
    await world.put('s', 'new');
    expect((await world.read('s')).secretString).toBe('new');
    expect((await refusalOf(world.read('s', 'v1'))).errorName).toBe('secretKeyNotFound');
  });

  it('IAM-04 a custom key asks for its own permission, the default key does not', async () => {
    const kmsKeyId = await world.createKey('k');
    await world.createSecret('custom', { kmsKeyId });
    await world.createSecret('plain');
    world.denied = (_, { action }) => action === 'kms:cmk:decryptDataKey';
    expect((await world.read('plain')).secretString).toBe('value of plain');
    const denied = await refusalOf(world.read('custom'));
    expect([denied.errorName, denied.explanation?.action]).toEqual([
      'permissionDenied',
      'kms:cmk:decryptDataKey',
    ]);
    world.denied = (_, { action }) => action === 'kms:cmk:createDataKey';
    await world.put('plain', 'x');
    expect((await refusalOf(world.put('custom', 'x'))).errorName).toBe('permissionDenied');
    expect((await refusalOf(world.createSecret('more', { kmsKeyId }))).errorName).toBe('permissionDenied');
    // Who may not even see the key learns no more than that there is none.
    world.denied = (_, { resource }) => resource?.type === 'cmk';
    expect((await refusalOf(world.read('custom'))).errorName).toBe('secretKeyNotFound');
  });

  it('KEY-17 the risk of a key names the secrets under it: by a version, or by the next one', async () => {
    const first = await world.createKey('first');
    const second = await world.createKey('second');
    await world.createSecret('both', { kmsKeyId: first });
    await world.put('both', 'two');
    await world.node.run('csms.updateSecret', world.api, { secretName: 'both', kmsKeyId: second });
    await world.createSecret('waiting', { kmsKeyId: first });
    await world.node.run('csms.scheduleSecretDeletion', world.api, {
      secretName: 'waiting',
      recoveryWindowInDays: 7,
    });
    await world.createSecret('elsewhere');
    const risk = async (keyId: string) => {
      const { secrets } = await world.node.run('kms.previewKeyRisk', world.api, { keyId });
      const named = secrets.named.map(({ secretName, state, versions }) => [secretName, state, versions]);
      return { count: secrets.count, named };
    };
    expect(await risk(first)).toEqual({
      count: 2,
      named: [
        ['both', 'enabled', 2],
        ['waiting', 'pendingDeletion', 1],
      ],
    });
    expect(await risk(second)).toEqual({ count: 1, named: [['both', 'enabled', 0]] });
    // Hidden secrets still count, or their key would seem unused.
    world.denied = (_, { action, resource }) => action === 'csms:secret:get' && resource?.name === 'both';
    expect(await risk(first)).toEqual({ count: 2, named: [['waiting', 'pendingDeletion', 1]] });
    await world.node.run('csms.cancelSecretDeletion', world.api, { secretName: 'waiting' });
    await world.node.run('csms.deleteSecret', world.api, { secretName: 'waiting' });
    expect((await risk(first)).count).toBe(1);
  });
});

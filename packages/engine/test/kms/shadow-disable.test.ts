import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { DAY_IN_MS, type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

const WOULD_HAVE_FAILED = 'It would have failed: the key is being disabled on trial.';

describe.each(dialects)('KEY-18 shadow disable on %s', (dialect) => {
  let world: KmsWorld;
  let keyId: string;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    keyId = (await world.node.run('kms.createKey', world.api, { keyAlias: 'orders' })).keyInfo.keyId;
  });
  afterAll(() => world[Symbol.asyncDispose]());

  type Change =
    | 'kms.startShadowDisable'
    | 'kms.commitShadowDisable'
    | 'kms.cancelShadowDisable'
    | 'kms.disableKey'
    | 'kms.scheduleKeyDeletion';
  const run = (id: Change, fields: Record<string, unknown> = {}) =>
    world.node.run(id, world.api, { keyId, ...fields });
  const show = async () => (await world.node.run('kms.showShadowDisable', world.api, { keyId })).shadow;
  const encrypt = () => world.node.run('kms.encryptData', world.api, { keyId, plainText: 'x' });
  const state = async () => (await world.node.run('kms.describeKey', world.api, { keyId })).keyInfo.keyState;
  const traces = (name: string) =>
    world.node.store.read
      .selectFrom('traces')
      .select('body')
      .where('account_id', '=', world.account.accountId)
      .where('name', '=', name)
      .orderBy('seq')
      .execute();

  it('lets the key work and records each use as one that would have failed, per principal', async () => {
    await encrypt();
    world.clock.advance(1);
    const { since, until } = (await run('kms.startShadowDisable', { days: 3 })) as {
      since: number;
      until: number;
    };
    expect(until - since).toBe(3 * DAY_IN_MS);
    const { cipherText } = await encrypt();
    const text = Buffer.from(cipherText).toString('base64');
    expect((await world.node.run('kms.decryptData', world.api, { cipherText: text })).plainText).toBe('x');
    const shadow = await show();
    expect(shadow).toMatchObject({ since, until, ended: false, secrets: 0 });
    expect(shadow?.uses.map(({ operation, count, principalId }) => [operation, count, principalId])).toEqual(
      expect.arrayContaining([
        ['encryptData', 1, world.account.userId],
        ['decryptData', 1, world.account.userId],
      ]),
    );
    const [before, within] = await traces('encryptData');
    expect(before?.body).not.toContain(WOULD_HAVE_FAILED);
    expect(within?.body).toContain(WOULD_HAVE_FAILED);
    expect((await traces('decryptData'))[0]?.body).toContain(WOULD_HAVE_FAILED);
  });

  it('marks uses only: reading or renaming the key would not have failed', async () => {
    await run('kms.startShadowDisable');
    await world.node.run('kms.updateKeyAlias', world.api, { keyId, keyAlias: 'other' });
    await state();
    for (const name of ['updateKeyAlias', 'describeKey', 'listKeyDetail'])
      for (const { body } of await traces(name)) expect(body).not.toContain(WOULD_HAVE_FAILED);
    expect((await show())?.uses).toEqual([]);
  });

  it('records nothing more when its time is over, and awaits the decision', async () => {
    await run('kms.startShadowDisable', { days: 1 });
    await encrypt();
    world.clock.advance(DAY_IN_MS + 1);
    await encrypt();
    const shadow = await show();
    expect(shadow).toMatchObject({ ended: true });
    expect(shadow?.uses).toMatchObject([{ operation: 'encryptData', count: 1 }]);
    expect((await traces('encryptData'))[1]?.body).not.toContain(WOULD_HAVE_FAILED);
    expect(await state()).toBe('enabled');
  });

  it('is committed: the key is disabled, and the trial is over', async () => {
    await run('kms.startShadowDisable');
    expect(await run('kms.commitShadowDisable')).toEqual({ keyId, keyState: 'disabled' });
    expect((await refusalOf(encrypt())).code).toBe('KMS.0209');
    expect(await show()).toBeNull();
  });

  it('is cancelled: the key goes on, and nothing more is recorded', async () => {
    await run('kms.startShadowDisable');
    await run('kms.cancelShadowDisable');
    await encrypt();
    expect(await show()).toBeNull();
    expect((await traces('encryptData'))[0]?.body).not.toContain(WOULD_HAVE_FAILED);
  });

  it.each<[Change, Record<string, unknown>]>([
    ['kms.disableKey', {}],
    ['kms.scheduleKeyDeletion', { pendingDays: 7 }],
  ])('ends with %s', async (id, fields) => {
    await run('kms.startShadowDisable');
    await run(id, fields);
    expect(await show()).toBeNull();
  });

  it('begins once, and only where there is something to disable', async () => {
    await run('kms.startShadowDisable');
    expect(await refusalOf(run('kms.startShadowDisable'))).toMatchObject({
      errorName: 'shadowDisableRunning',
      status: 400,
    });
    await run('kms.commitShadowDisable');
    for (const id of ['kms.startShadowDisable', 'kms.commitShadowDisable'] as const)
      expect(await refusalOf(run(id))).toMatchObject({ errorName: 'keyNotEnabled' });
    const { keyInfo } = await world.node.run('kms.createDefaultKey', world.api, { service: 'obs' });
    expect(
      await refusalOf(world.node.run('kms.startShadowDisable', world.api, { keyId: keyInfo.keyId })),
    ).toMatchObject({ errorName: 'defaultKeyRefused' });
  });

  it.each(['kms.commitShadowDisable', 'kms.cancelShadowDisable'] as const)(
    '%s is refused where there is none',
    async (id) => {
      expect(await refusalOf(run(id))).toMatchObject({ errorName: 'shadowDisableMissing', status: 400 });
    },
  );

  it('needs the permission to disable the key', async () => {
    world.denied.rule = (_context, { action }) => action === 'kms:cmk:disable';
    for (const id of [
      'kms.startShadowDisable',
      'kms.commitShadowDisable',
      'kms.cancelShadowDisable',
    ] as const)
      expect(await refusalOf(run(id))).toMatchObject({ errorName: 'permissionDenied', status: 403 });
  });
});

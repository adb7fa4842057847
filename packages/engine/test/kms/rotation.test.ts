import { compileWireCodec, operations } from '@dewpoint/contract';
import { openEphemeralRoot, type RootOfTrust, RootUnavailableError } from '@dewpoint/crypto-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KmsOperationId } from '../../src/kms/create-kms.ts';
import { dialects } from '../../src/testing/index.ts';
import { keySnapshot, tracesOf } from './key-snapshot.ts';
import { DAY_IN_MS, type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

type Change =
  | 'kms.enableKeyRotation'
  | 'kms.disableKeyRotation'
  | 'kms.updateKeyRotationInterval'
  | 'kms.rotateOnDemand';
const changes: readonly [Change, Record<string, unknown>][] = [
  ['kms.enableKeyRotation', {}],
  ['kms.disableKeyRotation', {}],
  ['kms.updateKeyRotationInterval', { rotationInterval: 90 }],
  ['kms.rotateOnDemand', {}],
];

describe.each(dialects)('rotation on %s', (dialect) => {
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

  async function create(keyAlias: string, fields: Record<string, unknown> = {}) {
    return (await world.node.run('kms.createKey', world.api, { keyAlias, ...fields })).keyInfo.keyId;
  }
  const run = <Id extends KmsOperationId>(id: Id, fields: Record<string, unknown> = {}) =>
    world.node.run(id, world.api, { keyId, ...fields });
  const view = () => run('kms.viewKeyRotation');
  const version = async () => (await run('kms.viewKey')).currentVersion;
  const encrypt = async (node = world.node) =>
    Buffer.from(
      (await node.run('kms.encryptData', world.api, { keyId, plainText: 'x' })).cipherText,
    ).toString('base64');
  const decrypt = async (cipherText: string, node = world.node) =>
    (await node.run('kms.decryptData', world.api, { cipherText })).plainText;
  const pass = async (days: number) => {
    world.clock.advance(days * DAY_IN_MS);
    await world.node.jobs.runDue();
  };

  it('ROT-01 is off at first; enabling starts with 365 days, changing begins a new period, disabling ends it', async () => {
    expect(await view()).toEqual({
      enabled: false,
      intervalInDays: 365,
      rotatedAt: null,
      nextRotationAt: null,
      count: 0,
    });
    expect(await run('kms.enableKeyRotation')).toEqual({});
    const start = world.clock.now();
    expect(await view()).toMatchObject({ enabled: true, nextRotationAt: start + 365 * DAY_IN_MS });
    world.clock.advance(5 * DAY_IN_MS);
    await run('kms.updateKeyRotationInterval', { rotationInterval: '30' });
    expect(await view()).toMatchObject({
      intervalInDays: 30,
      nextRotationAt: start + 35 * DAY_IN_MS,
    });
    await run('kms.disableKeyRotation');
    expect(await view()).toMatchObject({ enabled: false, nextRotationAt: null });
    await pass(400);
    expect(await version()).toBe(1);
    expect((await run('kms.describeKey')).keyInfo.keyRotationEnabled).toBe(false);
  });

  it('ROT-01 the status has exactly the JSON types of the reference', async () => {
    const codec = compileWireCodec(operations['kms.showKeyRotationStatus'].output, 'snake');
    expect(codec.encode(await run('kms.showKeyRotationStatus'))).toEqual({
      key_rotation_enabled: false,
      rotation_interval: 365,
      last_rotation_time: '',
      number_of_rotations: 0,
    });
    await run('kms.enableKeyRotation');
    await pass(365);
    expect(codec.encode(await run('kms.showKeyRotationStatus'))).toEqual({
      key_rotation_enabled: true,
      rotation_interval: 365,
      last_rotation_time: String(world.clock.now()),
      number_of_rotations: 1,
    });
  });

  it.each([29, 366, 0, -30, 30.5, 'monthly', null, undefined])(
    'ROT-01 an interval of %s days is refused and changes nothing',
    async (rotationInterval) => {
      await run('kms.enableKeyRotation');
      const before = await keySnapshot(world);
      const refusal = await refusalOf(run('kms.updateKeyRotationInterval', { rotationInterval }));
      expect(refusal.code).toBe(rotationInterval === undefined ? 'KMS.0204' : 'KMS.3001');
      expect(await keySnapshot(world)).toEqual(before);
    },
  );

  it('ROT-02 CRY-06 the job adds a version; everything else stays, and all versions decrypt', async () => {
    await run('kms.updateKeyDescription', { keyDescription: 'words' });
    await run('kms.createKmsTag', { tag: { key: 'a', value: 'b' } });
    await run('kms.enableKeyRotation');
    const before = await run('kms.viewKey');
    const ciphertexts = [await encrypt()];
    for (let rotation = 1; rotation <= 3; rotation++) {
      await pass(365);
      ciphertexts.push(await encrypt());
    }
    expect(await run('kms.viewKey')).toEqual({
      ...before,
      currentVersion: 4,
      rotation: {
        ...before.rotation,
        rotatedAt: world.clock.now(),
        nextRotationAt: world.clock.now() + 365 * DAY_IN_MS,
        count: 3,
      },
    });
    for (const ciphertext of ciphertexts) expect(await decrypt(ciphertext)).toBe('x');
    await world.restart();
    for (const ciphertext of ciphertexts) expect(await decrypt(ciphertext)).toBe('x');
    const { keyVersion } = await world.node.run('kms.inspectCiphertext', world.api, {
      cipherText: ciphertexts[3] ?? '',
    });
    expect(keyVersion).toBe(4);
  });

  it('ROT-02 ROT-04 versions are listed newest first, in pages', async () => {
    for (let rotation = 0; rotation < 4; rotation++) {
      world.clock.advance(1000);
      await run('kms.rotateOnDemand');
    }
    const first = await run('kms.listKeyVersions', { limit: 3 });
    expect(first.versions.map((entry) => [entry.version, entry.current, entry.material])).toEqual([
      [5, true, true],
      [4, false, true],
      [3, false, true],
    ]);
    expect(first.versions[0]?.createdAt).toBe(world.clock.now());
    const second = await run('kms.listKeyVersions', { limit: 3, before: first.nextBefore });
    expect([second.versions.map((entry) => entry.version), second.nextBefore]).toEqual([[2, 1], null]);
  });

  it('ROT-01 the job rotates at the end of the period and not a millisecond before, again and again', async () => {
    await run('kms.enableKeyRotation');
    await run('kms.updateKeyRotationInterval', { rotationInterval: 30 });
    world.clock.advance(30 * DAY_IN_MS - 1);
    await world.node.jobs.runDue();
    expect(await version()).toBe(1);
    world.clock.advance(1);
    await world.node.jobs.runDue();
    expect(await version()).toBe(2);
    await world.node.jobs.runDue();
    expect(await version()).toBe(2);
    await pass(30);
    expect(await version()).toBe(3);
  });

  it('ROT-05 rotate now adds a version and begins the running period anew', async () => {
    expect(await run('kms.rotateOnDemand')).toEqual({ keyId });
    expect(await view()).toMatchObject({ enabled: false, count: 1, nextRotationAt: null });
    await run('kms.enableKeyRotation');
    world.clock.advance(100 * DAY_IN_MS);
    await run('kms.rotateOnDemand');
    expect(await view()).toMatchObject({
      count: 2,
      rotatedAt: world.clock.now(),
      nextRotationAt: world.clock.now() + 365 * DAY_IN_MS,
    });
    await pass(265);
    expect(await version()).toBe(3);
    await pass(100);
    expect(await version()).toBe(4);
  });

  it('ROT-05 rotations that race each add a version that works', async () => {
    const before = await encrypt();
    await Promise.all([run('kms.rotateOnDemand'), run('kms.rotateOnDemand'), run('kms.rotateOnDemand')]);
    expect(await version()).toBe(4);
    expect(await decrypt(await encrypt())).toBe('x');
    expect(await decrypt(before)).toBe('x');
  });

  describe('ROT-03 a key that is not enabled', () => {
    beforeEach(() => run('kms.enableKeyRotation'));

    it('is not rotated and keeps its settings; enabled again after the period it is rotated at once', async () => {
      await run('kms.disableKey');
      await pass(365);
      expect(await version()).toBe(1);
      expect(await view()).toMatchObject({ enabled: true, intervalInDays: 365, count: 0 });
      await pass(10);
      await run('kms.enableKey');
      await world.node.jobs.runDue();
      expect(await version()).toBe(2);
      expect(await view()).toMatchObject({ nextRotationAt: world.clock.now() + 365 * DAY_IN_MS });
    });

    it('enabled again before the end of the period goes on with the old plan', async () => {
      const { nextRotationAt } = await view();
      await run('kms.disableKey');
      await pass(100);
      await run('kms.enableKey');
      expect(await view()).toMatchObject({ nextRotationAt });
      await pass(264);
      expect(await version()).toBe(1);
      await pass(1);
      expect(await version()).toBe(2);
    });

    it('pending deletion waits, cancelled and enabled after the period it is rotated at once', async () => {
      await run('kms.scheduleKeyDeletion', { pendingDays: 500 });
      await pass(400);
      await run('kms.cancelKeyDeletion');
      await world.node.jobs.runDue();
      expect(await version()).toBe(1);
      await run('kms.enableKey');
      await world.node.jobs.runDue();
      expect(await version()).toBe(2);
    });

    it('cancelled and enabled before the end of the period goes on with the old plan', async () => {
      await run('kms.scheduleKeyDeletion', { pendingDays: 500 });
      await pass(300);
      await run('kms.cancelKeyDeletion');
      await run('kms.enableKey');
      await pass(64);
      expect(await version()).toBe(1);
      await pass(1);
      expect(await version()).toBe(2);
    });

    it('is destroyed with its plan when its deletion is due (KEY-09)', async () => {
      await run('kms.scheduleKeyDeletion', { pendingDays: 7 });
      await pass(7);
      const before = await keySnapshot(world);
      expect(before).toMatchObject({ keys: [], versions: [], jobs: [] });
      await pass(400);
      expect((await tracesOf(world)).filter((trace) => trace.name === 'rotateKey')).toEqual([]);
    });
  });

  it('ROT-03 survives a restart: what became due meanwhile is done, once', async () => {
    await run('kms.enableKeyRotation');
    world.clock.advance(400 * DAY_IN_MS);
    await world.restart();
    await world.node.jobs.runDue();
    await world.node.jobs.runDue();
    expect(await version()).toBe(2);
  });

  if (dialect === 'postgres')
    it('ROT-03 two nodes rotate once, and both use the new version', async () => {
      const second = await world.secondNode();
      await run('kms.enableKeyRotation');
      const before = await encrypt(second);
      world.clock.advance(365 * DAY_IN_MS);
      await Promise.all([world.node.jobs.runDue(), second.jobs.runDue()]);
      expect(await version()).toBe(2);
      const after = await encrypt(world.node);
      for (const ciphertext of [before, after]) {
        expect(await decrypt(ciphertext, second)).toBe('x');
        expect(await decrypt(ciphertext)).toBe('x');
      }
      expect((await tracesOf(world)).filter((trace) => trace.name === 'rotateKey').length).toBe(1);
    });

  it('TRC-05 each rotation is traced under the principal rotation', async () => {
    await run('kms.enableKeyRotation');
    await pass(365);
    const [trace] = (await tracesOf(world)).filter(({ name }) => name === 'rotateKey');
    expect(trace).toMatchObject({ user: 'rotation', resource: keyId, code: '200', rating: 'normal' });
    expect(JSON.parse(trace?.body ?? '')).toMatchObject({
      trace_type: 'SystemAction',
      response: { key_version: 2 },
    });
  });

  it('TRC-05 a rotation that fails is traced, changes nothing and is tried again', async () => {
    const working = await openEphemeralRoot();
    const failing = { on: false };
    const root: RootOfTrust = {
      describe: () => working.describe(),
      health: () => working.health(),
      needsRewrap: (blob) => working.needsRewrap(blob),
      random: (length) => working.random(length),
      wrap: (plain, context) => working.wrap(plain, context),
      async unwrap(blob, context) {
        if (failing.on) throw new RootUnavailableError('gone for a test');
        return working.unwrap(blob, context);
      },
      close: () => working.close(),
    };
    const broken = await openKmsWorld(dialect, { root });
    try {
      const made = await broken.node.run('kms.createKey', broken.api, { keyAlias: 'first' });
      const id = made.keyInfo.keyId;
      await broken.node.run('kms.enableKeyRotation', broken.api, { keyId: id });
      broken.clock.advance(365 * DAY_IN_MS);
      failing.on = true;
      await broken.restart();
      await broken.node.jobs.runDue();
      const failures = (await tracesOf(broken)).filter(({ name }) => name === 'rotateKey');
      expect(failures).toMatchObject([{ user: 'rotation', resource: id, code: '500', rating: 'incident' }]);
      expect((await broken.node.run('kms.viewKeyRotation', broken.api, { keyId: id })).count).toBe(0);
      failing.on = false;
      broken.clock.advance(60_000);
      await broken.node.jobs.runDue();
      expect((await broken.node.run('kms.viewKeyRotation', broken.api, { keyId: id })).count).toBe(1);
    } finally {
      await broken[Symbol.asyncDispose]();
    }
  });

  describe('refusals change nothing', () => {
    const refused = async (id: Change, fields: Record<string, unknown>, code: string) => {
      const before = await keySnapshot(world);
      const refusal = await refusalOf(run(id, fields));
      expect([refusal.code, refusal.status]).toEqual([code, code === 'KMS.0207' ? 404 : 400]);
      expect(await keySnapshot(world)).toEqual(before);
    };

    it('of the switch: already on, already off', async () => {
      await refused('kms.disableKeyRotation', {}, 'KMS.0313');
      await refused('kms.updateKeyRotationInterval', { rotationInterval: 30 }, 'KMS.0313');
      await run('kms.enableKeyRotation');
      await refused('kms.enableKeyRotation', {}, 'KMS.2901');
    });

    it.each(changes)('ROT-01 KEY-11 of kinds of keys: %s', async (id, fields) => {
      const keys = [
        [
          (await world.node.run('kms.createDefaultKey', world.api, { service: 'obs' })).keyInfo.keyId,
          'KMS.0211',
        ],
        [await create('external', { origin: 'external' }), 'KMS.0312'],
        [await create('external-ec', { origin: 'external', keySpec: 'EC_P256' }), 'KMS.0312'],
        [await create('ec', { keySpec: 'EC_P256' }), 'KMS.0324'],
        [await create('hmac', { keySpec: 'HMAC_256' }), 'KMS.0319'],
        ['00000000-0000-4000-8000-000000000000', 'KMS.0207'],
        ['not-a-key', 'KMS.0205'],
      ] as const;
      for (const [other, code] of keys) {
        keyId = other;
        await refused(id, fields, code);
      }
    });

    it.each(changes)('of states: %s of a key that is not enabled', async (id, fields) => {
      if (id !== 'kms.enableKeyRotation') await run('kms.enableKeyRotation');
      await run('kms.disableKey');
      await refused(id, fields, 'KMS.1301');
      await run('kms.scheduleKeyDeletion', { pendingDays: 7 });
      await refused(id, fields, 'KMS.1301');
    });

    it.each(changes)('IAM-02 %s of another account’s key is a missing key', async (id, fields) => {
      const other = world.api;
      await world.enterNewAccount();
      await refused(id, fields, 'KMS.0207');
      world.api = other;
    });
  });
});

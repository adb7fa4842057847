import { openEphemeralRoot } from '@dewpoint/crypto-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { RootThatGoes } from '../keys/root-that-goes.ts';
import { DAY_IN_MS, type KmsWorld, openKmsWorld } from './kms-world.ts';

describe.each(dialects)('the overview of keys on %s', (dialect) => {
  let world: KmsWorld;
  let root: RootThatGoes;
  beforeAll(async () => {
    root = new RootThatGoes(await openEphemeralRoot());
    world = await openKmsWorld(dialect, { root });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const make = async (keyAlias: string) =>
    (await world.node.run('kms.createKey', world.api, { keyAlias })).keyInfo.keyId;

  it('counts custom keys by state, and lists what is due in the next 90 days, the earliest first', async () => {
    const rotated = await make('rotated');
    const later = await make('later');
    const going = await make('going');
    await world.node.run('kms.createDefaultKey', world.api, { service: 'obs' });
    await world.node.run('kms.enableKeyRotation', world.api, { keyId: rotated });
    await world.node.run('kms.updateKeyRotationInterval', world.api, {
      keyId: rotated,
      rotationInterval: '60',
    });
    await world.node.run('kms.enableKeyRotation', world.api, { keyId: later });
    await world.node.run('kms.scheduleKeyDeletion', world.api, { keyId: going, pendingDays: '7' });
    const overview = await world.node.run('kms.keyOverview', world.api, {});
    expect(Object.fromEntries(overview.states.map(({ state, keys }) => [state, keys]))).toEqual({
      enabled: 2,
      disabled: 0,
      pendingDeletion: 1,
      pendingImport: 0,
    });
    expect(overview.due).toEqual([
      { kind: 'deletion', keyId: going, keyAlias: 'going', at: world.clock.now() + 7 * DAY_IN_MS },
      { kind: 'rotation', keyId: rotated, keyAlias: 'rotated', at: world.clock.now() + 60 * DAY_IN_MS },
    ]);
  });

  it('says how the root of trust is, also while it is away', async () => {
    expect(await world.node.run('kms.keyOverview', world.api, {})).toMatchObject({
      protection: { kind: 'software' },
      healthy: true,
    });
    root.away = true;
    expect(await world.node.run('kms.keyOverview', world.api, {})).toMatchObject({ healthy: false });
    root.away = false;
  });

  it('is of the own project only', async () => {
    await world.enterNewAccount();
    const overview = await world.node.run('kms.keyOverview', world.api, {});
    expect(overview.states.every(({ keys }) => keys === 0)).toBe(true);
    expect(overview.due).toEqual([]);
  });
});

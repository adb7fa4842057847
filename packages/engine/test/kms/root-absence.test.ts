import type { EngineOperationId } from '@dewpoint/contract';
import { openEphemeralRoot } from '@dewpoint/crypto-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { RootThatGoes } from '../keys/root-that-goes.ts';
import { type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

describe.each(dialects)('HSM-04 the root of trust is away on %s', (dialect) => {
  let world: KmsWorld;
  let root: RootThatGoes;
  let keyId: string;
  beforeAll(async () => {
    root = new RootThatGoes(await openEphemeralRoot());
    world = await openKmsWorld(dialect, { root });
    keyId = (await world.node.run('kms.createKey', world.api, { keyAlias: 'first' })).keyInfo.keyId;
    await world.restart();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it.each([
    ['kms.createKey', { keyAlias: 'second' }],
    ['kms.createDefaultKey', { service: 'obs' }],
    ['kms.encryptData', { plainText: 'x' }],
    ['kms.createDatakey', {}],
    ['kms.createRandom', { randomDataLength: 8 }],
    ['kms.encryptText', { text: 'x' }],
  ] satisfies [EngineOperationId, Record<string, unknown>][])(
    '%s answers 503, loses nothing and works again when it is back',
    async (id, fields) => {
      const named = ['kms.createKey', 'kms.createDefaultKey', 'kms.createRandom'].includes(id)
        ? {}
        : { keyId };
      const call = () => world.node.run(id, world.api, { ...named, ...fields });
      const keys = async () => (await world.node.run('kms.listKeys', world.api, { keySpec: 'ALL' })).total;
      await world.restart();
      const before = await keys();
      root.away = true;
      const refusal = await refusalOf(call());
      expect([refusal.errorName, refusal.code, refusal.status]).toEqual([
        'rootOfTrustUnavailable',
        'KMS.0104',
        503,
      ]);
      expect(await keys()).toBe(before);
      root.away = false;
      await call();
    },
  );
});

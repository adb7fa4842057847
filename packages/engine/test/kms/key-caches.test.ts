import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { type KmsNode, type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

const DETECTION_LIMIT_IN_MS = 1_000;

describe.each(dialects)('the caches of keys on %s', (dialect) => {
  let world: KmsWorld;
  let keyId: string;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    keyId = (await world.node.run('kms.createKey', world.api, { keyAlias: 'hot' })).keyInfo.keyId;
  });
  afterAll(() => world[Symbol.asyncDispose]());
  const encrypt = (node = world.node) => node.run('kms.encryptData', world.api, { keyId, plainText: 'x' });
  const figure = (name: string, cache: string) =>
    world.node.kms
      .metrics()
      .find((metric) => metric.name === name)
      ?.samples.find(({ labels }) => labels.cache === cache)?.value ?? 0;
  const misses = () => [
    figure('kms_key_cache_misses_total', 'rows'),
    figure('kms_key_cache_misses_total', 'materials'),
  ];

  it('CRY-01 a hot key is read from the store once', async () => {
    await encrypt();
    const before = misses();
    await Promise.all(Array.from({ length: 20 }, () => encrypt()));
    expect(misses()).toEqual(before);
  });

  it('KEY-16 a change drops the key’s row and material at once', async () => {
    await encrypt();
    const entries = () => figure('kms_key_cache_entries', 'materials');
    const before = entries();
    await world.node.run('kms.disableKey', world.api, { keyId });
    expect(entries()).toBe(before - 1);
    expect((await refusalOf(encrypt())).code).toBe('KMS.0209');
  });

  it('KEY-16 material goes after its time limit, and everything when the node closes', async () => {
    await encrypt();
    const [, before] = misses();
    world.clock.advance(10 * 60_000);
    await encrypt();
    expect(misses()[1]).toBe((before ?? 0) + 1);
    world.node.kms.close();
    for (const cache of ['rows', 'materials', 'account-keys']) {
      expect([cache, figure('kms_key_cache_entries', cache)]).toEqual([cache, 0]);
    }
    await world.restart();
  });
});

describe('two nodes on one PostgreSQL', () => {
  let world: KmsWorld;
  let second: KmsNode;
  let keyId: string;
  beforeAll(async () => {
    world = await openKmsWorld('postgres');
    second = await world.secondNode();
    keyId = (await world.node.run('kms.createKey', world.api, { keyAlias: 'hot' })).keyInfo.keyId;
  });
  afterAll(() => world[Symbol.asyncDispose]());
  const encrypt = (node = world.node) => node.run('kms.encryptData', world.api, { keyId, plainText: 'x' });

  it('OPS-02 a change on one node reaches the other within a second', async () => {
    const { cipherText } = await encrypt(second);
    const text = Buffer.from(cipherText).toString('base64');
    expect((await world.node.run('kms.decryptData', world.api, { cipherText: text })).plainText).toBe('x');
    await world.node.run('kms.disableKey', world.api, { keyId });
    await vi.waitFor(async () => expect((await refusalOf(encrypt(second))).code).toBe('KMS.0209'), {
      timeout: DETECTION_LIMIT_IN_MS,
      interval: 10,
    });
    await second.run('kms.enableKey', world.api, { keyId });
    await vi.waitFor(() => encrypt(), { timeout: DETECTION_LIMIT_IN_MS, interval: 10 });
  });

  it('KEY-02 KEY-11 nodes that race make one default key and one key of an alias', async () => {
    const nodes = [world.node, second];
    const defaults = await Promise.all(
      nodes.map((node) => node.run('kms.createDefaultKey', world.api, { service: 'obs' })),
    );
    expect(new Set(defaults.map(({ keyInfo }) => keyInfo.keyId)).size).toBe(1);
    const race = await Promise.allSettled(
      nodes.map((node) => node.run('kms.createKey', world.api, { keyAlias: 'raced' })),
    );
    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

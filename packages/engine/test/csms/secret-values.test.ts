import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { refusalOf } from '../kms/kms-world.ts';
import { type CsmsWorld, openCsmsWorld } from './csms-world.ts';

const MARKER = 'MARKERofSECRETvalue7f3a';
const forms = [
  MARKER,
  Buffer.from(MARKER).toString('base64').slice(0, 28),
  Buffer.from(MARKER).toString('hex'),
];

describe.each(dialects)('SEC-11 where values do not appear, on %s', (dialect) => {
  let world: CsmsWorld;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect);
  });
  beforeEach(() => world.enterNewAccount());
  afterAll(() => world[Symbol.asyncDispose]());

  async function useSecrets() {
    await world.createEvent('e', ['SECRET_VERSION_CREATED']);
    await world.createSecret('s', { secretString: MARKER, eventSubscriptions: ['e'] });
    await world.put('s', `${MARKER} again`);
    await world.node.run('csms.createSecretVersion', world.api, {
      secretName: 's',
      secretBinary: Buffer.from(MARKER).toString('base64'),
    });
    for (const version of ['v1', 'v2', 'v3']) await world.read('s', version);
    const { secretBlob } = await world.node.run('csms.downloadSecretBlob', world.api, { secretName: 's' });
    // Refused with the value in hand: taken name, too many statuses, disabled key.
    const refusals = [
      await refusalOf(world.createSecret('s', { secretString: MARKER })),
      await refusalOf(
        world.put('s', MARKER, { versionStages: Array.from({ length: 12 }, (_, i) => `S${i}`) }),
      ),
      await refusalOf(world.put('missing', MARKER)),
      await refusalOf(world.put('s', `${MARKER}\ud800`)),
    ];
    await world.node.run('csms.deleteSecret', world.api, { secretName: 's' });
    await world.node.run('csms.uploadSecretBlob', world.api, {
      secretBlob: Buffer.from(secretBlob).toString('base64'),
    });
    return { secretBlob: Buffer.from(secretBlob), refusals };
  }

  it('not in traces, logs, errors, the outbox or a backup', async () => {
    const { secretBlob, refusals } = await useSecrets();
    const places = {
      traces: JSON.stringify(await world.traces()),
      outbox: JSON.stringify(await world.outbox()),
      log: JSON.stringify(world.node.log.lines, (_, value) =>
        value instanceof Error ? String(value) : value,
      ),
      refusals: refusals.map((refusal) => `${refusal.message} ${refusal.stack}`).join('\n'),
      backup: secretBlob.toString('latin1'),
    };
    for (const [place, text] of Object.entries(places)) {
      for (const form of forms) expect([place, text.includes(form)]).toEqual([place, false]);
    }
    expect((await world.traces()).length).toBeGreaterThan(10);
  });

  it('not in any row of the store', async () => {
    await useSecrets();
    const tables = [
      'secrets',
      'secret_versions',
      'secret_stages',
      'secret_events',
      'jobs',
      'resource_tags',
    ] as const;
    for (const table of tables) {
      const rows = await world.store.read.selectFrom(table).selectAll().execute();
      const text = rows
        .flatMap((row) => Object.values(row))
        .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
        .join('\n');
      for (const form of forms) expect([table, text.includes(form)]).toEqual([table, false]);
    }
  });

  it('SEC-10 a hot secret is read from the store once, and each reading is traced', async () => {
    await world.createSecret('s');
    await world.read('s');
    const misses = () =>
      world.node.csms
        .metrics()
        .find(({ name }) => name === 'csms_cache_misses_total')
        ?.samples.map(({ value }) => value);
    const before = misses();
    const traced = (await world.traces()).length;
    await Promise.all(Array.from({ length: 50 }, () => world.read('s')));
    expect(misses()).toEqual(before);
    const traces = (await world.traces()).slice(traced);
    expect(traces).toHaveLength(50);
    expect(new Set(traces.map(({ name }) => name))).toEqual(new Set(['showSecretVersion']));
  });

  it('SEC-10 a new version, a revoked right and a disabled key count at once', async () => {
    const kmsKeyId = await world.createKey('k');
    await world.createSecret('s', { kmsKeyId });
    await world.read('s');
    await world.put('s', 'new');
    expect((await world.read('s')).secretString).toBe('new');
    world.denied = (_, { action }) => action === 'csms:secret:getVersion';
    expect((await refusalOf(world.read('s'))).errorName).toBe('permissionDenied');
    world.denied = () => false;
    const entries = () =>
      world.node.csms
        .metrics()
        .find(({ name }) => name === 'csms_cache_entries')
        ?.samples.find(({ labels }) => labels.cache === 'values')?.value ?? 0;
    await world.read('s');
    const held = entries();
    await world.node.run('kms.disableKey', world.api, { keyId: kmsKeyId });
    // Not only refused: the data key has left the memory.
    expect(entries()).toBeLessThan(held);
    expect((await refusalOf(world.read('s'))).errorName).toBe('secretKeyDisabled');
  });

  it('SEC-11 data keys leave the memory after their time, and when the node closes', async () => {
    await world.createSecret('s');
    await world.read('s');
    const misses = () =>
      world.node.csms
        .metrics()
        .find(({ name }) => name === 'csms_cache_misses_total')
        ?.samples.find(({ labels }) => labels.cache === 'values')?.value ?? 0;
    const before = misses();
    world.clock.advance(5 * 60_000);
    await world.read('s');
    expect(misses()).toBe(before + 1);
    world.node.close();
    const entries = world.node.csms.metrics().find(({ name }) => name === 'csms_cache_entries');
    expect(entries?.samples.map(({ value }) => value)).toEqual([0, 0]);
    await world.restart();
    expect((await world.read('s')).secretString).toBe('value of s');
  });
});

describe('SEC-11 the files of the embedded store', () => {
  it('hold no value, not even after it was deleted', async () => {
    await using world = await openCsmsWorld('sqlite');
    await world.createSecret('s', { secretString: MARKER });
    await world.read('s');
    await world.node.run('csms.deleteSecret', world.api, { secretName: 's' });
    await world.createSecret('t', { secretString: MARKER });
    for (const path of world.files()) {
      const bytes = readFileSync(path);
      for (const form of forms) expect([path, bytes.includes(form)]).toEqual([path, false]);
      expect(bytes.length).toBeGreaterThan(0);
    }
  });
});

describe('SEC-10 OPS-02 two nodes on one PostgreSQL', () => {
  it('a disabled key closes values on the other node within a second', async () => {
    await using world = await openCsmsWorld('postgres');
    const second = await world.secondNode();
    const kmsKeyId = await world.createKey('k');
    await world.createSecret('s', { kmsKeyId });
    const read = () =>
      second.run('csms.showSecretVersion', world.api, { secretName: 's', versionId: 'latest' });
    await read();
    await world.node.run('kms.disableKey', world.api, { keyId: kmsKeyId });
    await vi.waitFor(async () => expect((await refusalOf(read())).errorName).toBe('secretKeyDisabled'), {
      timeout: 1000,
      interval: 10,
    });
    await world.node.run('kms.enableKey', world.api, { keyId: kmsKeyId });
    await vi.waitFor(read, { timeout: 1000, interval: 10 });
  });
});

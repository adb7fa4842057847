import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialects, seedAccount } from '../../src/testing/index.ts';
import { type KmsWorld, openKmsWorld } from './kms-world.ts';

const KEYS = 5_000;
const states = ['enabled', 'enabled', 'enabled', 'disabled', 'pendingImport'] as const;
const specs = ['AES_256', 'SM4', 'RSA_2048'] as const;

interface Sample {
  readonly id: string;
  readonly alias: string;
  readonly state: (typeof states)[number];
  readonly spec: string;
  readonly createdAt: number;
  readonly env: string | null;
  readonly rare: boolean;
}

/** Filters that leave few keys, many, or none go different ways through the store; each must answer as if it looked at every key. */
const filters: readonly [Record<string, unknown>, (key: Sample) => boolean][] = [
  [{}, () => true],
  [{ q: 'payments' }, ({ alias }) => alias.includes('payments')],
  [{ q: 'MENTS-00' }, ({ alias }) => alias.includes('ments-00')],
  [{ q: '0123' }, ({ alias, id }) => alias.includes('0123') || id.startsWith('0123')],
  [{ q: 'ab' }, ({ alias, id }) => alias.includes('ab') || id.startsWith('ab')],
  [{ q: 'no"such' }, () => false],
  [{ q: 's-0_' }, () => false],
  [{ state: ['disabled'] }, ({ state }) => state === 'disabled'],
  [{ state: ['disabled', 'pendingImport'] }, ({ state }) => state !== 'enabled'],
  [{ state: ['enabled', 'disabled', 'enabled'] }, ({ state }) => state !== 'pendingImport'],
  [{ state: ['pendingDeletion'] }, () => false],
  [{ keySpec: ['SM4', 'RSA_2048'] }, ({ spec }) => spec !== 'AES_256'],
  [{ origin: ['external'] }, () => false],
  [{ tag: ['env=prod'] }, ({ env }) => env === 'prod'],
  [{ tag: ['env'] }, ({ env }) => env !== null],
  [{ tag: ['rare'] }, ({ rare }) => rare],
  [{ tag: ['rare', 'env=prod'] }, ({ rare, env }) => rare && env === 'prod'],
  [{ createdFrom: 1_000, createdTo: 1_500 }, ({ createdAt }) => createdAt >= 1_000 && createdAt <= 1_500],
  [
    { q: 'billing', state: ['enabled', 'disabled'], tag: ['env=prod'], keySpec: ['AES_256'] },
    ({ alias, state, env, spec }) =>
      alias.includes('billing') && state !== 'pendingImport' && env === 'prod' && spec === 'AES_256',
  ],
];

describe.each(dialects)('KEY-13 searching among many keys on %s', (dialect) => {
  let world: KmsWorld;
  const samples: Sample[] = [];
  beforeAll(async () => {
    world = await openKmsWorld(dialect, { keyQuota: 2 * KEYS });
    for (let i = 0; i < KEYS; i++) {
      const number = String(i).padStart(5, '0');
      samples.push({
        id: randomUUID(),
        alias: `${i % 2 === 0 ? 'payments' : 'billing'}-${number}`,
        state: states[i % states.length] ?? 'enabled',
        spec: specs[i % specs.length] ?? 'AES_256',
        // Pairs of one instant are told apart by their ids.
        createdAt: Math.floor(i / 2),
        env: i % 4 === 0 ? 'prod' : i % 4 === 1 ? 'test' : null,
        rare: i % 500 === 0,
      });
    }
    await insert(world, samples, world.account);
    // Another account with the same aliases: nothing of it may be found.
    const others = samples.map((sample) => ({ ...sample, id: randomUUID() }));
    await insert(world, others, await seedAccount(world.node.store));
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const orders = [
    ['-created', (key: Sample) => key.createdAt, -1],
    ['alias', (key: Sample) => key.alias, 1],
    ['state', (key: Sample) => key.state, 1],
  ] as const;

  describe.each(orders)('in the order %s', (sort, sortValue, direction) => {
    it.each(filters)('%j', async (fields, matches) => {
      const expected = samples
        .filter(matches)
        .sort((a, b) => direction * (order(sortValue(a), sortValue(b)) || order(a.id, b.id)))
        .map((key) => key.id);
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof searchPage>> = await searchPage(cursor);
        found.push(...page.items.map((item) => item.keyId));
        expect(page.count).toEqual({
          value: Math.min(expected.length, 1_000),
          capped: expected.length > 1_000,
        });
        cursor = found.length < 1_200 ? page.nextCursor : null;
        if (found.length < 1_200) expect(page.nextCursor === null).toBe(found.length === expected.length);
      } while (cursor !== null);
      expect(found).toEqual(expected.slice(0, found.length));

      function searchPage(from: string | null) {
        const where = { ...fields, sort, limit: 100, ...(from === null ? {} : { cursor: from }) };
        return world.node.run('kms.searchKeys', world.api, where);
      }
    });
  });

  it('an alias that changed is found by its new name only, a destroyed key not at all', async () => {
    const { keyInfo } = await world.node.run('kms.createKey', world.api, { keyAlias: 'zebra-old' });
    const find = async (q: string) =>
      (await world.node.run('kms.searchKeys', world.api, { q })).items.map((item) => item.keyId);
    expect(await find('EBRA-OL')).toEqual([keyInfo.keyId]);
    await world.node.run('kms.updateKeyAlias', world.api, { keyId: keyInfo.keyId, keyAlias: 'zebra-new' });
    expect([await find('zebra-old'), await find('zebra-new')]).toEqual([[], [keyInfo.keyId]]);
    await world.node.run('kms.scheduleKeyDeletion', world.api, { keyId: keyInfo.keyId, pendingDays: 7 });
    world.clock.advance(7 * 86_400_000);
    await world.node.jobs.runDue();
    expect(await find('zebra')).toEqual([]);
  });
});

function order(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function insert(
  { node }: KmsWorld,
  samples: readonly Sample[],
  account: { readonly accountId: string; readonly projectId: string },
): Promise<void> {
  const chunk = 500;
  for (let from = 0; from < samples.length; from += chunk) {
    const part = samples.slice(from, from + chunk);
    await node.store.transaction(async (transaction) => {
      await transaction
        .insertInto('keys')
        .values(part.map((sample) => keyRow(sample, account)))
        .execute();
      await transaction
        .insertInto('resource_tags')
        .values(part.flatMap((sample) => tagRows(sample, account)))
        .execute();
    });
  }
}

function keyRow(sample: Sample, account: { readonly accountId: string; readonly projectId: string }) {
  return {
    id: sample.id,
    account_id: account.accountId,
    project_id: account.projectId,
    enterprise_project_id: '0',
    alias: sample.alias,
    description: '',
    state: sample.state,
    spec: sample.spec,
    usage: 'ENCRYPT_DECRYPT',
    origin: 'kms' as const,
    keystore_id: '0',
    default_service: null,
    created_at: sample.createdAt,
    deletion_at: null,
    material_expires_at: null,
    current_version: 1,
    rotation_enabled: 0,
    rotation_interval_days: 365,
    rotation_anchor_at: null,
    rotated_at: null,
    rotation_count: 0,
  };
}

function tagRows(sample: Sample, account: { readonly accountId: string; readonly projectId: string }) {
  const tags = [
    ...(sample.env === null ? [] : [['env', sample.env] as const]),
    ...(sample.rare ? [['rare', ''] as const] : []),
    ['every', 'key'] as const,
  ];
  return tags.map(([tag_key, tag_value]) => ({
    account_id: account.accountId,
    project_id: account.projectId,
    resource_type: 'cmk' as const,
    resource_id: sample.id,
    tag_key,
    tag_value,
  }));
}

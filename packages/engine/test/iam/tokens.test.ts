import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/engine.ts';
import { BoundedCache } from '../../src/iam/bounded-cache.ts';
import { dialects, ManualClock } from '../../src/testing/index.ts';
import { changeIdentity, HOUR, openWorld, signedInAdmin, type World } from './iam-world.ts';

describe.each(dialects)('IAM-05 tokens on %s', (dialect) => {
  let world: World;
  let admin: User;
  beforeEach(async () => {
    world = await openWorld(dialect);
    admin = await signedInAdmin(world);
  });
  afterEach(() => world.close());

  it('tell user and project, on every node, for 24 hours', async () => {
    const { iam, clock } = world;
    const [project] = await iam.identity.projectsOf(admin.accountId);
    const { token, issuedAt, expiresAt } = await iam.identity.issueToken({
      user: admin,
      projectId: project?.id ?? null,
    });
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(expiresAt - issuedAt).toBe(24 * HOUR);
    const identity = { user: admin, project, issuedAt, expiresAt };
    expect(await iam.identity.resolveToken(token)).toEqual(identity);
    expect(await (await world.secondNode()).identity.resolveToken(token)).toEqual(identity);
    clock.advance(24 * HOUR - 1);
    expect(await iam.identity.resolveToken(token)).toEqual(identity);
    clock.advance(1);
    expect(await iam.identity.resolveToken(token)).toBe('expired');
    clock.advance(7 * 24 * HOUR - 1);
    expect(await iam.identity.resolveToken(token)).toBe('expired');
  });

  it('of the account have no project', async () => {
    const { token } = await world.iam.identity.issueToken({ user: admin, projectId: null });
    expect(await world.iam.identity.resolveToken(token)).toMatchObject({ user: admin, project: null });
  });

  it('of a project that is not the account’s are worth nothing', async () => {
    const { token } = await world.iam.identity.issueToken({ user: admin, projectId: 'f'.repeat(32) });
    expect(await world.iam.identity.resolveToken(token)).toBeNull();
  });

  it.each(['', 'x', 'A'.repeat(43), 'A'.repeat(100_000), "' or 1=1 --"])(
    'unknown text is no token: %.20s',
    async (text) => {
      expect(await world.iam.identity.resolveToken(text)).toBeNull();
    },
  );

  it('of a disabled or deleted user stop at once, also where they were cached', async () => {
    const { iam, store } = world;
    const { token } = await iam.identity.issueToken({ user: admin, projectId: null });
    expect(await iam.identity.resolveToken(token)).not.toBeNull();
    await changeIdentity(store, admin.accountId, (t) => t.updateTable('users').set({ enabled: 0 }).execute());
    expect(await iam.identity.resolveToken(token)).toBeNull();
    await changeIdentity(store, admin.accountId, (t) => t.updateTable('users').set({ enabled: 1 }).execute());
    expect(await iam.identity.resolveToken(token)).not.toBeNull();
    await changeIdentity(store, admin.accountId, (t) => t.deleteFrom('users').execute());
    expect(await iam.identity.resolveToken(token)).toBeNull();
  });

  it('that were withdrawn stop at once', async () => {
    const { iam, store } = world;
    const { token } = await iam.identity.issueToken({ user: admin, projectId: null });
    await iam.identity.resolveToken(token);
    const { token_hash } = await store.read
      .selectFrom('auth_tokens')
      .select('token_hash')
      .executeTakeFirstOrThrow();
    await store.transaction(async (t, announce) => {
      await t.deleteFrom('auth_tokens').execute();
      announce({ kind: 'token', tokenHash: token_hash });
    });
    expect(await iam.identity.resolveToken(token)).toBeNull();
  });
});

describe('OPS-01 caches of identity and access', () => {
  const make = (limit = 2) => {
    const clock = new ManualClock();
    return { clock, cache: new BoundedCache<string>({ limit, timeToLiveInMs: 1000, clock }) };
  };

  it('keep the entries used last, for a time', async () => {
    const { clock, cache } = make();
    for (const key of ['a', 'b']) await cache.getOrLoad(key, async () => key);
    cache.get('a');
    await cache.getOrLoad('c', async () => 'c');
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual(['a', undefined, 'c', 2]);
    clock.advance(1000);
    expect(cache.get('a')).toBeUndefined();
  });

  it('load once for many, and keep neither "unknown" nor failures', async () => {
    const { cache } = make();
    let loads = 0;
    const load = async () => {
      loads += 1;
      return null;
    };
    await Promise.all([cache.getOrLoad('a', load), cache.getOrLoad('a', load)]);
    expect(loads).toBe(1);
    await cache.getOrLoad('a', load);
    expect(loads).toBe(2);
    await expect(cache.getOrLoad('b', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await cache.getOrLoad('b', async () => 'back')).toBe('back');
  });

  it.each<[string, (cache: BoundedCache<string>) => void]>([
    ['drop', (cache) => cache.drop('a')],
    ['dropWhere', (cache) => cache.dropWhere((value) => value === 'other')],
    ['clear', (cache) => cache.clear()],
  ])('what was being loaded during %s is not kept, and nobody joins that load', async (_name, change) => {
    const { cache } = make();
    let answer: (value: string) => void = () => {};
    const early = cache.getOrLoad(
      'a',
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    change(cache);
    const late = cache.getOrLoad('a', async () => 'new');
    answer('old');
    expect([await early, await late]).toEqual(['old', 'new']);
    expect(cache.get('a')).toBe('new');
  });
});

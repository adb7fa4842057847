import { openEphemeralRoot } from '@dewpoint/crypto-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sessions, User } from '../../src/engine.ts';
import { dialects } from '../../src/testing/index.ts';
import {
  addUser,
  changeIdentity,
  HOUR,
  MINUTE,
  NOON,
  openWorld,
  signedInAdmin,
  type World,
} from './iam-world.ts';

type Options = Parameters<Sessions['create']>[0];

describe.each(dialects)('IAM-01 sessions on %s', (dialect) => {
  let world: World;
  let admin: User;
  beforeEach(async () => {
    world = await openWorld(dialect);
    admin = await signedInAdmin(world);
  });
  afterEach(() => world.close());

  const open = async (changes: Partial<Options> = {}) => {
    const { id } = await world.iam.sessions.create({
      user: admin,
      idleLimitInMs: 30 * MINUTE,
      absoluteLimitInMs: 8 * HOUR,
      authenticatedAt: NOON - MINUTE,
      multiFactor: false,
      sourceIp: '192.0.2.1',
      userAgent: 'Browser/1',
      issuer: 'https://issuer.example',
      subject: 'subject-1',
      providerSessionId: 'sid-1',
      data: { idToken: 'planted-id-token' },
      ...changes,
    });
    return id;
  };
  const resolve = (id: string) => world.iam.sessions.resolve(id);

  it('hold who signed in, when and where, and give their data on demand', async () => {
    const id = await open();
    expect(Buffer.from(id, 'base64url')).toHaveLength(32);
    const session = await resolve(id);
    expect(session).toMatchObject({
      user: admin,
      createdAt: NOON,
      lastSeenAt: NOON,
      expiresAt: NOON + 8 * HOUR,
      authenticatedAt: NOON - MINUTE,
      issuer: 'https://issuer.example',
      subject: 'subject-1',
      providerSessionId: 'sid-1',
    });
    expect(JSON.stringify(session)).not.toContain('planted');
    expect(await session?.openData()).toEqual({ idToken: 'planted-id-token' });
  });

  it('IAM-04 know whether a second factor was proved, also after the provider has confirmed them', async () => {
    const id = await open({ multiFactor: true });
    expect((await resolve(id))?.multiFactor).toBe(true);
    await world.iam.sessions.renew(id, { data: {}, providerCheckAt: null });
    expect((await resolve(id))?.multiFactor).toBe(true);
    expect((await resolve(await open()))?.multiFactor).toBe(false);
  });

  it.each(['', 'x', 'A'.repeat(43), 'A'.repeat(10_000)])(
    'unknown text is no session: %.20s',
    async (text) => {
      expect(await resolve(text)).toBeNull();
    },
  );

  it('end when nothing is done in them for too long, on every node', async () => {
    const id = await open();
    const other = await world.secondNode();
    for (let i = 0; i < 3; i += 1) {
      world.clock.advance(29 * MINUTE);
      expect(await resolve(id)).not.toBeNull();
    }
    world.clock.advance(29 * MINUTE);
    expect(await other.sessions.resolve(id)).not.toBeNull();
    world.clock.advance(29 * MINUTE);
    expect(await resolve(id)).not.toBeNull();
    world.clock.advance(30 * MINUTE);
    expect(await resolve(id)).toBeNull();
    expect(await other.sessions.resolve(id)).toBeNull();
    expect(await world.iam.sessions.list(admin.id)).toEqual([]);
  });

  it('end at the absolute limit, however busy they are', async () => {
    const id = await open({ absoluteLimitInMs: HOUR });
    for (let i = 0; i < 5; i += 1) {
      world.clock.advance(11 * MINUTE);
      expect(await resolve(id)).not.toBeNull();
    }
    world.clock.advance(5 * MINUTE);
    expect(await resolve(id)).toBeNull();
  });

  it('are written at most once a minute while they are used', async () => {
    const id = await open();
    const seen = async () =>
      (await world.store.read.selectFrom('sessions').select('last_seen_at').executeTakeFirstOrThrow())
        .last_seen_at;
    world.clock.advance(59_000);
    await resolve(id);
    expect(await seen()).toBe(NOON);
    world.clock.advance(1_000);
    await resolve(id);
    expect(await seen()).toBe(NOON + MINUTE);
  });

  it('with a short idle limit stay alive in use', async () => {
    const id = await open({ idleLimitInMs: 20_000 });
    for (let i = 0; i < 10; i += 1) {
      world.clock.advance(10_000);
      expect(await resolve(id)).not.toBeNull();
    }
  });

  it('end on sign-out, everywhere at once', async () => {
    const [id, other] = [await open(), await open()];
    expect(await resolve(id)).not.toBeNull();
    await world.iam.sessions.end(id);
    expect(await resolve(id)).toBeNull();
    expect(await resolve(other)).not.toBeNull();
    await world.iam.sessions.end(id);
  });

  it('are listed and ended by handle, only by their user', async () => {
    const bob = await addUser(world.store, admin, 'bob');
    const first = await open();
    world.clock.advance(MINUTE);
    const second = await open({ userAgent: 'B'.repeat(2000) });
    await open({ user: bob });
    const list = await world.iam.sessions.list(admin.id);
    expect(list).toMatchObject([
      { createdAt: NOON + MINUTE, userAgent: 'B'.repeat(512) },
      { createdAt: NOON, lastSeenAt: NOON, sourceIp: '192.0.2.1', userAgent: 'Browser/1' },
    ]);
    const handle = list[0]?.handle ?? '';
    expect(handle).toBe((await resolve(second))?.handle);
    expect(await world.iam.sessions.endByHandle(bob.id, handle)).toBe(false);
    expect(await world.iam.sessions.endByHandle(admin.id, handle)).toBe(true);
    expect(await world.iam.sessions.endByHandle(admin.id, handle)).toBe(false);
    expect(await resolve(second)).toBeNull();
    expect(await resolve(first)).not.toBeNull();
  });

  it.each<[string, Parameters<Sessions['endByProvider']>[0], string[]]>([
    ['session', { issuer: 'https://issuer.example', providerSessionId: 'sid-1' }, ['a']],
    ['subject', { issuer: 'https://issuer.example', subject: 'subject-1' }, ['a', 'b']],
    [
      'session and subject',
      { issuer: 'https://issuer.example', subject: 'subject-1', providerSessionId: 'sid-2' },
      ['b'],
    ],
    [
      'session of somebody else',
      { issuer: 'https://issuer.example', subject: 'subject-2', providerSessionId: 'sid-1' },
      [],
    ],
    ['another issuer', { issuer: 'https://other.example', subject: 'subject-1' }, []],
    ['nothing but the issuer', { issuer: 'https://issuer.example' }, []],
  ])('back-channel logout by %s', async (_name, selection, expected) => {
    const ids = new Map([
      ['a', await open()],
      ['b', await open({ providerSessionId: 'sid-2' })],
      ['c', await open({ subject: 'subject-2', providerSessionId: 'sid-3' })],
    ]);
    for (const id of ids.values()) expect(await resolve(id)).not.toBeNull();
    expect(await world.iam.sessions.endByProvider(selection)).toBe(expected.length);
    const ended = [];
    for (const [name, id] of ids) if ((await resolve(id)) === null) ended.push(name);
    expect(ended).toEqual(expected);
  });

  it('of a disabled user stop at once', async () => {
    const id = await open();
    expect(await resolve(id)).not.toBeNull();
    await changeIdentity(world.store, admin.accountId, (t) =>
      t.updateTable('users').set({ enabled: 0 }).execute(),
    );
    expect(await resolve(id)).toBeNull();
  });

  it('an ended session heard of from another node is dropped here', async () => {
    const id = await open();
    const other = await world.secondNode();
    expect(await other.sessions.resolve(id)).not.toBeNull();
    await world.iam.sessions.end(id);
    await expect.poll(() => other.sessions.resolve(id), { timeout: 5_000 }).toBeNull();
  });

  it('cannot be opened with another root of trust, nor moved to another row', async () => {
    const [id, victim] = [await open(), await open({ data: { idToken: 'of the victim' } })];
    const rows = await world.store.read
      .selectFrom('sessions')
      .select(['id_hash', 'sealed_data'])
      .orderBy('id_hash')
      .execute();
    await world.store.transaction(async (t) => {
      for (const [index, row] of rows.entries()) {
        const stolen = rows[1 - index]?.sealed_data ?? row.sealed_data;
        await t
          .updateTable('sessions')
          .set({ sealed_data: stolen })
          .where('id_hash', '=', row.id_hash)
          .execute();
      }
    });
    for (const one of [id, victim]) expect(await resolve(one)).toBeNull();
    expect(world.log.lines.map((line) => line.message)).toEqual(
      Array(2).fill(expect.stringContaining('a session cannot be opened')),
    );
    const foreignRoot = await openEphemeralRoot();
    const foreign = await world.secondNode({ root: foreignRoot });
    await expect(foreign.sessions.resolve(id)).rejects.toThrow(/root of trust/);
    await foreignRoot.close();
  });
});

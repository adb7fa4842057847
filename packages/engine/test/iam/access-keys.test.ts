import { createHmac } from 'node:crypto';
import { DecryptionFailedError } from '@dewpoint/crypto-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/engine.ts';
import type { Iam } from '../../src/iam/iam.ts';
import { newIdentifier } from '../../src/iam/identifiers.ts';
import { systemPolicyByName } from '../../src/iam/policy/system-policies.ts';
import { dialects, seedAccount } from '../../src/testing/index.ts';
import {
  addUser,
  changeIdentity,
  contextOf,
  openWorld,
  refusalOf,
  signedInAdmin,
  type World,
} from './iam-world.ts';
import { pipelineOf } from './pipeline-of.ts';

const TEXT = 'text to sign';
const MINUTE = 60_000;

function hmac(secret: string, text = TEXT) {
  const bytes = createHmac('sha256', secret).update(text).digest();
  return { algorithm: 'SDK-HMAC-SHA256', scope: '', bytes } as const;
}

describe.each(dialects)('IAM-05 access keys on %s', (dialect) => {
  let world: World;
  let admin: User;
  let alice: User;
  let run: ReturnType<typeof pipelineOf>;
  beforeEach(async () => {
    world = await openWorld(dialect);
    admin = await signedInAdmin(world);
    alice = await addUser(world.store, admin, 'alice');
    run = pipelineOf(world);
  });
  afterEach(() => world.close());

  const create = async (who: User, userId?: string) =>
    (
      await run('iam.createAccessKey', contextOf(who), {
        credential: { ...(userId === undefined ? {} : { userId }), description: 'laptop' },
      })
    ).credential;
  const verifies = async (iam: Iam, access: string, secret: string) =>
    (await (await iam.identity.resolveAccessKey(access))?.verify(hmac(secret), TEXT)) ?? null;
  const setStatus = (who: User, accessKey: string, status: 'active' | 'inactive') =>
    run('iam.updateAccessKey', contextOf(who), { accessKey, credential: { status } });
  const attach = (userId: string, policyId: string) =>
    changeIdentity(world.store, admin.accountId, (transaction) =>
      transaction
        .insertInto('policy_attachments')
        .values({
          account_id: admin.accountId,
          policy_id: policyId,
          group_id: null,
          user_id: userId,
          project_id: null,
          created_at: 0,
        })
        .execute(),
    );

  it('are made for a user without any policy, and sign', async () => {
    const made = await create(alice);
    expect(made).toEqual({
      userId: alice.id,
      access: expect.stringMatching(/^[A-Z0-9]{20}$/),
      secret: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
      status: 'active',
      createTime: world.clock.now(),
      description: 'laptop',
    });
    const found = await world.iam.identity.resolveAccessKey(made.access);
    expect(found).toMatchObject({ accessKeyId: made.access, user: alice });
    expect(await found?.verify(hmac(made.secret), TEXT)).toBe(true);
    expect(await found?.verify(hmac(made.secret), `${TEXT}!`)).toBe(false);
    expect(await found?.verify(hmac(`${made.secret}x`), TEXT)).toBe(false);
    const short = { ...hmac(made.secret), bytes: hmac(made.secret).bytes.subarray(0, 31) };
    expect(await found?.verify(short, TEXT)).toBe(false);
  });

  it('show their secret once: neither lists, nor traces, nor the store have it', async () => {
    const made = await create(alice);
    await setStatus(alice, made.access, 'inactive');
    const context = contextOf(alice);
    const answers = [
      await run('iam.listAccessKeys', context, {}),
      await run('iam.showAccessKey', context, { accessKey: made.access }),
      await run('iam.listAccessKeysV5', context, { userId: alice.id, limit: 200 }),
    ];
    expect(JSON.stringify(answers)).toContain(made.access);
    const traces = await world.store.read.selectFrom('traces').selectAll().execute();
    expect(traces.map((trace) => trace.name)).toContain('createPermanentAccessKey');
    const trace = traces.find(({ name }) => name === 'createPermanentAccessKey');
    expect(trace).toMatchObject({ resource_id: made.access, resource_type: 'accessKey', code: '201' });
    expect(trace?.body).toContain('"secret":"***"');
    const rows = await world.store.read.selectFrom('access_keys').selectAll().execute();
    const stored = rows.map((row) => Buffer.from(row.sealed_secret).toString('latin1')).join();
    expect(`${JSON.stringify(answers)}${JSON.stringify(traces)}${stored}`).not.toContain(made.secret);
  });

  it('are bound to their row: a secret moved to another key or user does not open', async () => {
    const [one, two] = [await create(alice), await create(admin)];
    const row = await world.store.read
      .selectFrom('access_keys')
      .select('sealed_secret')
      .where('id', '=', one.access)
      .executeTakeFirstOrThrow();
    await changeIdentity(world.store, admin.accountId, (transaction) =>
      transaction
        .updateTable('access_keys')
        .set({ sealed_secret: row.sealed_secret })
        .where('id', '=', two.access)
        .execute(),
    );
    await expect(world.iam.identity.resolveAccessKey(two.access)).rejects.toThrow(DecryptionFailedError);
  });

  it('are at most two for a user, also when they are made at once', async () => {
    const attempts = await Promise.allSettled([create(alice), create(alice), create(alice), create(alice)]);
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const refusal = await refusalOf(create(alice));
    expect(refusal).toMatchObject({ errorName: 'accessKeyQuotaExceeded', status: 400 });
    const { credentials } = await run('iam.listAccessKeys', contextOf(alice), {});
    expect(credentials).toHaveLength(2);
    expect((await create(admin)).userId).toBe(admin.id);
  });

  it('stop to be known when they are disabled or deleted, or their user is disabled, on every node', async () => {
    const second = await world.secondNode();
    const { access, secret } = await create(alice);
    const known = async () => [
      await verifies(world.iam, access, secret),
      await verifies(second, access, secret),
    ];
    expect(await known()).toEqual([true, true]);
    await setStatus(alice, access, 'inactive');
    await expect.poll(known).toEqual([null, null]);
    await setStatus(alice, access, 'active');
    await expect.poll(known).toEqual([true, true]);
    const enable = (enabled: number) =>
      changeIdentity(world.store, admin.accountId, (transaction) =>
        transaction.updateTable('users').set({ enabled }).where('id', '=', alice.id).execute(),
      );
    await enable(0);
    await expect.poll(known).toEqual([null, null]);
    await enable(1);
    await expect.poll(known).toEqual([true, true]);
    await run('iam.deleteAccessKey', contextOf(alice), { accessKey: access });
    await expect.poll(known).toEqual([null, null]);
  });

  it('are unknown when they never were, or are no access key at all', async () => {
    for (const id of ['A'.repeat(20), '', 'a'.repeat(20), 'A'.repeat(21), "' or 1=1 --"]) {
      expect(await world.iam.identity.resolveAccessKey(id)).toBeNull();
    }
  });

  it('keep the time of their last use, written at most once a minute', async () => {
    const { access } = await create(alice);
    const lastUse = async () =>
      (await run('iam.showAccessKey', contextOf(alice), { accessKey: access })).credential.lastUseTime;
    const use = () =>
      world.iam.identity.admitSignedRequest({
        accessKeyId: access,
        text: TEXT,
        signedAt: world.clock.now(),
        changesState: false,
      });
    expect(await lastUse()).toBeUndefined();
    const first = world.clock.now();
    await use();
    expect(await lastUse()).toBe(first);
    world.clock.advance(MINUTE - 1);
    await use();
    expect(await lastUse()).toBe(first);
    world.clock.advance(1);
    await use();
    expect(await lastUse()).toBe(first + MINUTE);
  });

  describe('of other users', () => {
    it('are managed by Security Administrator', async () => {
      const made = await create(admin, alice.id);
      expect(made.userId).toBe(alice.id);
      const { credentials } = await run('iam.listAccessKeys', contextOf(admin), { userId: alice.id });
      expect(credentials.map(({ access }) => access)).toEqual([made.access]);
      const updated = await run('iam.updateAccessKey', contextOf(admin), {
        accessKey: made.access,
        credential: { status: 'inactive', description: 'lost' },
      });
      expect(updated.credential).toMatchObject({ status: 'inactive', description: 'lost' });
      await run('iam.deleteAccessKey', contextOf(admin), { accessKey: made.access });
      expect((await run('iam.listAccessKeys', contextOf(alice), {})).credentials).toEqual([]);
    });

    it('answer a user without permission as if they were not there; create-type calls answer 403', async () => {
      const { access } = await create(admin);
      const context = contextOf(alice);
      const path = { userId: admin.id, accessKeyId: access };
      const missing = await refusalOf(run('iam.showAccessKey', context, { accessKey: 'A'.repeat(20) }));
      const refusals = [
        await refusalOf(run('iam.showAccessKey', context, { accessKey: access })),
        await refusalOf(setStatus(alice, access, 'inactive')),
        await refusalOf(run('iam.updateAccessKeyV5', context, { ...path, status: 'inactive' })),
        await refusalOf(run('iam.deleteAccessKey', context, { accessKey: access })),
        await refusalOf(run('iam.deleteAccessKeyV5', context, path)),
      ];
      expect(missing).toMatchObject({ errorName: 'accessKeyNotFound', status: 404 });
      for (const refusal of refusals) {
        expect(refusal).toMatchObject({ errorName: 'accessKeyNotFound', message: missing.message });
        expect(refusal.explanation).toBeUndefined();
      }
      for (const userId of [admin.id, newIdentifier()]) {
        expect((await refusalOf(run('iam.listAccessKeys', context, { userId }))).errorName).toBe(
          'userNotFound',
        );
        expect((await refusalOf(create(alice, userId))).errorName).toBe('permissionDenied');
        expect((await refusalOf(run('iam.createAccessKeyV5', context, { userId }))).errorName).toBe(
          'permissionDenied',
        );
      }
      expect(await verifies(world.iam, access, 'x')).toBe(false);
    });

    it('answer 403 with the missing action to a user who may see them', async () => {
      const { access } = await create(admin);
      await attach(alice.id, systemPolicyByName('Tenant Guest').id);
      const refusal = await refusalOf(setStatus(alice, access, 'inactive'));
      expect(refusal).toMatchObject({ errorName: 'permissionDenied', status: 403 });
      expect(refusal.explanation?.action).toBe('iam:credentials:updateCredential');
      const shown = await run('iam.showAccessKey', contextOf(alice), { accessKey: access });
      expect(shown.credential.access).toBe(access);
    });

    it('of another account are not there, also for Security Administrator', async () => {
      const stranger = await seedAccount(world.store);
      const other: User = { ...admin, id: stranger.userId, accountId: stranger.accountId };
      const { access } = await create(other);
      for (const refused of [
        run('iam.showAccessKey', contextOf(admin), { accessKey: access }),
        run('iam.deleteAccessKey', contextOf(admin), { accessKey: access }),
      ]) {
        expect((await refusalOf(refused)).errorName).toBe('accessKeyNotFound');
      }
      expect((await refusalOf(create(admin, stranger.userId))).errorName).toBe('userNotFound');
      const list = run('iam.listAccessKeys', contextOf(admin), { userId: stranger.userId });
      expect((await refusalOf(list)).errorName).toBe('userNotFound');
    });
  });

  it('of one’s own can be denied by a policy', async () => {
    const id = newIdentifier();
    const document = JSON.stringify({
      Version: '1.1',
      Statement: [{ Effect: 'Deny', Action: ['iam:credentials:create*'] }],
    });
    await changeIdentity(world.store, admin.accountId, (transaction) =>
      transaction
        .insertInto('policies')
        .values({
          id,
          account_id: admin.accountId,
          name: 'no keys',
          description: '',
          document,
          created_at: 0,
          updated_at: 0,
        })
        .execute(),
    );
    await attach(alice.id, id);
    const refusal = await refusalOf(create(alice));
    expect(refusal).toMatchObject({ errorName: 'permissionDenied', status: 403 });
    expect(refusal.explanation?.reason).toContain('no keys');
    expect((await run('iam.listAccessKeys', contextOf(alice), {})).credentials).toEqual([]);
  });

  it('are the same under the paths of IAM v5', async () => {
    const context = contextOf(alice);
    const first = (await run('iam.createAccessKeyV5', context, { userId: alice.id })).accessKey;
    world.clock.advance(1);
    const second = await create(alice);
    expect(await verifies(world.iam, first.accessKeyId, first.secretAccessKey)).toBe(true);
    const page = await run('iam.listAccessKeysV5', context, { userId: alice.id, limit: 1 });
    expect(page.pageInfo).toEqual({ currentCount: 1, nextMarker: first.accessKeyId });
    const rest = await run('iam.listAccessKeysV5', context, {
      userId: alice.id,
      limit: 1,
      marker: first.accessKeyId,
    });
    expect(rest.accessKeys.map(({ accessKeyId }) => accessKeyId)).toEqual([second.access]);
    expect(rest.pageInfo).toEqual({ currentCount: 1 });
    const path = { userId: alice.id, accessKeyId: first.accessKeyId };
    const { accessKey } = await run('iam.updateAccessKeyV5', context, { ...path, status: 'inactive' });
    expect(accessKey.status).toBe('inactive');
    const wrongUser = { ...path, userId: admin.id };
    const refused = run('iam.deleteAccessKeyV5', contextOf(admin), wrongUser);
    expect((await refusalOf(refused)).errorName).toBe('accessKeyNotFound');
    await run('iam.deleteAccessKeyV5', context, path);
    expect((await refusalOf(run('iam.deleteAccessKeyV5', context, path))).errorName).toBe(
      'accessKeyNotFound',
    );
  });

  it('cannot be changed to nothing', async () => {
    const { access } = await create(alice);
    const empty = run('iam.updateAccessKey', contextOf(alice), { accessKey: access, credential: {} });
    expect(await refusalOf(empty)).toMatchObject({
      errorName: 'parameterMissing',
      field: 'credential.status',
    });
  });
});

describe.each(dialects)('IAM-05 replay of signed requests on %s', (dialect) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(dialect);
  });
  afterEach(() => world.close());

  const admit = (iam: Iam, text: string, changesState = true, accessKeyId = 'A'.repeat(20)) =>
    iam.identity.admitSignedRequest({ accessKeyId, text, signedAt: signedAt(), changesState });
  let signed: number | undefined;
  const signedAt = () => {
    signed ??= world.clock.now();
    return signed;
  };
  beforeEach(() => {
    signed = undefined;
  });

  it('is accepted for two seconds and refused from then on', async () => {
    expect(await admit(world.iam, TEXT)).toBe(true);
    world.clock.advance(2_000);
    expect(await admit(world.iam, TEXT)).toBe(true);
    world.clock.advance(1);
    expect(await admit(world.iam, TEXT)).toBe(false);
    expect(await admit(world.iam, `${TEXT} 2`)).toBe(true);
    expect(await admit(world.iam, TEXT, true, 'B'.repeat(20))).toBe(true);
  });

  it('is not looked at for reads and cryptography', async () => {
    await admit(world.iam, TEXT, false);
    world.clock.advance(5_000);
    expect(await admit(world.iam, TEXT, false)).toBe(true);
    expect(await world.store.read.selectFrom('signed_requests').selectAll().execute()).toEqual([]);
  });

  it('is known to every node', async () => {
    const second = await world.secondNode();
    await Promise.all([admit(world.iam, TEXT), admit(second, TEXT)]);
    world.clock.advance(2_001);
    expect(await admit(second, TEXT)).toBe(false);
    expect(await admit(world.iam, TEXT)).toBe(false);
  });

  it('is known until its date is out of the window on every node, and then forgotten', async () => {
    await admit(world.iam, TEXT);
    const [purge] = world.iam.jobs;
    const job = { id: '', kind: '', subject: '', accountId: null, dueAt: 0, attempts: 0, payload: null };
    const remembered = async () => {
      await purge?.run(job);
      return (await world.store.read.selectFrom('signed_requests').selectAll().execute()).length;
    };
    world.clock.advance(15 * MINUTE + 59_999);
    expect(await remembered()).toBe(1);
    world.clock.advance(1);
    expect(await remembered()).toBe(0);
  });
});

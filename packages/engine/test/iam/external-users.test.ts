import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Identity, User } from '../../src/engine.ts';
import { dialects } from '../../src/testing/index.ts';
import {
  addGroup,
  changeIdentity,
  contextOf,
  openWorld,
  refusalOf,
  signedInAdmin,
  type World,
} from './iam-world.ts';

type Claims = Parameters<Identity['provisionExternalUser']>[0];

describe.each(dialects)('IAM-01 IAM-02 users of a foreign provider on %s', (dialect) => {
  let world: World;
  let admin: User;
  beforeEach(async () => {
    world = await openWorld(dialect);
    admin = await signedInAdmin(world);
  });
  afterEach(() => world.close());

  const provision = (changes: Partial<Claims> = {}, iam = world.iam) =>
    iam.identity.provisionExternalUser({
      issuer: 'https://issuer.example',
      subject: 'subject-1',
      preferredName: 'carol',
      email: 'carol@example.org',
      groups: [],
      accountName: 'default',
      ...changes,
    });
  const groupsOf = async (userId: string) => {
    const rows = await world.store.read
      .selectFrom('group_members')
      .innerJoin('user_groups', 'user_groups.id', 'group_members.group_id')
      .select('user_groups.name')
      .where('group_members.user_id', '=', userId)
      .orderBy('user_groups.name')
      .execute();
    return rows.map((row) => row.name);
  };
  const may = async (user: User | null) => {
    if (user === null) throw new TypeError('no user');
    const request = {
      action: 'kms:cmk:list',
      legacyActions: [],
      grantOperation: undefined,
      resource: undefined,
    };
    return (await world.iam.authorizer.decide(contextOf(user), request)).allowed;
  };

  it('are made at the first sign-in, with no rights', async () => {
    const carol = await provision();
    expect(carol).toMatchObject({
      name: 'carol',
      email: 'carol@example.org',
      accountId: admin.accountId,
      enabled: true,
    });
    expect(await may(carol)).toBe(false);
    expect(await provision({ preferredName: 'renamed', email: null })).toEqual({ ...carol, email: null });
    expect(await provision({ subject: 'subject-2', preferredName: 'dave' })).toMatchObject({ name: 'dave' });
  });

  it('are not the local user of the same name', async () => {
    const other = await provision({ preferredName: 'admin', groups: [] });
    expect(other).toMatchObject({ name: 'admin-2' });
    expect(other?.id).not.toBe(admin.id);
    expect(await provision({ subject: 'subject-2', preferredName: 'admin' })).toMatchObject({
      name: 'admin-3',
    });
    expect(await may(other)).toBe(false);
  });

  it('of another issuer with the same subject are others', async () => {
    expect((await provision())?.id).not.toBe((await provision({ issuer: 'https://other.example' }))?.id);
  });

  it('follow the groups of the claim by name, and keep what an administrator gave', async () => {
    const auditors = await addGroup(world.store, admin.accountId, 'auditors');
    const carol = await provision({ groups: ['administrators', 'unknown'] });
    const id = carol?.id ?? '';
    expect(await groupsOf(id)).toEqual(['administrators']);
    expect(await may(carol)).toBe(true);
    await changeIdentity(world.store, admin.accountId, (t) =>
      t.insertInto('group_members').values({ group_id: auditors, user_id: id }).execute(),
    );
    await provision({ groups: ['administrators'] });
    expect(await groupsOf(id)).toEqual(['administrators', 'auditors']);
    await provision({ groups: [] });
    expect(await groupsOf(id)).toEqual(['auditors']);
    expect(await may(carol)).toBe(false);
  });

  it('that are disabled do not sign in', async () => {
    const carol = await provision();
    await changeIdentity(world.store, admin.accountId, (t) =>
      t
        .updateTable('users')
        .set({ enabled: 0 })
        .where('id', '=', carol?.id ?? '')
        .execute(),
    );
    expect(await provision({ groups: ['administrators'] })).toBeNull();
    expect(await groupsOf(carol?.id ?? '')).toEqual([]);
  });

  it('do not sign in to accounts that do not exist', async () => {
    expect(await provision({ accountName: 'nowhere' })).toBeNull();
    expect(await world.store.read.selectFrom('users').select('name').execute()).toEqual([{ name: 'admin' }]);
  });

  it('need an issuer and a subject', async () => {
    expect((await refusalOf(provision({ subject: '' }))).errorName).toBe('parameterInvalid');
    expect((await refusalOf(provision({ issuer: '' }))).errorName).toBe('parameterInvalid');
  });

  it('that sign in twice at the same moment are one', async () => {
    const other = await world.secondNode();
    const users = await Promise.all([provision(), provision({}, other), provision(), provision({}, other)]);
    expect(new Set(users.map((user) => user?.id)).size).toBe(1);
  });

  it.each([
    ['<script>', '_script_'],
    ['  carol  ', 'carol'],
    ['', 'user'],
    ['x'.repeat(200), 'x'.repeat(51)],
    ['李雷 (Li Lei)', '李雷 _Li Lei_'],
  ])('get a name that names can be: %s', async (preferredName, expected) => {
    expect((await provision({ preferredName }))?.name).toBe(expected);
  });

  it('have no password to sign in with', async () => {
    await provision();
    const attempt = {
      accountName: null,
      userName: 'carol',
      password: '',
      sourceIp: '192.0.2.1',
      requestId: 'r',
    };
    expect((await refusalOf(world.iam.identity.authenticatePassword(attempt))).errorName).toBe(
      'passwordWrong',
    );
  });
});

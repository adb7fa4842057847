import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import { systemPolicyByName } from '../../src/iam/policy/system-policies.ts';
import { dialects } from '../../src/testing/index.ts';
import { ADMIN_PASSWORD, contextOf, HOUR, MINUTE, principalOf, refusalOf } from './iam-world.ts';
import {
  type IdentityWorld,
  openIdentityWorld,
  PASSWORD,
  START_LIMIT_IN_MS,
  signInAs,
} from './identity-world.ts';

const NOBODY = '0'.repeat(32);
const SECURITY = systemPolicyByName('Security Administrator').id;

describe.each(dialects)('IAM-02 users and groups on %s', (dialect) => {
  let w: IdentityWorld;
  let as: RequestContext;
  beforeEach(async () => {
    w = await openIdentityWorld(dialect);
    as = w.as;
  }, START_LIMIT_IN_MS);
  afterEach(() => w.close());

  describe('users', () => {
    it('are made without any permission, and can sign in', async () => {
      const { user } = await w.call('iam.createUser', as, {
        user: { name: 'Änne', password: PASSWORD, email: 'aenne@example.org', description: 'd' },
      });
      expect(user).toMatchObject({
        name: 'Änne',
        domainId: w.admin.accountId,
        enabled: true,
        email: 'aenne@example.org',
        description: 'd',
        passwordExpiresAt: '',
      });
      const signedIn = await signInAs(w.world, 'Änne');
      expect(signedIn.id).toBe(user.id);
      const refusal = await refusalOf(w.call('iam.listUsers', contextOf(signedIn)));
      expect(refusal).toMatchObject({ code: 'KMS.0306', explanation: { action: 'iam:users:listUsers' } });
      expect((await w.call('iam.viewUser', as, { userId: user.id })).attachments).toEqual([]);
    });

    it('leave a trace of their making that holds no password', async () => {
      await w.makeUser('alice');
      const trace = (await w.traces()).find(({ name }) => name === 'createUser');
      expect(trace).toMatchObject({ resource_type: 'user', code: '201' });
      expect(trace?.body).toContain('"password":"***"');
      expect(JSON.stringify(await w.traces())).not.toContain(PASSWORD);
    });

    it.each<[string, Record<string, unknown>, string, string | undefined]>([
      ['a name that is taken', { name: 'admin' }, 'userNameTaken', 'user.name'],
      [
        'a password that is too short',
        { name: 'bob', password: 'short' },
        'parameterInvalid',
        'user.password',
      ],
      [
        'a password that is the name',
        { name: 'bobbobbob', password: 'bobbobbob' },
        'parameterInvalid',
        'user.password',
      ],
      ['another account', { name: 'bob', domainId: NOBODY }, 'accountNotFound', undefined],
    ])('are refused with %s', async (_what, user, errorName, field) => {
      expect(await refusalOf(w.call('iam.createUser', as, { user }))).toMatchObject({ errorName, field });
    });

    it('are listed, filtered and paged by name', async () => {
      for (const name of ['carol', 'bob', 'Bea', 'dave']) await w.makeUser(name);
      const { users } = await w.call('iam.listUsers', as, {});
      expect(users.map(({ name }) => name)).toEqual(['Bea', 'admin', 'bob', 'carol', 'dave']);
      expect((await w.call('iam.listUsers', as, { name: 'bob' })).users).toHaveLength(1);
      expect((await w.call('iam.listUsers', as, { domainId: NOBODY })).users).toEqual([]);
      const first = await w.call('iam.searchUsers', as, { limit: 3 });
      const second = await w.call('iam.searchUsers', as, { limit: 3, cursor: first.nextCursor });
      expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(
        users.map(({ name }) => name),
      );
      expect(second.nextCursor).toBeNull();
      // No letter of an ID.
      const found = await w.call('iam.searchUsers', as, { q: 'O' });
      expect(found.items.map(({ name }) => name)).toEqual(['bob', 'carol']);
      const id = users[2]?.id ?? '';
      expect((await w.call('iam.searchUsers', as, { q: id.slice(0, 12) })).items).toHaveLength(1);
      expect((await w.call('iam.searchUsers', as, { q: '%' })).items).toEqual([]);
      expect(await refusalOf(w.call('iam.searchUsers', as, { cursor: 'x' }))).toMatchObject({
        errorName: 'markerInvalid',
      });
    });

    it('that are disabled lose sessions, tokens and access at once', async () => {
      const alice = await w.makeUser('alice');
      await w.call('iam.attachUserPolicy', as, { policyId: SECURITY, userId: alice.id });
      const { token } = await w.world.iam.identity.issueToken({ user: alice, projectId: null });
      const session = await openSession(w, alice);
      await w.call('iam.listUsers', contextOf(alice));
      await w.call('iam.updateUser', as, { userId: alice.id, user: { enabled: false } });
      expect(await w.world.iam.identity.resolveToken(token)).toBeNull();
      expect(await w.world.iam.sessions.resolve(session)).toBeNull();
      expect(await refusalOf(w.call('iam.listUsers', contextOf(alice)))).toMatchObject({ status: 403 });
      expect(await refusalOf(signInAs(w.world, 'alice'))).toMatchObject({ errorName: 'passwordWrong' });
      await w.call('iam.updateUser', as, { userId: alice.id, user: { enabled: true } });
      await signInAs(w.world, 'alice');
    });

    it('that are deleted are gone with everything that let them in', async () => {
      const alice = await w.makeUser('alice');
      const { token } = await w.world.iam.identity.issueToken({ user: alice, projectId: null });
      const session = await openSession(w, alice);
      await w.call('iam.deleteUser', as, { userId: alice.id });
      expect(await w.world.iam.identity.resolveToken(token)).toBeNull();
      expect(await w.world.iam.sessions.resolve(session)).toBeNull();
      expect(await refusalOf(w.call('iam.showUser', as, { userId: alice.id }))).toMatchObject({
        code: 'IAM.0004',
        status: 404,
      });
      expect(await refusalOf(w.call('iam.deleteUser', as, { userId: alice.id }))).toMatchObject({
        errorName: 'userNotFound',
      });
    });

    it('change their own password, and only their own', async () => {
      const alice = await w.makeUser('alice');
      const own = contextOf(alice);
      const { token } = await w.world.iam.identity.issueToken({ user: alice, projectId: null });
      const change = (userId: string, originalPassword: string, password = 'another fine password') =>
        w.call('iam.changePassword', own, { userId, user: { password, originalPassword } });
      expect(await refusalOf(change(alice.id, 'wrong password'))).toMatchObject({
        errorName: 'originalPasswordWrong',
        status: 400,
      });
      expect(await refusalOf(change(alice.id, PASSWORD, 'short'))).toMatchObject({ field: 'user.password' });
      for (const other of [w.admin.id, NOBODY]) {
        expect(await refusalOf(change(other, PASSWORD))).toMatchObject({ errorName: 'permissionDenied' });
      }
      await change(alice.id, PASSWORD);
      expect(await w.world.iam.identity.resolveToken(token)).toBeNull();
      expect(await refusalOf(signInAs(w.world, 'alice'))).toMatchObject({ errorName: 'passwordWrong' });
      await signInAs(w.world, 'alice', 'another fine password');
    });

    it('keep the session in which they change their password, and lose the others', async () => {
      const kept = await openSession(w, w.admin);
      const lost = await openSession(w, w.admin);
      const { handle } = (await w.world.iam.sessions.resolve(kept)) ?? { handle: '' };
      const principal = principalOf(w.admin, { credential: 'session', sessionHandle: handle });
      await w.call(
        'iam.changePassword',
        { ...as, channel: 'console', principal },
        { userId: w.admin.id, user: { password: 'another fine password', originalPassword: ADMIN_PASSWORD } },
      );
      expect(await w.world.iam.sessions.resolve(kept)).not.toBeNull();
      expect(await w.world.iam.sessions.resolve(lost)).toBeNull();
    });

    it('cannot guess the password in use without end', async () => {
      const alice = await w.makeUser('alice');
      const guess = () =>
        refusalOf(
          w.call('iam.changePassword', contextOf(alice), {
            userId: alice.id,
            user: { password: 'another fine password', originalPassword: 'guess' },
          }),
        );
      const names = [];
      for (let i = 0; i < 20; i += 1) names.push((await guess()).errorName);
      expect(names[0]).toBe('originalPasswordWrong');
      expect(names.at(-1)).toBe('throttled');
    });

    it('of a foreign provider get no password here', async () => {
      const external = await w.world.iam.identity.provisionExternalUser({
        issuer: 'https://idp.example',
        subject: 's1',
        preferredName: 'eve',
        email: null,
        groups: [],
        accountName: 'default',
      });
      const userId = external?.id ?? '';
      const user = { password: PASSWORD };
      expect(await refusalOf(w.call('iam.updateUser', as, { userId, user }))).toMatchObject({
        errorName: 'passwordElsewhere',
      });
      expect(await w.call('iam.viewUser', as, { userId })).toMatchObject({
        hasPassword: false,
        issuer: 'https://idp.example',
      });
    });
  });

  describe('groups', () => {
    it('are made, renamed, listed with their members, and deleted', async () => {
      const groupId = await w.makeGroup('auditors');
      const alice = await w.makeUser('alice');
      for (let i = 0; i < 2; i += 1) await w.call('iam.addUserToGroup', as, { groupId, userId: alice.id });
      await w.call('iam.updateGroup', as, { groupId, group: { name: 'readers', description: 'd' } });
      expect(await w.call('iam.viewGroup', as, { groupId })).toMatchObject({
        name: 'readers',
        description: 'd',
        members: 1,
      });
      const members = await w.call('iam.searchUsers', as, { groupId });
      expect(members.items.map(({ name }) => name)).toEqual(['alice']);
      const { groups } = await w.call('iam.listGroups', as, {});
      expect(groups.map(({ name }) => name)).toEqual(['administrators', 'readers']);
      expect((await w.call('iam.searchGroups', as, { q: 'READ' })).items).toMatchObject([{ members: 1 }]);
      expect((await w.call('iam.viewUser', as, { userId: alice.id })).groups).toEqual([
        { id: groupId, name: 'readers', fromClaim: false },
      ]);
      await w.call('iam.removeUserFromGroup', as, { groupId, userId: alice.id });
      const again = w.call('iam.removeUserFromGroup', as, { groupId, userId: alice.id });
      expect(await refusalOf(again)).toMatchObject({ errorName: 'membershipNotFound', status: 404 });
      await w.call('iam.deleteGroup', as, { groupId });
      expect(await refusalOf(w.call('iam.viewGroup', as, { groupId }))).toMatchObject({
        errorName: 'groupNotFound',
      });
    });

    it('are refused with a name that is taken, and with members that are not there', async () => {
      const groupId = await w.makeGroup('auditors');
      const named = { group: { name: 'auditors' } };
      expect(await refusalOf(w.call('iam.createGroup', as, named))).toMatchObject({
        errorName: 'groupNameTaken',
      });
      const rename = w.call('iam.updateGroup', as, { groupId, group: { name: 'administrators' } });
      expect(await refusalOf(rename)).toMatchObject({ errorName: 'groupNameTaken' });
      expect(await refusalOf(w.call('iam.addUserToGroup', as, { groupId, userId: NOBODY }))).toMatchObject({
        errorName: 'userNotFound',
      });
    });

    it('give and take what their policies say within the same second', async () => {
      const groupId = await w.makeGroup('security');
      const alice = await w.makeUser('alice');
      const own = contextOf(alice);
      await w.call('iam.attachGroupPolicy', as, { policyId: SECURITY, groupId });
      expect(await refusalOf(w.call('iam.listUsers', own))).toMatchObject({ status: 403 });
      await w.call('iam.addUserToGroup', as, { groupId, userId: alice.id });
      await w.call('iam.listUsers', own);
      await w.call('iam.deleteGroup', as, { groupId });
      expect(await refusalOf(w.call('iam.listUsers', own))).toMatchObject({ status: 403 });
    });
  });

  describe('the last administrator', () => {
    it.each<[string, (groupId: string) => Promise<unknown>]>([
      ['disabling', () => w.call('iam.updateUser', as, { userId: w.admin.id, user: { enabled: false } })],
      ['deleting', () => w.call('iam.deleteUser', as, { userId: w.admin.id })],
      [
        'leaving the group',
        (groupId) => w.call('iam.removeUserFromGroup', as, { groupId, userId: w.admin.id }),
      ],
      ['deleting the group', (groupId) => w.call('iam.deleteGroup', as, { groupId })],
      [
        'detaching the policy',
        (groupId) => w.call('iam.detachGroupPolicy', as, { policyId: SECURITY, groupId }),
      ],
      [
        'an explicit Deny',
        async (groupId) => {
          const { id } = await w.call('iam.createPolicy', as, {
            name: 'no',
            document: JSON.stringify({
              Version: '1.1',
              Statement: [{ Effect: 'Deny', Action: ['iam:users:*'] }],
            }),
          });
          await w.call('iam.attachPolicy', as, { policyId: id, groupId });
        },
      ],
    ])('cannot be taken away by %s', async (_how, attempt) => {
      const [group] = (await w.call('iam.listGroups', as, {})).groups;
      await w.makeUser('alice');
      const refusal = await refusalOf(attempt(group?.id ?? ''));
      expect(refusal).toMatchObject({ errorName: 'lastAdministrator', status: 409 });
      expect(refusal.message).toContain('Security Administrator');
      await w.call('iam.listUsers', as);
      await signInAs(w.world, 'admin', ADMIN_PASSWORD);
    });

    it('may go when another one can take over', async () => {
      const alice = await w.makeUser('alice');
      await w.call('iam.attachUserPolicy', as, { policyId: SECURITY, userId: alice.id });
      await w.call('iam.deleteUser', contextOf(alice), { userId: w.admin.id });
      await w.call('iam.listUsers', contextOf(alice));
    });

    it('is not somebody who cannot sign in', async () => {
      const { user } = await w.call('iam.createUser', as, { user: { name: 'ghost' } });
      await w.call('iam.attachUserPolicy', as, { policyId: SECURITY, userId: user.id });
      expect(await refusalOf(w.call('iam.deleteUser', as, { userId: w.admin.id }))).toMatchObject({
        errorName: 'lastAdministrator',
      });
    });

    it('survives two administrators who remove each other at the same time', async () => {
      const alice = await w.makeUser('alice');
      await w.call('iam.attachUserPolicy', as, { policyId: SECURITY, userId: alice.id });
      const outcomes = await Promise.allSettled([
        w.call('iam.deleteUser', contextOf(alice), { userId: w.admin.id }),
        w.call('iam.deleteUser', as, { userId: alice.id }),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });
  });

  describe('projects and accounts', () => {
    it('projects are made below the region’s name and belong to the account', async () => {
      const { project } = await w.call('iam.createProject', as, { project: { name: 'local-1_pay' } });
      expect(await w.call('iam.showProject', as, { projectId: project.id })).toMatchObject({
        project: { name: 'local-1_pay', domainId: w.admin.accountId, isDomain: false },
      });
      const again = w.call('iam.createProject', as, { project: { name: 'local-1_pay' } });
      expect(await refusalOf(again)).toMatchObject({ errorName: 'projectNameTaken' });
      const elsewhere = w.call('iam.createProject', as, { project: { name: 'pay' } });
      expect(await refusalOf(elsewhere)).toMatchObject({ field: 'project.name' });
      const nested = w.call('iam.createProject', as, { project: { name: 'local-1_x', parentId: NOBODY } });
      expect(await refusalOf(nested)).toMatchObject({ errorName: 'projectNotFound' });
    });

    it('accounts come with project and administrator, and share nothing', async () => {
      const second = await w.makeAccount('second');
      expect((await w.call('iam.listProjects', second)).projects.map(({ name }) => name)).toEqual([
        'local-1',
      ]);
      expect((await w.call('iam.listUsers', second)).users.map(({ name }) => name)).toEqual(['root']);
      const foreign = await refusalOf(w.call('iam.showUser', second, { userId: w.admin.id }));
      const missing = await refusalOf(w.call('iam.showUser', second, { userId: NOBODY }));
      expect({ ...foreign, message: foreign.message }).toEqual({ ...missing, message: missing.message });
      await w.makeUser('admin', second);
    });

    it('are listed with how much they hold, to the first account', async () => {
      const second = await w.makeAccount('second');
      await w.makeUser('bob', second);
      const all = await w.call('iam.searchAccounts', as);
      expect(all.items.map(({ name, users, projects }) => [name, users, projects])).toEqual([
        ['default', 1, 1],
        ['second', 2, 1],
      ]);
      const page = await w.call('iam.searchAccounts', as, { limit: 1 });
      expect(page.items.map(({ name }) => name)).toEqual(['default']);
      const next = await w.call('iam.searchAccounts', as, { limit: 1, cursor: page.nextCursor });
      expect([next.items.map(({ name }) => name), next.nextCursor]).toEqual([['second'], null]);
      expect((await w.call('iam.searchAccounts', as, { q: 'SEC' })).items).toHaveLength(1);
    });

    it('are made by a Security Administrator of the first account only', async () => {
      const second = await w.makeAccount('second');
      const domain = { name: 'third', admin: { name: 'root', password: PASSWORD } };
      expect(await refusalOf(w.call('iam.createAccount', second, { domain }))).toMatchObject({
        errorName: 'accountCreationRefused',
        status: 403,
      });
      expect(await refusalOf(w.call('iam.searchAccounts', second))).toMatchObject({
        errorName: 'accountCreationRefused',
      });
      const alice = await w.makeUser('alice');
      expect(await refusalOf(w.call('iam.createAccount', contextOf(alice), { domain }))).toMatchObject({
        errorName: 'permissionDenied',
      });
      const taken = { ...domain, name: 'second' };
      expect(await refusalOf(w.call('iam.createAccount', as, { domain: taken }))).toMatchObject({
        errorName: 'accountNameTaken',
      });
      const weak = { ...domain, admin: { name: 'root', password: 'root' } };
      expect(await refusalOf(w.call('iam.createAccount', as, { domain: weak }))).toMatchObject({
        field: 'domain.admin.password',
      });
    });
  });
});

async function openSession(w: IdentityWorld, user: IdentityWorld['admin']): Promise<string> {
  const { id } = await w.world.iam.sessions.create({
    user,
    idleLimitInMs: 30 * MINUTE,
    absoluteLimitInMs: 8 * HOUR,
    authenticatedAt: w.world.clock.now(),
    multiFactor: false,
    sourceIp: '192.0.2.1',
    userAgent: 'test',
    issuer: 'http://localhost:8080/oidc',
    subject: user.id,
    providerSessionId: null,
    data: {},
  });
  return id;
}

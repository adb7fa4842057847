import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import { systemPolicyByName } from '../../src/iam/policy/system-policies.ts';
import { dialects } from '../../src/testing/index.ts';
import { type EngineWorld, openEngineWorld, refusalOf, START_LIMIT_IN_MS } from '../engine-world.ts';

const DAY_IN_MS = 86_400_000;
const NOBODY = '0'.repeat(32);
const READ_ONLY = systemPolicyByName('KMS CMKReadOnlyAccess').id;
const FULL = systemPolicyByName('KMS CMKFullAccess').id;
const text = (...statements: object[]) => JSON.stringify({ Version: '1.1', Statement: statements });

describe.each(dialects)('simulator and replay on %s', (dialect) => {
  let w: EngineWorld;
  let as: RequestContext;
  let alice: RequestContext;
  let aliceId: string;
  let keyId: string;
  beforeEach(async () => {
    w = await openEngineWorld(dialect);
    as = w.as;
    alice = await w.makeUser('alice');
    aliceId = alice.principal.kind === 'user' ? alice.principal.userId : '';
    keyId = (await w.call('kms.createKey', as, { keyAlias: 'k' })).keyInfo.keyId;
  }, START_LIMIT_IN_MS);
  afterEach(() => w.close());

  const simulate = (more: object) =>
    w.call('iam.simulateAccess', as, {
      userId: aliceId,
      action: 'kms:cmk:encryptData',
      projectId: w.project.id,
      resource: { type: 'cmk', id: keyId },
      ...more,
    });
  const attach = (policyId: string, more: object = { userId: aliceId }) =>
    w.call('iam.attachPolicy', as, { policyId, ...more });
  const makePolicy = async (name: string, ...statements: object[]) =>
    (await w.call('iam.createPolicy', as, { name, document: text(...statements) })).id;

  describe('IAM-04 the simulator', () => {
    it('says why not and what would allow it, names the statement that allows, and the one that denies', async () => {
      const no = await simulate({});
      expect(no).toMatchObject({ allowed: false, explicitDeny: false, statement: null });
      expect(no.reason).toContain('No policy of user "alice" allows kms:cmk:encryptData');
      expect(no.remedy).toContain(`"Resource":["kms:*:*:KeyId:${keyId}"]`);
      await attach(FULL);
      expect(await simulate({})).toEqual({
        allowed: true,
        explicitDeny: false,
        statement: { policyId: FULL, policyName: 'KMS CMKFullAccess', statement: 1 },
        reason: 'policy "KMS CMKFullAccess", statement 1',
        remedy: null,
      });
      const deny = await makePolicy(
        'careful',
        { Effect: 'Allow', Action: ['kms:cmk:get'] },
        { Effect: 'Deny', Action: ['kms:cmk:encrypt*'], Resource: [`kms:*:*:KeyId:${keyId}`] },
      );
      await attach(deny);
      expect(await simulate({})).toMatchObject({
        allowed: false,
        explicitDeny: true,
        statement: { policyId: deny, policyName: 'careful', statement: 2 },
      });
      expect((await simulate({ resource: { type: 'cmk', id: 'another' } })).allowed).toBe(true);
    });

    it('decides as the enforcer does, for address, time, second factor and channel that are asked', async () => {
      const id = await makePolicy('narrow', {
        Effect: 'Allow',
        Action: ['kms:cmk:encryptData'],
        Condition: {
          IpAddress: { 'g:SourceIp': ['10.0.0.0/8'] },
          DateLessThan: { 'g:CurrentTime': ['2026-06-01T00:00:00Z'] },
          Bool: { 'g:MFAPresent': ['true'] },
        },
      });
      await attach(id);
      const good = { sourceIp: '10.1.2.3', multiFactor: true, time: Date.UTC(2026, 4, 1) };
      expect((await simulate(good)).allowed).toBe(true);
      for (const change of [
        { sourceIp: '192.0.2.1' },
        { multiFactor: false },
        { time: Date.UTC(2026, 6, 1) },
      ]) {
        expect((await simulate({ ...good, ...change })).allowed).toBe(false);
      }
      // Another name of the same action, as policies 1.1 have it.
      const legacy = await makePolicy('legacy', { Effect: 'Deny', Action: ['kms:cmk:crypto'] });
      await attach(legacy);
      expect(await simulate(good)).toMatchObject({ explicitDeny: true });
    });

    it('knows secrets by name and by ID, with their tags', async () => {
      const { secret } = await w.call('csms.createSecret', as, {
        name: 'login',
        secretString: 'x',
        tags: [{ key: 'env', value: 'prod' }],
      });
      await attach(
        await makePolicy('prod', {
          Effect: 'Allow',
          Action: ['csms:secret:get*'],
          Resource: ['csms:*:*:secretName:login'],
          Condition: { StringEquals: { 'g:ResourceTag/env': ['prod'] } },
        }),
      );
      const may = async (id: string) =>
        (await simulate({ action: 'csms:secret:getVersion', resource: { type: 'csms', id } })).allowed;
      expect(await may('login')).toBe(true);
      expect(await may(secret.id)).toBe(true);
      expect(await may('other')).toBe(false);
      const read = { secretName: 'login', versionId: 'v1' };
      expect(await w.call('csms.showSecretVersion', alice, read)).toMatchObject({
        version: { secretString: 'x' },
      });
    });

    it('knows disabled users, access control lists and single projects', async () => {
      await attach(FULL, { userId: aliceId, projectId: w.project.id });
      expect((await simulate({})).allowed).toBe(true);
      expect((await simulate({ projectId: undefined, resource: undefined })).allowed).toBe(false);
      const lists = { console: [], api: [{ network: '192.0.2.0/24' }] };
      await w.call('iam.updateAccessControl', as, lists);
      expect(await simulate({ sourceIp: '203.0.113.9' })).toMatchObject({
        allowed: false,
        reason: expect.stringContaining('203.0.113.9'),
      });
      await w.call('iam.updateUser', as, { userId: aliceId, user: { enabled: false } });
      expect(await simulate({})).toMatchObject({ allowed: false, reason: 'The user is disabled.' });
    });

    it('is for those who may see the user, and tells of no user or project elsewhere', async () => {
      const second = await w.makeAccount('second');
      const ask = (context: RequestContext, userId: string) =>
        w.call('iam.simulateAccess', context, { userId, action: 'kms:cmk:get' });
      expect(await refusalOf(ask(alice, aliceId))).toMatchObject({ errorName: 'userNotFound' });
      expect(await refusalOf(ask(second, aliceId))).toMatchObject({ errorName: 'userNotFound' });
      const foreignProject = simulate({ projectId: second.project?.id });
      expect(await refusalOf(foreignProject)).toMatchObject({ errorName: 'projectNotFound' });
    });
  });

  describe('IAM-10 the replay', () => {
    const replay = (change: object, context = as) => w.call('iam.replayPolicyChange', context, { ...change });

    /** Alice encrypts three times and looks at the key once, with all permissions of keys. */
    async function record(): Promise<void> {
      await attach(FULL);
      for (let i = 0; i < 3; i += 1) {
        await w.call('kms.encryptText', alice, { keyId, text: 'x' });
      }
      await w.call('kms.describeKey', alice, { keyId });
      w.clock.advance(1_000);
    }

    it('lists the calls that a detached policy would stop, alike ones once', async () => {
      await record();
      const { changes, examined, truncated, since } = await replay({
        change: 'detach',
        policyId: FULL,
        userId: aliceId,
      });
      expect({ truncated, since }).toEqual({ truncated: false, since: w.clock.now() - 7 * DAY_IN_MS });
      expect(examined).toBeGreaterThan(4);
      expect(changes.map(({ operation, count }) => [operation, count]).toSorted()).toEqual([
        ['encryptData', 3],
        ['listKeyDetail', 1],
      ]);
      expect(changes[0]).toMatchObject({
        userId: aliceId,
        userName: 'alice',
        resourceType: 'cmk',
        resourceId: keyId,
        resourceName: 'k',
        projectId: w.project.id,
        before: 'allowed',
        after: 'denied',
        lastTraceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      // Nothing was changed.
      await w.call('kms.describeKey', alice, { keyId });
    });

    it('lists what a narrower document would stop, and nothing that stays as it is', async () => {
      const policyId = await makePolicy('p', { Effect: 'Allow', Action: ['kms:*'] });
      await attach(policyId);
      await w.call('kms.encryptText', alice, { keyId, text: 'x' });
      await w.call('kms.describeKey', alice, { keyId });
      const document = text({ Effect: 'Allow', Action: ['kms:cmk:get'] });
      const { changes } = await replay({ change: 'update', policyId, document });
      expect(changes.map(({ operation, after }) => [operation, after])).toEqual([['encryptData', 'denied']]);
      expect(
        (await replay({ change: 'update', policyId, document: text({ Effect: 'Allow', Action: ['kms:*'] }) }))
          .changes,
      ).toEqual([]);
    });

    it('lists what a new policy would open for a group', async () => {
      await refusalOf(w.call('kms.createKey', alice, { keyAlias: 'mine' }));
      const { group } = await w.call('iam.createGroup', as, { group: { name: 'g' } });
      await w.call('iam.addUserToGroup', as, { groupId: group.id, userId: aliceId });
      const attached = { change: 'attach', groupId: group.id };
      const { changes } = await replay({
        ...attached,
        document: text({ Effect: 'Allow', Action: ['kms:cmk:create'] }),
      });
      expect(changes).toMatchObject([
        {
          operation: 'createKey',
          before: 'denied',
          after: 'allowed',
          resourceId: '',
          reason: 'policy "the new policy", statement 1',
        },
      ]);
      const elsewhere = await w.call('iam.createProject', as, { project: { name: 'local-1_b' } });
      const inProject = { ...attached, policyId: FULL, projectId: elsewhere.project.id };
      expect((await replay(inProject)).changes).toEqual([]);
    });

    it('decides each call at its own time and from its own address', async () => {
      await record();
      const deny = (Condition: object) => text({ Effect: 'Deny', Action: ['kms:*'], Condition });
      const until = new Date(w.clock.now() - 500).toISOString();
      const attached = { change: 'attach', userId: aliceId };
      const late = { ...attached, document: deny({ DateGreaterThan: { 'g:CurrentTime': [until] } }) };
      expect((await replay(late)).changes).toEqual([]);
      const early = { ...attached, document: deny({ DateLessThan: { 'g:CurrentTime': [until] } }) };
      expect((await replay(early)).changes).toHaveLength(2);
      const there = { ...attached, document: deny({ IpAddress: { 'g:SourceIp': ['192.0.2.1'] } }) };
      expect((await replay(there)).changes).toHaveLength(2);
    });

    it('looks back as far as it is asked', async () => {
      await record();
      w.clock.advance(3 * DAY_IN_MS);
      const change = { change: 'detach', policyId: FULL, userId: aliceId };
      expect((await replay({ ...change, days: 2 })).changes).toEqual([]);
      expect((await replay({ ...change, days: 4 })).changes).toHaveLength(2);
    });

    it('sees nothing of other accounts', async () => {
      const second = await w.makeAccount('second');
      await record();
      const bob = await w.makeUser('bob', second);
      const userId = bob.principal.kind === 'user' ? bob.principal.userId : '';
      const change = { change: 'attach', policyId: FULL, userId };
      expect(await replay(change, second)).toMatchObject({ changes: [] });
      expect(await refusalOf(replay(change))).toMatchObject({ errorName: 'userNotFound' });
    });

    describe('of a grant', () => {
      const grant = (more: object = {}, context = as) =>
        w.call('iam.replayGrant', context, {
          keyId,
          granteePrincipal: aliceId,
          operations: ['encrypt-data', 'describe-key'],
          ...more,
        });
      const encrypt = (context: RequestContext) =>
        w.call('kms.encryptData', context, { keyId, plainText: 'x' });

      it('lists the refused calls that it would open, and keeps everything as it is', async () => {
        await refusalOf(encrypt(alice));
        await refusalOf(encrypt(alice));
        await refusalOf(w.call('kms.disableKey', alice, { keyId }));
        // Grants serve the API only (GRT-02).
        await refusalOf(w.call('kms.encryptText', { ...alice, channel: 'console' }, { keyId, text: 'x' }));
        expect((await grant()).changes).toMatchObject([
          {
            userName: 'alice',
            operation: 'encryptData',
            resourceId: keyId,
            resourceName: 'k',
            before: 'denied',
            after: 'allowed',
            reason: 'the new grant',
            count: 2,
          },
        ]);
        await refusalOf(encrypt(alice));
      });

      it('lists nothing that a policy or another grant opens already, or that is denied', async () => {
        await refusalOf(encrypt(alice));
        const deny = await makePolicy('deny', { Effect: 'Deny', Action: ['kms:cmk:encrypt*'] });
        await attach(deny);
        expect((await grant()).changes).toEqual([]);
        await w.call('iam.detachPolicy', as, { policyId: deny, userId: aliceId });
        expect((await grant()).changes).toHaveLength(1);
        await w.call('kms.createGrant', as, {
          keyId,
          granteePrincipal: aliceId,
          operations: ['encrypt-data'],
        });
        expect((await grant()).changes).toEqual([]);
      });

      it('is about its grantee, its key and its operations', async () => {
        const { keyInfo } = await w.call('kms.createKey', as, { keyAlias: 'other' });
        const bob = await w.makeUser('bob');
        await refusalOf(encrypt(alice));
        await refusalOf(encrypt(bob));
        expect((await grant()).changes.map((change) => change.userName)).toEqual(['alice']);
        expect((await grant({ keyId: keyInfo.keyId })).changes).toEqual([]);
        expect((await grant({ operations: ['decrypt-data'] })).changes).toEqual([]);
        const account = { granteePrincipal: as.account.id, granteePrincipalType: 'domain' };
        expect((await grant(account)).changes.map((change) => change.userName).toSorted()).toEqual([
          'alice',
          'bob',
        ]);
      });

      it('is for those who may make the grant and read the traces', async () => {
        expect(await refusalOf(grant({}, alice))).toMatchObject({
          explanation: { action: 'cts:trace:list' },
        });
        await attach(systemPolicyByName('CTS ReadOnlyAccess').id);
        expect(await refusalOf(grant({}, alice))).toMatchObject({ errorName: 'keyNotFound' });
        await attach(READ_ONLY);
        expect(await refusalOf(grant({}, alice))).toMatchObject({
          explanation: { action: 'kms:cmk:createGrant' },
        });
        const second = await w.makeAccount('second');
        expect(await refusalOf(grant({}, second))).toMatchObject({ errorName: 'keyNotFound' });
      });
    });

    it.each<[string, object, string, string | undefined]>([
      ['an update without a policy', { change: 'update', document: '{}' }, 'parameterInvalid', 'policyId'],
      [
        'an update without a document',
        { change: 'update', policyId: NOBODY },
        'parameterInvalid',
        'document',
      ],
      [
        'an update to no policy',
        { change: 'update', policyId: NOBODY, document: '{}' },
        'policyInvalid',
        'document.Version',
      ],
      [
        'an update of a system policy',
        { change: 'update', policyId: READ_ONLY, document: text({ Effect: 'Deny', Action: ['*'] }) },
        'systemPolicyRefused',
        undefined,
      ],
      ['an attachment to nobody', { change: 'attach', policyId: READ_ONLY }, 'parameterInvalid', 'groupId'],
      [
        'an attachment to both',
        { change: 'attach', policyId: READ_ONLY, groupId: NOBODY, userId: NOBODY },
        'parameterInvalid',
        'groupId',
      ],
      [
        'a group that is not there',
        { change: 'attach', policyId: READ_ONLY, groupId: NOBODY },
        'groupNotFound',
        undefined,
      ],
    ])('refuses %s', async (_what, change, errorName, field) => {
      expect(await refusalOf(replay(change))).toMatchObject({ errorName, field });
    });

    it('is for those who may read the traces', async () => {
      const change = { change: 'detach', policyId: FULL, userId: aliceId };
      await w.call('iam.attachUserPolicy', as, {
        policyId: systemPolicyByName('Security Administrator').id,
        userId: aliceId,
      });
      expect(await refusalOf(replay(change, alice))).toMatchObject({
        explanation: { action: 'cts:trace:list' },
      });
    });
  });
});

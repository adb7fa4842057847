import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import type { Project, User } from '../../src/engine.ts';
import type { AuthorizationRequest } from '../../src/iam/authorizer.ts';
import { newIdentifier } from '../../src/iam/identifiers.ts';
import type { PolicyDocument } from '../../src/iam/policy/document.ts';
import { systemPolicyByName } from '../../src/iam/policy/system-policies.ts';
import type { Resource } from '../../src/pipeline/handler.ts';
import { dialects, seedAccount } from '../../src/testing/index.ts';
import {
  addGroup,
  addUser,
  changeIdentity,
  contextOf,
  openWorld,
  principalOf,
  signedInAdmin,
  type World,
} from './iam-world.ts';

describe.each(dialects)('IAM-02 IAM-04 authorization on %s', (dialect) => {
  let world: World;
  let admin: User;
  let alice: User;
  let project: Project;
  beforeEach(async () => {
    world = await openWorld(dialect);
    admin = await signedInAdmin(world);
    alice = await addUser(world.store, admin, 'alice');
    const [first] = await world.iam.identity.projectsOf(admin.accountId);
    project = first ?? { id: '', name: '' };
  });
  afterEach(() => world.close());

  const request = (action: string, more: Partial<AuthorizationRequest> = {}): AuthorizationRequest => ({
    action,
    legacyActions: [],
    grantOperation: undefined,
    resource: undefined,
    ...more,
  });
  const key = (more: Partial<Resource> = {}): Resource => ({
    type: 'cmk',
    id: 'key-1',
    name: 'k',
    projectId: project.id,
    ...more,
  });
  const decide = (
    user: User,
    asked: AuthorizationRequest,
    changes: Partial<RequestContext> = {},
    iam = world.iam,
  ) => iam.authorizer.decide(contextOf(user, { project, ...changes }), asked);
  const allowed = async (...args: Parameters<typeof decide>) => (await decide(...args)).allowed;

  const attach = (
    policyId: string,
    to: { user?: string; group?: string },
    projectId: string | null = null,
    accountId = admin.accountId,
  ) =>
    changeIdentity(world.store, accountId, (t) =>
      t
        .insertInto('policy_attachments')
        .values({
          account_id: accountId,
          policy_id: policyId,
          user_id: to.user ?? null,
          group_id: to.group ?? null,
          project_id: projectId,
          created_at: 0,
        })
        .execute(),
    );
  const custom = async (
    name: string,
    document: PolicyDocument | string,
    accountId = admin.accountId,
  ): Promise<string> => {
    const id = newIdentifier();
    const text = typeof document === 'string' ? document : JSON.stringify(document);
    await world.store.transaction((t) =>
      t
        .insertInto('policies')
        .values({
          id,
          account_id: accountId,
          name,
          description: '',
          document: text,
          created_at: 0,
          updated_at: 0,
        })
        .execute(),
    );
    return id;
  };
  const allowing = (Action: string[], rest: object = {}): PolicyDocument => ({
    Version: '1.1',
    Statement: [{ Effect: 'Allow', Action, ...rest }],
  });

  it('gives the first administrator everything of keys, secrets, key pairs and identities, by policies', async () => {
    for (const action of [
      'kms:cmk:create',
      'csms:secret:create',
      'kps:SSHKeyPair:create',
      'iam:users:createUser',
      'cts:trace:list',
      'smn:topic:create',
    ]) {
      expect(await decide(admin, request(action)), action).toMatchObject({ allowed: true });
    }
    expect(await decide(admin, request('kms:cmk:create'))).toEqual({
      allowed: true,
      statement: 'policy "KMS Administrator", statement 1',
      by: {
        policyId: systemPolicyByName('KMS Administrator').id,
        policyName: 'KMS Administrator',
        statement: 1,
      },
    });
    expect(await allowed(admin, request('rds:task:list'))).toBe(false);
  });

  it('takes it away with the policy, at once', async () => {
    expect(await allowed(admin, request('kms:cmk:create'))).toBe(true);
    await changeIdentity(world.store, admin.accountId, (t) =>
      t
        .deleteFrom('policy_attachments')
        .where('policy_id', '=', systemPolicyByName('KMS Administrator').id)
        .execute(),
    );
    expect(await allowed(admin, request('kms:cmk:create'))).toBe(false);
    expect(await allowed(admin, request('csms:secret:create'))).toBe(true);
  });

  it('gives a new user nothing, and says what would help', async () => {
    const decision = await decide(
      alice,
      request('kms:cmk:encryptData', {
        legacyActions: ['kms:cmk:crypto'],
        resource: key(),
        grantOperation: 'encrypt-data',
      }),
    );
    expect(decision).toEqual({
      allowed: false,
      explicit: false,
      reason: 'No policy of user "alice" allows kms:cmk:encryptData here.',
      remedy:
        'Ask a Security Administrator for a policy with the statement ' +
        '{"Effect":"Allow","Action":["kms:cmk:encryptData"],"Resource":["kms:*:*:KeyId:key-1"]}, ' +
        'or the system policy "KMS CMKFullAccess", or a grant with operation encrypt-data on this key.',
    });
    expect(await decide(alice, request('kms:cmk:list'))).toMatchObject({
      remedy: expect.stringContaining('"KMS CMKReadOnlyAccess"'),
    });
    expect(await decide(alice, request('rds:task:list'))).toMatchObject({
      remedy: expect.not.stringContaining('system policy'),
    });
  });

  it('the statement of the remedy does help', async () => {
    const asked = request('kms:cmk:encryptData', { resource: key() });
    const refusal = await decide(alice, asked);
    const statement = refusal.allowed ? '' : (/statement (\{.*?\})[,.]/.exec(refusal.remedy)?.[1] ?? '');
    await attach(await custom('helps', `{"Version":"1.1","Statement":[${statement}]}`), { user: alice.id });
    expect(await allowed(alice, asked)).toBe(true);
    expect(await allowed(alice, request('kms:cmk:encryptData', { resource: key({ id: 'key-2' }) }))).toBe(
      false,
    );
  });

  it('counts policies of the user and of each group', async () => {
    const group = await addGroup(world.store, admin.accountId, 'readers');
    await attach(systemPolicyByName('KMS CMKReadOnlyAccess').id, { group });
    expect(await allowed(alice, request('kms:cmk:list'))).toBe(false);
    await changeIdentity(world.store, admin.accountId, (t) =>
      t.insertInto('group_members').values({ group_id: group, user_id: alice.id }).execute(),
    );
    expect(await allowed(alice, request('kms:cmk:list'))).toBe(true);
    await attach(systemPolicyByName('CSMS FullAccess').id, { user: alice.id });
    expect(await allowed(alice, request('csms:secret:create'))).toBe(true);
    expect(await allowed(alice, request('kms:cmk:create'))).toBe(false);
  });

  it('a Deny of one group outweighs all Allows, and says so', async () => {
    const policyId = await custom('no disabling', {
      Version: '1.1',
      Statement: [{ Effect: 'Deny', Action: ['kms:cmk:disable'] }],
    });
    await attach(policyId, { user: admin.id });
    expect(await decide(admin, request('kms:cmk:disable', { resource: key() }))).toEqual({
      allowed: false,
      explicit: true,
      reason: 'policy "no disabling", statement 1 denies kms:cmk:disable.',
      remedy: 'Change or detach policy "no disabling": no other policy or grant can outweigh a Deny.',
      by: { policyId, policyName: 'no disabling', statement: 1 },
    });
    expect(await allowed(admin, request('kms:cmk:enable', { resource: key() }))).toBe(true);
  });

  it('a policy bound to a project holds there only, and never for identities', async () => {
    const other = { id: newIdentifier(), name: 'other' };
    await world.store.transaction((t) =>
      t
        .insertInto('projects')
        .values({ ...other, account_id: admin.accountId, created_at: 1 })
        .execute(),
    );
    for (const name of ['KMS Administrator', 'Security Administrator'])
      await attach(systemPolicyByName(name).id, { user: alice.id }, other.id);
    expect(await allowed(alice, request('kms:cmk:create'), { project: other })).toBe(true);
    expect(await allowed(alice, request('kms:cmk:create'))).toBe(false);
    expect(await allowed(alice, request('kms:cmk:create'), { project: null })).toBe(false);
    expect(await allowed(alice, request('iam:users:createUser'), { project: other })).toBe(false);
  });

  it('a thing of another project, or a caller of another account, is refused whatever the policies say', async () => {
    expect(
      await decide(admin, request('kms:cmk:get', { resource: key({ projectId: 'other' }) })),
    ).toMatchObject({ allowed: false, explicit: false });
    const foreign = await seedAccount(world.store);
    const account = { id: foreign.accountId, name: foreign.accountName };
    expect(await allowed(admin, request('kms:cmk:get'), { account })).toBe(false);
    const foreignPolicy = await custom('theirs', allowing(['*']), foreign.accountId);
    await attach(foreignPolicy, { user: alice.id });
    expect(await allowed(alice, request('kms:cmk:get'))).toBe(false);
  });

  it('a disabled user and one who is gone may do nothing, whatever the caller’s token says', async () => {
    await changeIdentity(world.store, admin.accountId, (t) =>
      t.updateTable('users').set({ enabled: 0 }).where('id', '=', admin.id).execute(),
    );
    expect(await allowed(admin, request('kms:cmk:list'))).toBe(false);
    expect(await allowed({ ...admin, id: newIdentifier() }, request('kms:cmk:list'))).toBe(false);
  });

  it('another node hears of a change', async () => {
    const other = await world.secondNode();
    expect(await allowed(alice, request('kms:cmk:list'), {}, other)).toBe(false);
    await attach(systemPolicyByName('Tenant Guest').id, { user: alice.id });
    await expect
      .poll(() => allowed(alice, request('kms:cmk:list'), {}, other), { timeout: 5_000 })
      .toBe(true);
  });

  it('conditions on tags see the tags, also where the handler gave none', async () => {
    await attach(
      await custom(
        'red keys',
        allowing(['kms:*'], { Condition: { StringEquals: { 'g:ResourceTag/team': ['red'] } } }),
      ),
      { user: alice.id },
    );
    const tag = {
      account_id: admin.accountId,
      project_id: project.id,
      resource_type: 'cmk',
      resource_id: 'key-1',
      tag_key: 'team',
      tag_value: 'red',
    } as const;
    expect(await allowed(alice, request('kms:cmk:get', { resource: key() }))).toBe(false);
    await world.store.transaction((t) => t.insertInto('resource_tags').values(tag).execute());
    expect(await allowed(alice, request('kms:cmk:get', { resource: key() }))).toBe(true);
    expect(await allowed(alice, request('kms:cmk:get', { resource: key({ tags: { team: 'blue' } }) }))).toBe(
      false,
    );
  });

  it('a stored policy that is not understood denies everything, and the log says which', async () => {
    await attach(
      await custom(
        'broken',
        '{"Version":"1.1","Statement":[{"Effect":"Deny","Action":["kms:*"],"Condition":{"Sometimes":{"g:UserName":["x"]}}}]}',
      ),
      { user: admin.id },
    );
    await attach(await custom('no policy', '[]'), { user: alice.id });
    expect(await decide(admin, request('csms:secret:list'))).toMatchObject({
      allowed: false,
      explicit: true,
      reason: expect.stringContaining('broken (cannot be evaluated)'),
    });
    expect(await decide(alice, request('kms:cmk:list'))).toMatchObject({ explicit: true });
    expect(world.log.lines.map(({ fields }) => fields.policyName)).toEqual(['broken', 'no policy']);
  });

  it('a system policy is what this release says, not what a row says', async () => {
    await attach(systemPolicyByName('KMS CMKReadOnlyAccess').id, { user: alice.id });
    await changeIdentity(world.store, admin.accountId, (t) =>
      t
        .updateTable('policies')
        .set({ document: JSON.stringify(allowing(['*'])) })
        .execute(),
    );
    expect(await allowed(alice, request('kms:cmk:list'))).toBe(true);
    expect(await allowed(alice, request('kms:cmk:create'))).toBe(false);
  });

  it('grants open calls of API callers that no policy allows, and never against a Deny', async () => {
    const asked = request('kms:cmk:encryptData', { resource: key(), grantOperation: 'encrypt-data' });
    const iam = await world.secondNode({
      grants: async (context, resource, operation) =>
        context.principal.kind === 'user' && context.principal.userId === alice.id && resource.id === 'key-1'
          ? `grant g-1 (${operation})`
          : null,
    });
    expect(await decide(alice, asked, {}, iam)).toEqual({
      allowed: true,
      byGrant: true,
      statement: 'grant g-1 (encrypt-data)',
    });
    expect(await allowed(alice, asked, { channel: 'console' }, iam)).toBe(false);
    expect(await allowed(alice, { ...asked, grantOperation: undefined }, {}, iam)).toBe(false);
    expect(await allowed(alice, { ...asked, resource: key({ id: 'key-2' }) }, {}, iam)).toBe(false);
    await attach(await custom('no', { Version: '1.1', Statement: [{ Effect: 'Deny', Action: ['kms:*'] }] }), {
      user: alice.id,
    });
    await expect
      .poll(() => decide(alice, asked, {}, iam), { timeout: 5_000 })
      .toMatchObject({ allowed: false, explicit: true });
  });

  it('the product itself does its duties and nothing else; nobody does nothing', async () => {
    const bySystem = (name: string, action: string) =>
      allowed(admin, request(action), { principal: { kind: 'system', name } });
    expect(await bySystem('rotation', 'kms:cmk:rotateOnDemand')).toBe(true);
    expect(await bySystem('rotation', 'kms:cmk:decryptData')).toBe(false);
    expect(await bySystem('something', 'kms:cmk:rotateOnDemand')).toBe(false);
    expect(await decide(admin, request('kms:cmk:list'), { principal: { kind: 'anonymous' } })).toMatchObject({
      allowed: false,
    });
  });

  it('says what may be offered: whatever is allowed on at least one thing', async () => {
    await attach(
      await custom(
        'one key',
        allowing(['kms:cmk:disable', 'kms:cmk:list'], { Resource: ['kms:*:*:KeyId:key-1'] }),
      ),
      { user: alice.id },
    );
    const context = contextOf(alice, { project, principal: principalOf(alice) });
    const asked = ['kms:cmk:disable', 'kms:cmk:enable', 'csms:secret:list'].map((action) => request(action));
    expect(
      (await world.iam.authorizer.permittedAnywhere(context, asked)).map(({ action }) => action),
    ).toEqual(['kms:cmk:disable']);
    const foreign = { ...context, account: { id: 'other', name: 'other' } };
    expect(await world.iam.authorizer.permittedAnywhere(foreign, asked)).toEqual([]);
    expect(
      await world.iam.authorizer.permittedAnywhere({ ...context, principal: { kind: 'anonymous' } }, asked),
    ).toEqual([]);
  });
});

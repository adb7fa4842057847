import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import type { User } from '../../src/engine.ts';
import { checkPolicyDocument } from '../../src/iam/policy/check-document.ts';
import { systemPolicies, systemPolicyByName } from '../../src/iam/policy/system-policies.ts';
import { dialects } from '../../src/testing/index.ts';
import { contextOf, refusalOf } from './iam-world.ts';
import { type IdentityWorld, openIdentityWorld, START_LIMIT_IN_MS } from './identity-world.ts';

const NOBODY = '0'.repeat(32);
const statement = { Effect: 'Allow', Action: ['kms:cmk:get'] };
const text = (...statements: object[]) => JSON.stringify({ Version: '1.1', Statement: statements });
const role = (displayName: string, change: object = {}) => ({
  displayName,
  type: 'XA',
  description: 'd',
  policy: { version: '1.1', statement: [{ effect: 'Allow', action: ['kms:cmk:get'], ...change }] },
});

describe.each(dialects)('IAM-03 IAM-04 policies on %s', (dialect) => {
  let w: IdentityWorld;
  let as: RequestContext;
  let alice: User;
  let own: RequestContext;
  beforeEach(async () => {
    w = await openIdentityWorld(dialect);
    as = w.as;
    alice = await w.makeUser('alice');
    own = contextOf(alice);
  }, START_LIMIT_IN_MS);
  afterEach(() => w.close());

  it('IAM-03 lists exactly the system policies, as IAM v3, v5 and the console have them', async () => {
    const names = systemPolicies.map(({ name }) => name).toSorted();
    const v3 = await w.call('iam.listPermissions', as, {});
    expect(v3.roles.map(({ displayName }) => displayName)).toEqual(names);
    expect(v3.totalNumber).toBe(names.length);
    expect(v3.roles.every(({ catalog, domainId }) => catalog === 'BASE' && domainId === undefined)).toBe(
      true,
    );
    const v5 = await w.call('iam.listIdentityPolicies', as, { limit: 200 });
    expect(v5.policies.map(({ policyName }) => policyName)).toEqual(names);
    const shown = await w.call('iam.searchPolicies', as, { type: 'system', limit: 100 });
    expect(shown.items.map(({ name }) => name)).toEqual(names);
    const roles = await w.call('iam.listPermissions', as, { permissionType: 'role', page: 1, perPage: 2 });
    expect(roles.roles.map(({ name }) => name)).toEqual(['KMS Administrator', 'Security Administrator']);
    expect(roles.totalNumber).toBe(3);
    const [one] = (await w.call('iam.listPermissions', as, { displayName: 'Tenant Guest' })).roles;
    expect(await w.call('iam.showPermission', as, { roleId: one?.id })).toEqual({ role: one });
  });

  it('IAM-03 no system policy can be changed or deleted', async () => {
    const { id } = systemPolicyByName('Tenant Guest');
    const attempts = [
      () => w.call('iam.updateCustomPolicy', as, { roleId: id, role: role('x') }),
      () => w.call('iam.deleteCustomPolicy', as, { roleId: id }),
      () => w.call('iam.updatePolicy', as, { policyId: id, document: text(statement) }),
      () => w.call('iam.deletePolicy', as, { policyId: id }),
      () => w.call('iam.deleteIdentityPolicy', as, { policyId: id }),
    ];
    for (const attempt of attempts) {
      expect(await refusalOf(attempt())).toMatchObject({ errorName: 'systemPolicyRefused' });
    }
  });

  it('IAM-04 makes, shows, changes and deletes a custom policy the way of IAM v3', async () => {
    const change = { resource: ['kms:*:*:KeyId:1'], condition: { Bool: { 'g:MFAPresent': ['true'] } } };
    const { role: made } = await w.call('iam.createCustomPolicy', as, { role: role('readers', change) });
    expect(made).toMatchObject({
      displayName: 'readers',
      type: 'XA',
      catalog: 'CUSTOMED',
      domainId: alice.accountId,
      policy: { version: '1.1', statement: [{ effect: 'Allow', action: ['kms:cmk:get'], ...change }] },
    });
    const { role: changed } = await w.call('iam.updateCustomPolicy', as, {
      roleId: made.id,
      role: { ...role('writers', { effect: 'Deny' }), type: 'AX' },
    });
    expect(changed).toMatchObject({ id: made.id, displayName: 'writers', type: 'AX' });
    expect(changed.policy.statement).toEqual([{ effect: 'Deny', action: ['kms:cmk:get'] }]);
    const shown = await w.call('iam.showCustomPolicy', as, { roleId: made.id });
    expect(shown.role).toEqual({ ...changed, references: 0 });
    expect((await w.call('iam.listCustomPolicies', as, {})).roles).toEqual([changed]);
    const ofAccount = await w.call('iam.listPermissions', as, { domainId: alice.accountId });
    expect(ofAccount.roles.map(({ name }) => name)).toEqual(['writers']);
    expect((await w.call('iam.listPermissions', as, { domainId: NOBODY })).roles).toEqual([]);
    await w.call('iam.deleteCustomPolicy', as, { roleId: made.id });
    expect(await refusalOf(w.call('iam.showCustomPolicy', as, { roleId: made.id }))).toMatchObject({
      code: 'IAM.0004',
      status: 404,
    });
  });

  it('IAM-04 makes, shows and deletes a policy the way of IAM v5, text unchanged', async () => {
    const policyDocument = '{ "Version": "5.0",\n "Statement": [{"Effect":"Allow","NotAction":["kms:*"]}] }';
    const { policy } = await w.call('iam.createIdentityPolicy', as, { policyName: 'p', policyDocument });
    expect(policy).toMatchObject({ policyType: 'custom', attachmentCount: 0, defaultVersionId: 'v1' });
    const version = { policyId: policy.policyId, versionId: 'v1' };
    expect((await w.call('iam.getIdentityPolicyVersion', as, version)).policyVersion.document).toBe(
      policyDocument,
    );
    const absent = w.call('iam.getIdentityPolicyVersion', as, { ...version, versionId: 'v2' });
    expect(await refusalOf(absent)).toMatchObject({ errorName: 'policyVersionNotFound' });
    await w.call('iam.attachUserPolicy', as, { policyId: policy.policyId, userId: alice.id });
    expect(await w.call('iam.getIdentityPolicy', as, { policyId: policy.policyId })).toMatchObject({
      policy: { attachmentCount: 1 },
    });
    const attached = await w.call('iam.listIdentityPolicies', as, {
      onlyAttached: true,
      policyType: 'custom',
    });
    expect(attached.policies.map(({ policyName }) => policyName)).toEqual(['p']);
    await w.call('iam.detachUserPolicy', as, { policyId: policy.policyId, userId: alice.id });
    await w.call('iam.deleteIdentityPolicy', as, { policyId: policy.policyId });
    expect((await w.call('iam.listCustomPolicies', as, {})).totalNumber).toBe(0);
  });

  it('IAM-04 pages the v5 list by its marker', async () => {
    const names: string[] = [];
    let marker: string | undefined;
    do {
      const page = await w.call('iam.listIdentityPolicies', as, { limit: 5, ...(marker ? { marker } : {}) });
      expect(page.pageInfo.currentCount).toBe(page.policies.length);
      names.push(...page.policies.map(({ policyName }) => policyName));
      marker = page.pageInfo.nextMarker;
    } while (marker !== undefined);
    expect(names).toEqual(systemPolicies.map(({ name }) => name).toSorted());
  });

  it('IAM-04 names place and line of what is wrong, whichever way it comes', async () => {
    const document = `{
  "Version": "1.1",
  "Statement": [
    { "Effect": "Allow", "Action": ["kms:cmk:get",
      "kms:cmk:gett"] }
  ]
}`;
    const refusal = await refusalOf(w.call('iam.createPolicy', as, { name: 'p', document }));
    expect(refusal).toMatchObject({ code: 'IAM.1301', field: 'document.Statement[0].Action[1]' });
    expect(refusal.message).toContain('line 5, Statement[0].Action[1]');
    expect(refusal.message).toContain('kms:cmk:gett');
    expect(await w.call('iam.checkPolicy', as, { document })).toEqual({
      problems: [
        { path: 'Statement[0].Action[1]', line: 5, column: 7, message: expect.stringContaining('gett') },
      ],
    });
    const v3 = role('p', { action: ['kms:cmk:gett'] });
    expect(await refusalOf(w.call('iam.createCustomPolicy', as, { role: v3 }))).toMatchObject({
      errorName: 'policyInvalid',
      field: 'role.policy.Statement[0].Action[0]',
    });
    const v5 = { policyName: 'p', policyDocument: document };
    expect(await refusalOf(w.call('iam.createIdentityPolicy', as, v5))).toMatchObject({
      field: 'policy_document.Statement[0].Action[1]',
    });
    expect((await w.call('iam.listCustomPolicies', as, {})).totalNumber).toBe(0);
  });

  it('IAM-04 refuses names that are taken, also by a system policy', async () => {
    await w.call('iam.createPolicy', as, { name: 'p', document: text(statement) });
    for (const name of ['p', 'Tenant Guest']) {
      const attempt = w.call('iam.createPolicy', as, { name, document: text(statement) });
      expect(await refusalOf(attempt)).toMatchObject({ errorName: 'policyNameTaken', field: 'name' });
    }
  });

  it('IAM-04 a policy holds for a group in its project, in all, and no longer than it is attached', async () => {
    const [first] = (await w.call('iam.listProjects', as)).projects;
    const { project } = await w.call('iam.createProject', as, { project: { name: 'local-1_b' } });
    const groupId = await w.makeGroup('readers');
    await w.call('iam.addUserToGroup', as, { groupId, userId: alice.id });
    const { id } = await w.call('iam.createPolicy', as, { name: 'p', document: text(statement) });
    const may = async (projectId: string | undefined) => {
      const context = { ...own, project: { id: projectId ?? '', name: '' } };
      const decision = await w.world.iam.authorizer.decide(context, {
        action: 'kms:cmk:get',
        legacyActions: [],
        grantOperation: undefined,
        resource: undefined,
      });
      return decision.allowed;
    };
    const onProject = { projectId: project.id, groupId, roleId: id };
    for (let i = 0; i < 2; i += 1) await w.call('iam.grantRoleToGroupOnProject', as, onProject);
    expect([await may(project.id), await may(first?.id)]).toEqual([true, false]);
    const listed = await w.call('iam.listRolesForGroupOnProject', as, { projectId: project.id, groupId });
    expect(listed.roles.map(({ name }) => name)).toEqual(['p']);
    await w.call('iam.revokeRoleFromGroupOnProject', as, onProject);
    expect(await may(project.id)).toBe(false);
    expect(await refusalOf(w.call('iam.revokeRoleFromGroupOnProject', as, onProject))).toMatchObject({
      errorName: 'attachmentNotFound',
    });
    const onDomain = { domainId: alice.accountId, groupId, roleId: id };
    await w.call('iam.grantRoleToGroupOnDomain', as, onDomain);
    expect([await may(project.id), await may(first?.id)]).toEqual([true, true]);
    const held = () => w.call('iam.listRolesForGroupOnDomain', as, { domainId: alice.accountId, groupId });
    expect((await held()).roles).toHaveLength(1);
    await w.call('iam.updatePolicy', as, { policyId: id, document: text({ ...statement, Effect: 'Deny' }) });
    expect(await may(first?.id)).toBe(false);
    await w.call('iam.revokeRoleFromGroupOnDomain', as, onDomain);
    expect((await held()).roles).toEqual([]);
  });

  it('IAM-04 cannot be deleted while attached, and says where', async () => {
    const groupId = await w.makeGroup('readers');
    const [project] = (await w.call('iam.listProjects', as)).projects;
    const { id } = await w.call('iam.createPolicy', as, { name: 'p', document: text(statement) });
    const inProject = { policyId: id, groupId, projectId: project?.id };
    await w.call('iam.attachPolicy', as, inProject);
    await w.call('iam.attachPolicy', as, { policyId: id, userId: alice.id });
    const refusal = await refusalOf(w.call('iam.deletePolicy', as, { policyId: id }));
    expect(refusal).toMatchObject({ errorName: 'policyAttached', status: 409 });
    expect(refusal.message).toContain('group "readers" in project "local-1"');
    expect(refusal.message).toContain('user "alice"');
    const { attachments } = await w.call('iam.viewPolicy', as, { policyId: id });
    expect(attachments).toMatchObject([
      { userName: 'alice', groupName: null, projectName: null },
      { groupName: 'readers', userName: null, projectName: 'local-1' },
    ]);
    expect((await w.call('iam.viewGroup', as, { groupId })).attachments).toMatchObject([{ policyName: 'p' }]);
    await w.call('iam.detachPolicy', as, inProject);
    await w.call('iam.detachPolicy', as, { policyId: id, userId: alice.id });
    await w.call('iam.deletePolicy', as, { policyId: id });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['neither group nor user', {}, 'parameterInvalid'],
    ['both group and user', { groupId: NOBODY, userId: NOBODY }, 'parameterInvalid'],
    ['a group that is not there', { groupId: NOBODY }, 'groupNotFound'],
    ['a user that is not there', { userId: NOBODY }, 'userNotFound'],
  ])('IAM-04 refuses an attachment to %s', async (_what, place, errorName) => {
    const { id } = systemPolicyByName('Tenant Guest');
    const attempt = w.call('iam.attachPolicy', as, { policyId: id, ...place });
    expect(await refusalOf(attempt)).toMatchObject({ errorName });
  });

  it('IAM-04 who may attach in projects only cannot attach for all', async () => {
    const { id } = await w.call('iam.createPolicy', as, {
      name: 'delegate',
      document: text({
        Effect: 'Allow',
        Action: ['iam:permissions:grantRoleToGroupOnProject', 'iam:roles:getRole'],
      }),
    });
    await w.call('iam.attachPolicy', as, { policyId: id, userId: alice.id });
    const groupId = await w.makeGroup('readers');
    const [project] = (await w.call('iam.listProjects', as)).projects;
    const policyId = systemPolicyByName('Security Administrator').id;
    await w.call('iam.attachPolicy', own, { policyId, groupId, projectId: project?.id });
    expect(await refusalOf(w.call('iam.attachPolicy', own, { policyId, groupId }))).toMatchObject({
      explanation: { action: 'iam:permissions:grantRoleToGroupOnDomain' },
    });
    const self = { policyId, userId: alice.id, projectId: project?.id };
    expect(await refusalOf(w.call('iam.attachPolicy', own, self))).toMatchObject({
      explanation: { action: 'iam:users:attachPolicyV5' },
    });
  });

  it('TRC-01 records who changed which policy to what', async () => {
    await w.call('iam.createCustomPolicy', as, {
      role: role('p', { condition: { IpAddress: { 'g:SourceIp': ['192.0.2.0/24'] } } }),
    });
    const trace = (await w.traces()).find(({ name }) => name === 'createRole');
    expect(trace).toMatchObject({ resource_type: 'policy', code: '201' });
    expect(trace?.body).toContain('"Condition":{"IpAddress":{"g:SourceIp":["192.0.2.0/24"]}}');
  });
});

describe('IAM-04 the check of a document', () => {
  const problemsOf = (document: string) => {
    const check = checkPolicyDocument(document);
    return check.ok ? [] : check.problems.map(({ path, line, column }) => [path, line, column]);
  };

  it.each<[string, string, readonly (readonly [string, number, number])[]]>([
    ['nothing', text(statement), []],
    ['text that is no JSON', '{\n  "Version": 1.1,,\n}', [['', 2, 18]]],
    ['text that ends too early', '{\n "Version": "1.1"', [['', 2, 18]]],
    ['a list', '[]', [['', 1, 1]]],
    ['a missing part', '{"Version":"1.1"}', [['Statement', 1, 1]]],
    [
      'an unknown part',
      '{"Version":"1.1","Statement":[\n{"Effect":"Allow","Action":["*"],"Foo":1}]}',
      [['Statement[0]', 2, 1]],
    ],
    [
      'a wrong value',
      '{"Version":"1.1","Statement":[\n{"Effect":"Permit","Action":["*"]}]}',
      [['Statement[0].Effect', 2, 11]],
    ],
    [
      'a key that stands there twice',
      '{"Version":"1.1","Statement":[{"Effect":"Deny",\n"Effect":"Allow","Action":["*"]}]}',
      [['Statement[0].Effect', 2, 1]],
    ],
    [
      'a bad condition behind text with escapes',
      '{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["*"],"Resource":["kms:*:*:KeyId:\\"}]"],\n"Condition":{"Foo":{"g:UserId":["x"]}}}]}',
      [['Statement[0].Condition.Foo', 2, 20]],
    ],
  ])('finds %s', (_what, document, expected) => {
    expect(problemsOf(document)).toEqual(expected);
  });

  it('refuses what is too large or too deep before it reads it', () => {
    expect(problemsOf(text({ ...statement, Action: ['x'.repeat(17_000)] }))).toEqual([['', 1, 1]]);
    expect(problemsOf(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).toEqual([['', 1, 1]]);
    expect(problemsOf(text(...Array(51).fill(statement)))).toHaveLength(1);
  });
});

import {
  compileWireCodec,
  isOperationId,
  type OperationInput,
  operationOf,
  operations,
} from '@dewpoint/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Project, User } from '../../src/engine.ts';
import { systemPolicyByName } from '../../src/iam/policy/system-policies.ts';
import { dialects, seedAccount } from '../../src/testing/index.ts';
import {
  ADMIN_PASSWORD,
  addUser,
  anonymous,
  changeIdentity,
  contextOf,
  HOUR,
  MINUTE,
  NOON,
  openWorld,
  PUBLIC_URL,
  principalOf,
  REGION,
  refusalOf,
  run,
  signedInAdmin,
  type World,
} from './iam-world.ts';

type TokenInput = OperationInput<'iam.createToken'>;
type NamedUser = TokenInput['auth']['identity']['password']['user'];

describe.each(dialects)('IAM-05 POST /v3/auth/tokens on %s', (dialect) => {
  let world: World;
  let admin: User;
  let project: Project;
  beforeEach(async () => {
    world = await openWorld(dialect);
    admin = await signedInAdmin(world);
    const [first] = await world.iam.identity.projectsOf(admin.accountId);
    project = first ?? { id: '', name: '' };
  });
  afterEach(() => world.close());

  const inputOf = (
    user: Partial<NamedUser> = {},
    scope?: TokenInput['auth']['scope'],
    nocatalog?: string,
  ): TokenInput => ({
    ...(nocatalog === undefined ? {} : { nocatalog }),
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: 'admin', password: ADMIN_PASSWORD, ...user } },
      },
      ...(scope === undefined ? {} : { scope }),
    },
  });
  const nobody = () => anonymous({ id: admin.accountId, name: 'default' });
  const create = (...args: Parameters<typeof inputOf>) =>
    run(world.iam, 'iam.createToken', nobody(), inputOf(...args));

  it('gives a project token with the documents’ body, and the token that resolves to it', async () => {
    const { output, traced } = await create({ domain: { name: 'default' } }, { project: { name: REGION } });
    const domain = { id: admin.accountId, name: 'default' };
    expect(output.token).toMatchObject({
      methods: ['password'],
      issuedAt: NOON,
      expiresAt: NOON + 24 * HOUR,
      user: { id: admin.id, name: 'admin', passwordExpiresAt: '', domain },
      project: { id: project.id, name: REGION, domain },
    });
    expect(output.token.domain).toBeUndefined();
    expect(output.token.roles).toContainEqual({ id: '0', name: 'KMS Administrator' });
    const kms = output.token.catalog?.find(({ type }) => type === 'kms');
    expect(kms?.endpoints).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        url: `${PUBLIC_URL}/v1.0`,
        region: REGION,
        regionId: REGION,
        interface: 'public',
      },
    ]);
    expect(await world.iam.identity.resolveToken(output.subjectToken)).toMatchObject({
      user: admin,
      project,
    });
    expect(traced).toEqual({ id: admin.id, name: 'admin' });
  });

  it('travels as the wire says', async () => {
    const { output } = await create({}, { project: { id: project.id } });
    const wire = JSON.stringify(
      compileWireCodec(operations['iam.createToken'].output, 'snake').encode(output),
    );
    expect(wire).toContain('"expires_at":"2026-06-16T12:00:00.000000Z"');
    expect(wire).toContain('"password_expires_at":""');
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a domain by name', () => create({}, { domain: { name: 'default' } })],
    ['a domain by ID', () => create({}, { domain: { id: admin.accountId } })],
    ['no scope', () => create()],
    ['the user by ID', () => create({ id: admin.id, name: undefined })],
    [
      'the user by ID and the domain by ID',
      () => create({ id: admin.id, name: undefined, domain: { id: admin.accountId } }),
    ],
  ])('gives a token of the account for %s', async (_name, call) => {
    expect(await call()).toMatchObject({
      output: { token: { domain: { id: admin.accountId, name: 'default' }, catalog: [{ type: 'iam' }] } },
    });
  });

  it('leaves the catalogue out on request', async () => {
    expect((await create({}, { project: { id: project.id } }, 'true')).output.token.catalog).toBeUndefined();
  });

  it.each<[string, () => Promise<unknown>, string, number]>([
    ['a wrong password', () => create({ password: 'wrong' }), 'passwordWrong', 401],
    ['an unknown user', () => create({ name: 'nobody' }), 'passwordWrong', 401],
    ['an unknown user ID', () => create({ id: 'f'.repeat(32), name: undefined }), 'passwordWrong', 401],
    ['another domain of the user', () => create({ domain: { name: 'other' } }), 'passwordWrong', 401],
    ['another domain ID of the user', () => create({ domain: { id: 'f'.repeat(32) } }), 'passwordWrong', 401],
    ['neither name nor ID', () => create({ name: undefined }), 'parameterMissing', 400],
    ['an unknown project', () => create({}, { project: { name: 'other' } }), 'tokenScopeUnknown', 401],
    [
      'a project ID with the name of another',
      () => create({}, { project: { id: project.id, name: 'other' } }),
      'tokenScopeUnknown',
      401,
    ],
    ['a project without name and ID', () => create({}, { project: {} }), 'tokenScopeUnknown', 401],
    [
      'a project of another domain',
      () => create({}, { project: { name: REGION, domain: { name: 'other' } } }),
      'tokenScopeUnknown',
      401,
    ],
    ['another domain as scope', () => create({}, { domain: { name: 'other' } }), 'tokenScopeUnknown', 401],
    [
      'two scopes',
      () => create({}, { project: { id: project.id }, domain: { id: admin.accountId } }),
      'parameterInvalid',
      400,
    ],
  ])('refuses %s', async (_name, call, errorName, status) => {
    expect(await refusalOf(call())).toMatchObject({ errorName, status });
    expect(await world.store.read.selectFrom('auth_tokens').select('user_id').execute()).toEqual([]);
  });

  it('refuses the project of another account', async () => {
    const foreign = await seedAccount(world.store);
    expect(
      (await refusalOf(create({ domain: { name: 'default' } }, { project: { id: foreign.projectId } })))
        .errorName,
    ).toBe('tokenScopeUnknown');
  });

  it('is throttled together with the sign-in page', async () => {
    for (let i = 0; i < 3; i += 1) await refusalOf(create({ password: 'wrong' }));
    for (let i = 0; i < 2; i += 1)
      await refusalOf(create({ id: admin.id, name: undefined, password: 'wrong' }));
    expect(await refusalOf(create())).toMatchObject({
      errorName: 'throttled',
      status: 429,
      retryAfterInSeconds: 30,
    });
  });

  it('leaves the trace to the pipeline: none of its own', async () => {
    const before = (await world.store.read.selectFrom('traces').select('id').execute()).length;
    await create();
    await refusalOf(create({ password: 'wrong' }));
    expect(await world.store.read.selectFrom('traces').select('id').execute()).toHaveLength(before);
  });

  it('GET describes a token of the own account, and no other', async () => {
    const { output } = await create({}, { project: { id: project.id } });
    const validate = (subjectToken: string, context = contextOf(admin)) =>
      run(world.iam, 'iam.validateToken', context, { subjectToken });
    expect((await validate(output.subjectToken)).output).toEqual(output);
    expect(await refusalOf(validate('unknown'))).toMatchObject({
      errorName: 'subjectTokenUnknown',
      status: 404,
    });
    const foreign = contextOf({ ...admin, accountId: 'f'.repeat(32), accountName: 'other' });
    expect((await refusalOf(validate(output.subjectToken, foreign))).errorName).toBe('subjectTokenUnknown');
    world.clock.advance(24 * HOUR);
    expect((await refusalOf(validate(output.subjectToken))).errorName).toBe('subjectTokenUnknown');
  });
});

describe.each(dialects)('IAM-07 projects and accounts that SDKs ask for on %s', (dialect) => {
  let world: World;
  let admin: User;
  let project: Project;
  beforeEach(async () => {
    world = await openWorld(dialect);
    admin = await signedInAdmin(world);
    await seedAccount(world.store);
    const [first] = await world.iam.identity.projectsOf(admin.accountId);
    project = first ?? { id: '', name: '' };
    await world.store.transaction((t) =>
      t
        .insertInto('projects')
        .values({ id: '2'.repeat(32), account_id: admin.accountId, name: 'second', created_at: NOON + 1 })
        .execute(),
    );
  });
  afterEach(() => world.close());

  const list = async (input: OperationInput<'iam.listProjects'>) =>
    (await run(world.iam, 'iam.listProjects', contextOf(admin), input)).output;
  const namesOf = async (input: OperationInput<'iam.listProjects'>) =>
    (await list(input)).projects.map(({ name }) => name);

  it('the region’s project is found by its name, exactly once, with no further page', async () => {
    const { projects, links } = await list({ name: REGION });
    expect(projects).toEqual([
      {
        id: project.id,
        name: REGION,
        domainId: admin.accountId,
        parentId: admin.accountId,
        isDomain: false,
        enabled: true,
        description: '',
        links: { self: `${PUBLIC_URL}/v3/projects/${project.id}`, previous: null, next: null },
      },
    ]);
    expect(links).toEqual({ self: `${PUBLIC_URL}/v3/projects`, previous: null, next: null });
  });

  it.each<[OperationInput<'iam.listProjects'>, string[]]>([
    [{}, [REGION, 'second']],
    [{ name: 'local' }, []],
    [{ enabled: true, isDomain: false }, [REGION, 'second']],
    [{ enabled: false }, []],
    [{ isDomain: true }, []],
    [{ domainId: 'f'.repeat(32) }, []],
    [{ parentId: 'f'.repeat(32) }, []],
    [{ page: 1, perPage: 1 }, [REGION]],
    [{ page: 2, perPage: 1 }, ['second']],
    [{ page: 3, perPage: 1 }, []],
  ])('filters %o', async (input, expected) => {
    expect(await namesOf(input)).toEqual(expected);
  });

  it('a token can be scoped to the projects and the account of its user', async () => {
    const projects = await run(world.iam, 'iam.listAuthProjects', contextOf(admin), {});
    expect(projects.output.projects.map(({ name }) => name)).toEqual([REGION, 'second']);
    const { output } = await run(world.iam, 'iam.listAuthDomains', contextOf(admin), {});
    expect(output.domains).toEqual([
      {
        id: admin.accountId,
        name: 'default',
        enabled: true,
        description: '',
        links: { self: `${PUBLIC_URL}/v3/domains/${admin.accountId}`, previous: null, next: null },
      },
    ]);
    expect(output.links.next).toBeNull();
  });

  it('versions need nobody', async () => {
    const { output } = await run(world.iam, 'iam.showVersions', anonymous({ id: '', name: '' }), {});
    expect(output.versions.map(({ id, links }) => [id, links[0]?.href])).toContainEqual([
      'v3',
      `${PUBLIC_URL}/v3`,
    ]);
  });
});

describe.each(dialects)('IAM-01 the console’s session on %s', (dialect) => {
  let world: World;
  let admin: User;
  beforeEach(async () => {
    world = await openWorld(dialect);
    admin = await signedInAdmin(world);
  });
  afterEach(() => world.close());

  const signInAs = async (user: User, issuer = `${PUBLIC_URL}/oidc`) => {
    const { id } = await world.iam.sessions.create({
      user,
      idleLimitInMs: 30 * MINUTE,
      absoluteLimitInMs: 8 * HOUR,
      authenticatedAt: NOON,
      multiFactor: false,
      sourceIp: '192.0.2.1',
      userAgent: 'Browser/1',
      issuer,
      subject: user.id,
      providerSessionId: null,
      data: {},
    });
    const sessionHandle = (await world.iam.sessions.resolve(id))?.handle ?? '';
    return contextOf(user, {
      channel: 'console',
      principal: principalOf(user, { credential: 'session', sessionHandle }),
    });
  };
  const show = async (context: ReturnType<typeof contextOf>, projectId?: string) =>
    (await run(world.iam, 'console.session', context, projectId === undefined ? {} : { projectId })).output;

  it('tells who, where, until when, and how keys are protected', async () => {
    const [project] = await world.iam.identity.projectsOf(admin.accountId);
    expect(await show(await signInAs(admin))).toMatchObject({
      user: { id: admin.id, name: 'admin', email: null },
      account: { id: admin.accountId, name: 'default' },
      projects: [project],
      project,
      region: REGION,
      protection: { kind: 'software' },
      authenticatedAt: NOON,
      idleExpiresAt: NOON + 30 * MINUTE,
      expiresAt: NOON + 8 * HOUR,
      foreignProvider: false,
      issuer: `${PUBLIC_URL}/oidc`,
    });
    expect(await show(await signInAs(admin, 'https://issuer.example'))).toMatchObject({
      foreignProvider: true,
    });
  });

  it('tells what the user may do in the project: everything, nothing, or reading', async () => {
    const everything = await show(await signInAs(admin));
    expect(everything.permitted).toEqual(
      expect.arrayContaining(['kms.createKey', 'kms.enableKey', 'iam.createAccount', 'iam.searchAccounts']),
    );
    const bob = await addUser(world.store, admin, 'bob');
    const context = await signInAs(bob);
    const nothing = (await show(context)).permitted;
    expect(nothing.filter((id) => isOperationId(id) && operationOf(id).action !== null)).toEqual([]);
    await changeIdentity(world.store, admin.accountId, (t) =>
      t
        .insertInto('policy_attachments')
        .values({
          account_id: admin.accountId,
          policy_id: systemPolicyByName('KMS CMKReadOnlyAccess').id,
          user_id: bob.id,
          group_id: null,
          project_id: null,
          created_at: 0,
        })
        .execute(),
    );
    const reading = (await show(context)).permitted;
    expect(reading).toContain('kms.listKeys');
    expect(reading).not.toContain('kms.createKey');
  });

  it('works in the project asked for, else in the first', async () => {
    const second = { id: '2'.repeat(32), name: 'second' };
    await world.store.transaction((t) =>
      t
        .insertInto('projects')
        .values({ ...second, account_id: admin.accountId, created_at: NOON + 1 })
        .execute(),
    );
    const context = await signInAs(admin);
    expect((await show(context, second.id)).project).toEqual(second);
    expect((await show(context, 'f'.repeat(32))).project?.name).toBe(REGION);
  });

  it('lists the own sessions, marks this one, and ends any', async () => {
    const [here, there] = [await signInAs(admin), await signInAs(admin)];
    const foreign = await signInAs(await addUser(world.store, admin, 'bob'));
    const { sessions } = (await run(world.iam, 'console.listSessions', here, {})).output;
    expect(sessions.map(({ current }) => current).sort()).toEqual([false, true]);
    const handleOf = ({ principal }: typeof here) =>
      principal.kind === 'user' ? (principal.sessionHandle ?? '') : '';
    const end = (context: typeof here, handle: string) =>
      run(world.iam, 'console.endSession', context, { handle });
    expect(await refusalOf(end(here, handleOf(foreign)))).toMatchObject({
      errorName: 'sessionUnknown',
      status: 404,
    });
    expect(await end(here, handleOf(there))).toEqual({
      output: {},
      traced: { id: handleOf(there), name: '' },
    });
    expect((await refusalOf(end(here, handleOf(there)))).errorName).toBe('sessionUnknown');
    expect((await refusalOf(show(there))).errorName).toBe('sessionMissing');
  });

  it('is for sessions only: tokens, signatures and nobody are refused', async () => {
    for (const context of [contextOf(admin), anonymous({ id: admin.accountId, name: 'default' })]) {
      expect((await refusalOf(show(context))).errorName).toBe('sessionMissing');
      expect((await refusalOf(run(world.iam, 'console.listSessions', context, {}))).errorName).toBe(
        'sessionMissing',
      );
      expect(
        (await refusalOf(run(world.iam, 'console.endSession', context, { handle: 'x' }))).errorName,
      ).toBe('sessionMissing');
    }
  });
});

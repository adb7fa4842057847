import { errorRow } from '@dewpoint/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PasswordHashing } from '../../src/iam/password-hash.ts';
import { dialects } from '../../src/testing/index.ts';
import {
  ADMIN_PASSWORD,
  CHEAP,
  changeIdentity,
  MINUTE,
  openWorld,
  REGION,
  refusalOf,
  signedInAdmin,
  signIn,
  type World,
} from './iam-world.ts';

const bootstrapOptions = { accountName: 'default', projectName: REGION };

describe.each(dialects)('IAM-02 first start on %s', (dialect) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(dialect);
  });
  afterEach(() => world.close());

  it('makes account, project, group and administrator once', async () => {
    const { iam, store } = world;
    const made = await iam.identity.bootstrap(bootstrapOptions);
    expect(made?.adminName).toBe('admin');
    expect(made?.generatedPassword?.replaceAll('-', '').length).toBeGreaterThanOrEqual(20);
    expect(await iam.identity.bootstrap(bootstrapOptions)).toBeNull();
    const admin = await signIn(iam, 'admin', made?.generatedPassword ?? '');
    expect(admin).toMatchObject({ name: 'admin', accountName: 'default', enabled: true });
    expect(await iam.identity.projectsOf(admin.accountId)).toEqual([
      { id: expect.stringMatching(/^[0-9a-f]{32}$/), name: REGION },
    ]);
    expect(await iam.identity.findUser(admin.id)).toEqual(admin);
    expect(await iam.identity.findUser('nobody')).toBeNull();
    const groups = await store.read.selectFrom('user_groups').select('name').execute();
    expect(groups).toEqual([{ name: 'administrators' }]);
  });

  it('makes one account when nodes start at once', async () => {
    const other = await world.secondNode();
    const made = await Promise.all([
      world.iam.identity.bootstrap(bootstrapOptions),
      other.identity.bootstrap({ ...bootstrapOptions, accountName: 'another name' }),
    ]);
    expect(made.filter((one) => one !== null)).toHaveLength(1);
    expect(await world.store.read.selectFrom('accounts').select('id').execute()).toHaveLength(1);
    expect(await world.store.read.selectFrom('users').select('id').execute()).toHaveLength(1);
  });

  it('uses the given password', async () => {
    const made = await world.iam.identity.bootstrap({ ...bootstrapOptions, adminPassword: ADMIN_PASSWORD });
    expect(made).toEqual({ adminName: 'admin', generatedPassword: null });
    expect((await signIn(world.iam, 'admin', ADMIN_PASSWORD)).name).toBe('admin');
  });

  it.each([
    ['adminPassword', { adminPassword: 'short' }, /at least 8/],
    ['adminPassword', { adminPassword: 'x1y2'.repeat(40) }, /at most 128/],
    ['adminPassword', { adminPassword: 'aaaaaaaaaaaa' }, /different/],
    ['adminPassword', { adminPassword: 'Adminadmin1' }, /user name/],
    ['adminPassword', { adminPassword: 'tab\tand more text' }, /control/],
    ['accountName', { accountName: '' }, /accountName is not valid/],
    ['accountName', { accountName: 'a/b' }, /accountName is not valid/],
    ['projectName', { projectName: ' x' }, /projectName is not valid/],
  ])('refuses a wrong %s (%o) and writes no account', async (field, wrong, message) => {
    const error = await refusalOf(world.iam.identity.bootstrap({ ...bootstrapOptions, ...wrong }));
    expect(error).toMatchObject({
      errorName: 'parameterInvalid',
      field,
      message: expect.stringMatching(message),
    });
    expect(await world.store.read.selectFrom('accounts').select('id').execute()).toEqual([]);
  });
});

describe.each(dialects)('IAM-01 password sign-in on %s', (dialect) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(dialect);
    await world.iam.identity.bootstrap({ ...bootstrapOptions, adminPassword: ADMIN_PASSWORD });
  });
  afterEach(() => world.close());

  const traces = () =>
    world.store.read
      .selectFrom('traces')
      .select([
        'name',
        'service_type',
        'resource_type',
        'resource_name',
        'user_name',
        'rating',
        'code',
        'source_ip',
        'body',
      ])
      .orderBy('seq')
      .execute();

  it('answers a wrong password, an unknown user, a disabled one and one without password alike', async () => {
    const { iam, store } = world;
    const admin = await signIn(iam, 'admin', ADMIN_PASSWORD);
    const refusals = [
      await refusalOf(signIn(iam, 'admin', 'wrong password')),
      await refusalOf(signIn(iam, 'nobody', ADMIN_PASSWORD)),
      await refusalOf(
        iam.identity.authenticatePassword({
          accountName: 'other',
          userName: 'admin',
          password: ADMIN_PASSWORD,
          sourceIp: '',
          requestId: 'r',
        }),
      ),
    ];
    await changeIdentity(store, admin.accountId, (t) => t.updateTable('users').set({ enabled: 0 }).execute());
    refusals.push(await refusalOf(signIn(iam, 'admin', ADMIN_PASSWORD)));
    await changeIdentity(store, admin.accountId, (t) =>
      t.updateTable('users').set({ enabled: 1, password_hash: null }).execute(),
    );
    refusals.push(await refusalOf(signIn(iam, 'admin', ADMIN_PASSWORD)));
    expect(refusals.map((r) => [r.errorName, r.status, r.message])).toEqual(
      Array(5).fill(['passwordWrong', 401, errorRow('passwordWrong').message]),
    );
  });

  it('refuses a password that only begins with the right one, and an endless one', async () => {
    const long = `${ADMIN_PASSWORD}${'x'.repeat(2_000_000)}`;
    expect((await refusalOf(signIn(world.iam, 'admin', long))).errorName).toBe('passwordWrong');
    expect((await refusalOf(signIn(world.iam, 'admin', ''))).errorName).toBe('passwordWrong');
  });

  it('leaves one trace of each outcome, without names that belong to nobody', async () => {
    await signIn(world.iam, 'admin', ADMIN_PASSWORD);
    await refusalOf(signIn(world.iam, 'admin', 'planted-wrong-password'));
    await refusalOf(signIn(world.iam, 'planted-unknown-name', 'planted-wrong-password'));
    const rows = await traces();
    expect(rows).toMatchObject([
      {
        name: 'login',
        service_type: 'IAM',
        resource_type: 'user',
        resource_name: 'admin',
        user_name: 'admin',
        rating: 'normal',
        code: '200',
      },
      { name: 'login', resource_name: 'admin', rating: 'warning', code: '401', source_ip: '192.0.2.1' },
      { name: 'login', resource_name: '', rating: 'warning', code: '401' },
    ]);
    expect(JSON.stringify(rows)).not.toContain('planted');
    expect(JSON.stringify(rows)).not.toContain(ADMIN_PASSWORD);
  });

  it('does not sign in when the trace cannot be written (TRC-02)', async () => {
    const iam = await world.secondNode({
      audit: {
        append: () => Promise.reject(new Error('the trail is full')),
        appendWithin: () => Promise.reject(new Error('the trail is full')),
        flush: () => Promise.resolve(),
      },
    });
    await expect(signIn(iam, 'admin', ADMIN_PASSWORD)).rejects.toThrow('the trail is full');
  });

  it('hashes a password again whose hash has another cost', async () => {
    const weak = '$scrypt$ln=10,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$';
    const cheap = await import('node:crypto').then(({ scryptSync }) =>
      scryptSync(ADMIN_PASSWORD, Buffer.alloc(16), 32, { N: 1024, r: 8, p: 1 })
        .toString('base64')
        .replace(/=+$/, ''),
    );
    await world.store.transaction((t) =>
      t
        .updateTable('users')
        .set({ password_hash: weak + cheap })
        .execute(),
    );
    await signIn(world.iam, 'admin', ADMIN_PASSWORD);
    const { password_hash } = await world.store.read
      .selectFrom('users')
      .select('password_hash')
      .executeTakeFirstOrThrow();
    expect(password_hash).not.toBe(weak + cheap);
    expect(await new PasswordHashing(CHEAP).check(ADMIN_PASSWORD, password_hash ?? '')).toEqual({
      matches: true,
      outdated: false,
    });
  });

  it('counts outcomes for /metrics', async () => {
    await signIn(world.iam, 'admin', ADMIN_PASSWORD);
    await refusalOf(signIn(world.iam, 'admin', 'wrong password'));
    const metric = world.iam.metrics().find(({ name }) => name === 'sign_ins_total');
    expect(metric?.samples.map(({ labels, value }) => [labels.outcome, value])).toEqual([
      ['succeeded', 1],
      ['refused', 1],
      ['throttled', 0],
    ]);
  });
});

describe.each(dialects)('IAM-01 sign-in throttling on %s', (dialect) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(dialect);
    await signedInAdmin(world);
  });
  afterEach(() => world.close());

  const fail = async (times: number, sourceIp = '192.0.2.1', iam = world.iam) => {
    for (let i = 0; i < times; i += 1)
      expect((await refusalOf(signIn(iam, 'admin', 'wrong', sourceIp))).errorName).toBe('passwordWrong');
  };

  it('blocks a user name after five failures, longer each time, whatever the address', async () => {
    await fail(5);
    const blocked = await refusalOf(signIn(world.iam, 'admin', ADMIN_PASSWORD, '198.51.100.7'));
    expect(blocked).toMatchObject({ errorName: 'throttled', status: 429, retryAfterInSeconds: 30 });
    world.clock.advance(29_000);
    expect(await refusalOf(signIn(world.iam, 'admin', ADMIN_PASSWORD))).toMatchObject({
      retryAfterInSeconds: 1,
    });
    world.clock.advance(1_000);
    await fail(1);
    expect(await refusalOf(signIn(world.iam, 'admin', ADMIN_PASSWORD))).toMatchObject({
      retryAfterInSeconds: 60,
    });
    for (const seconds of [60, 120, 240, 480, 900]) {
      world.clock.advance(seconds * 1000);
      await fail(1);
    }
    expect(await refusalOf(signIn(world.iam, 'admin', ADMIN_PASSWORD))).toMatchObject({
      retryAfterInSeconds: 900,
    });
  });

  it('lets the right password in when the block is over, and forgets the failures', async () => {
    await fail(5);
    world.clock.advance(30_000);
    await signIn(world.iam, 'admin', ADMIN_PASSWORD);
    await fail(4);
    await signIn(world.iam, 'admin', ADMIN_PASSWORD);
  });

  it('forgets failures after a quiet quarter of an hour', async () => {
    await fail(4);
    world.clock.advance(15 * MINUTE);
    await fail(4);
    await signIn(world.iam, 'admin', ADMIN_PASSWORD);
  });

  it('counts across nodes', async () => {
    const other = await world.secondNode();
    await fail(3);
    await fail(2, '192.0.2.1', other);
    expect((await refusalOf(signIn(world.iam, 'admin', ADMIN_PASSWORD))).errorName).toBe('throttled');
    expect((await refusalOf(signIn(other, 'admin', ADMIN_PASSWORD))).errorName).toBe('throttled');
  });

  it('guesses made at the same moment do not outrun the counter', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 12 }, () => refusalOf(signIn(world.iam, 'admin', 'wrong'))),
    );
    expect(guesses.filter(({ errorName }) => errorName === 'passwordWrong')).toHaveLength(5);
    expect(guesses.filter(({ errorName }) => errorName === 'throttled')).toHaveLength(7);
  });

  it('an unknown name is throttled as a known one is, and its text is not kept', async () => {
    const guess = () => refusalOf(signIn(world.iam, 'planted-name', 'wrong'));
    for (let i = 0; i < 5; i += 1) expect((await guess()).errorName).toBe('passwordWrong');
    expect((await guess()).errorName).toBe('throttled');
    expect(
      JSON.stringify(await world.store.read.selectFrom('throttles').selectAll().execute()),
    ).not.toContain('planted');
  });

  it('failures of one user behind an address leave the others in', async () => {
    await fail(5);
    await fail(0);
    const guess = (n: number) => refusalOf(signIn(world.iam, `somebody-${n}`, 'wrong'));
    for (let n = 0; n < 10; n += 1) expect((await guess(n)).errorName).toBe('passwordWrong');
  });

  it('blocks an address after fifty failures, of whatever names; other addresses are free', async () => {
    await world.store.transaction((t) =>
      t
        .updateTable('throttles')
        .set({ failures: 49, window_until: world.clock.now() + MINUTE })
        .where('subject', '=', 'address 192.0.2.1')
        .execute(),
    );
    expect((await refusalOf(signIn(world.iam, 'somebody', 'wrong'))).errorName).toBe('passwordWrong');
    expect((await refusalOf(signIn(world.iam, 'admin', ADMIN_PASSWORD))).errorName).toBe('throttled');
    expect((await signIn(world.iam, 'admin', ADMIN_PASSWORD, '192.0.2.2')).name).toBe('admin');
  });

  it('a right password on the brink does not block its address', async () => {
    await world.store.transaction((t) =>
      t
        .updateTable('throttles')
        .set({ failures: 49, window_until: world.clock.now() + MINUTE })
        .where('subject', '=', 'address 192.0.2.1')
        .execute(),
    );
    await signIn(world.iam, 'admin', ADMIN_PASSWORD);
    await signIn(world.iam, 'admin', ADMIN_PASSWORD);
  });

  it.each([
    ['2001:db8:1:2::5', '2001:db8:1:2:ffff::1', true],
    ['2001:0db8:1:2:0:0:0:5', '2001:db8:1:2::9', true],
    ['2001:db8:1:2::5', '2001:db8:1:3::5', false],
    ['::ffff:198.51.100.9', '198.51.100.9', true],
  ])('%s and %s count as one address: %s', async (one, other, same) => {
    await refusalOf(signIn(world.iam, 'a', 'wrong', one));
    await refusalOf(signIn(world.iam, 'b', 'wrong', other));
    const rows = await world.store.read
      .selectFrom('throttles')
      .select('failures')
      .where('subject', 'like', 'address %')
      .where('failures', '>', 0)
      .execute();
    expect(rows.map((row) => row.failures)).toEqual(same ? [2] : [1, 1]);
  });
});

describe('IAM-01 password hashes', () => {
  const passwords = new PasswordHashing();

  it('are salted PHC strings that hold for the same letters in another form', async () => {
    const [one, other] = [await passwords.hash('pässword'), await passwords.hash('pässword')];
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
    expect(one).not.toBe(other);
    expect(await passwords.check('pa\u0308ssword', one)).toEqual({ matches: true, outdated: false });
    expect(await passwords.check('password', one)).toEqual({ matches: false, outdated: false });
  });

  it.each([
    '',
    'plain',
    '$scrypt$ln=30,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$scrypt$ln=15,r=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ])('refuse what is none or costs too much: %s', async (hash) => {
    await expect(passwords.check('x', hash)).rejects.toThrow(TypeError);
  });
});

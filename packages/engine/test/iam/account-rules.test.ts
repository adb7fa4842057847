import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import { dialects } from '../../src/testing/index.ts';
import { ADMIN_PASSWORD, anonymous, contextOf, refusalOf } from './iam-world.ts';
import { type IdentityWorld, openIdentityWorld, START_LIMIT_IN_MS } from './identity-world.ts';

const list = (...networks: string[]) => networks.map((network) => ({ network }));

describe.each(dialects)('IAM-06 access control lists on %s', (dialect) => {
  let w: IdentityWorld;
  /** The administrator in the console, from 192.0.2.1. */
  let as: RequestContext;
  beforeEach(async () => {
    w = await openIdentityWorld(dialect);
    as = { ...w.as, channel: 'console' };
  }, START_LIMIT_IN_MS);
  afterEach(() => w.close());

  const from = (sourceIp: string, channel: 'console' | 'api') => ({ ...as, sourceIp, channel });
  const save = (console: readonly string[], api: readonly string[], more: object = {}) =>
    w.call('iam.updateAccessControl', as, { console: list(...console), api: list(...api), ...more });

  it('refuse calls from elsewhere with APIGW.0301, each on its channel, at once', async () => {
    await w.call('iam.listUsers', from('203.0.113.9', 'api'));
    await save(['192.0.2.0/24', '2001:db8::/32'], ['198.51.100.7']);
    await w.call('iam.listUsers', from('192.0.2.200', 'console'));
    await w.call('iam.listUsers', from('2001:db8::1', 'console'));
    await w.call('iam.listUsers', from('198.51.100.7', 'api'));
    for (const [address, channel] of [
      ['192.0.3.1', 'console'],
      ['198.51.100.7', 'console'],
      ['192.0.2.1', 'api'],
      ['2001:db9::1', 'console'],
      ['', 'api'],
      ['localhost', 'api'],
    ] as const) {
      expect(await refusalOf(w.call('iam.listUsers', from(address, channel)))).toMatchObject({
        errorName: 'sourceAddressRefused',
        code: 'APIGW.0301',
        status: 401,
      });
    }
  });

  it('take an IPv4 address in IPv6 form for the same address', async () => {
    await save([], ['198.51.100.7']);
    await w.call('iam.listUsers', from('::ffff:198.51.100.7', 'api'));
  });

  it('are shown with the own address, hold for the own account only, and leave a trace when they refuse', async () => {
    const second = await w.makeAccount('second');
    await save(['192.0.2.0/24'], ['10.0.0.0/8']);
    expect(await w.call('iam.showAccessControl', as)).toEqual({
      console: [{ network: '192.0.2.0/24', description: '' }],
      api: [{ network: '10.0.0.0/8', description: '' }],
      sourceIp: '192.0.2.1',
    });
    await w.call('iam.listUsers', { ...second, sourceIp: '203.0.113.9' });
    await refusalOf(w.call('iam.listUsers', from('203.0.113.9', 'api')));
    expect((await w.traces()).at(-1)).toMatchObject({ name: 'listUsers', code: '401' });
    const saved = (await w.traces()).find(({ name }) => name === 'updateAclPolicy');
    expect(saved).toMatchObject({ resource_type: 'domain', resource_id: w.admin.accountId });
    expect(saved?.body).toContain('"network":"10.0.0.0/8"');
  });

  it('give no token to a caller who could not use it', async () => {
    await save([], ['10.0.0.0/8']);
    const context = anonymous(as.account);
    const user = { name: 'admin', password: ADMIN_PASSWORD };
    const auth = { identity: { methods: ['password'], password: { user } } };
    expect(await refusalOf(w.call('iam.createToken', context, { auth }))).toMatchObject({
      errorName: 'sourceAddressRefused',
    });
    await w.call('iam.createToken', { ...context, sourceIp: '10.1.2.3' }, { auth });
  });

  it('do not lock out the address they are saved from, unless confirmed', async () => {
    const refusal = await refusalOf(save(['198.51.100.0/24'], []));
    expect(refusal).toMatchObject({ errorName: 'ownAddressLockedOut', status: 409, field: 'console' });
    expect(refusal.message).toContain('192.0.2.1');
    expect((await w.call('iam.showAccessControl', as)).console).toEqual([]);
    await save(['198.51.100.0/24'], [], { confirmLockout: true });
    expect(await refusalOf(w.call('iam.showAccessControl', as))).toMatchObject({
      errorName: 'sourceAddressRefused',
    });
    await w.call('iam.updateAccessControl', from('198.51.100.1', 'console'), { console: [], api: [] });
    await w.call('iam.showAccessControl', as);
  });

  it.each([
    '192.0.2',
    '192.0.2.0/33',
    '2001:db8::/129',
    '192.0.2.0/',
    '192.0.2.0/1/2',
    'localhost',
    '*',
    '10.0.0.0/-1',
  ])('refuse the entry %s', async (network) => {
    expect(await refusalOf(save([], ['10.0.0.1', network]))).toMatchObject({
      errorName: 'parameterInvalid',
      field: 'api.1.network',
    });
  });

  it('hold on every node within the same change', async () => {
    const node = await w.world.secondNode();
    await node.gate.requireAddress(w.admin.accountId, from('203.0.113.9', 'api'));
    await save([], ['10.0.0.0/8']);
    await expect
      .poll(() =>
        node.gate.requireAddress(w.admin.accountId, from('203.0.113.9', 'api')).then(
          () => 'admitted',
          (error: { errorName: string }) => error.errorName,
        ),
      )
      .toBe('sourceAddressRefused');
  });
});

describe.each(dialects)('IAM-08 request limits of an account on %s', (dialect) => {
  let w: IdentityWorld;
  beforeEach(async () => {
    w = await openIdentityWorld(dialect);
  }, START_LIMIT_IN_MS);
  afterEach(() => w.close());

  const small = { user: { perSecond: 1, burst: 2 }, account: { perSecond: 50, burst: 50 } };

  it('hold for each of its users, count against nobody else, and can be taken away', async () => {
    const alice = contextOf(await w.makeUser('alice'));
    const second = await w.makeAccount('second');
    await w.call('iam.updateFlowControl', w.as, { limits: small });
    const list = (context: RequestContext) => w.call('iam.listProjects', context);
    await list(alice);
    await list(alice);
    expect(await refusalOf(list(alice))).toMatchObject({
      errorName: 'throttled',
      status: 429,
      retryAfterInSeconds: 1,
    });
    await w.call('iam.showFlowControl', w.as);
    for (let i = 0; i < 10; i += 1) await list(second);
    w.world.clock.advance(1_000);
    await list(alice);
    await w.call('iam.updateFlowControl', w.as, { limits: null });
    expect(await w.call('iam.showFlowControl', w.as)).toMatchObject({ own: false });
    w.world.clock.advance(1_000);
    for (let i = 0; i < 10; i += 1) await list(alice);
  });

  it('never raise those of the installation', async () => {
    const raised = { perSecond: 1_000_000, burst: 1_000_000 };
    await w.call('iam.updateFlowControl', w.as, { limits: { user: raised, account: raised } });
    const seen: unknown[] = [];
    const gate = w.world.iam.gate.before(
      {
        admit: (_context, limits) => {
          seen.push(limits);
          return undefined;
        },
      },
      small,
    );
    await gate.admit(w.as);
    expect(seen).toEqual([small]);
  });
});

import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import type { User } from '../../src/engine.ts';
import type { Iam } from '../../src/iam/iam.ts';
import { dialects } from '../../src/testing/index.ts';
import { contextOf, HOUR, MINUTE, refusalOf } from './iam-world.ts';
import { type IdentityWorld, openIdentityWorld, PASSWORD, START_LIMIT_IN_MS } from './identity-world.ts';

const NOBODY = '0'.repeat(32);
const ISSUER = 'http://localhost:8080/oidc';
const TEXT = 'text that is signed';

describe.each(dialects)('IAM-02 accounts that are disabled on %s', (dialect) => {
  let w: IdentityWorld;
  /** The administrator of the second account. */
  let second: RequestContext;
  beforeEach(async () => {
    w = await openIdentityWorld(dialect);
    second = await w.makeAccount('second');
  }, START_LIMIT_IN_MS);
  afterEach(() => w.close());

  const set = (enabled: boolean, accountId = second.account.id, as = w.as) =>
    w.call('iam.updateAccount', as, { domainId: accountId, domain: { enabled } });
  const signIn = (accountName: string, userName: string, password = PASSWORD) =>
    w.world.iam.identity.authenticatePassword({
      accountName,
      userName,
      password,
      sourceIp: '192.0.2.1',
      requestId: 'request-1',
    });
  async function root(): Promise<User> {
    const { principal } = second;
    const user = principal.kind === 'user' ? await w.world.iam.identity.findUser(principal.userId) : null;
    if (user === null) throw new Error('the account has no administrator');
    return user;
  }

  /** What a user and a program of the second account hold to get in with. */
  async function credentials(user: User) {
    const { sessions, identity } = w.world.iam;
    const { id: session } = await sessions.create({
      user,
      idleLimitInMs: 30 * MINUTE,
      absoluteLimitInMs: 8 * HOUR,
      authenticatedAt: w.world.clock.now(),
      multiFactor: false,
      sourceIp: '192.0.2.1',
      userAgent: 'test',
      issuer: ISSUER,
      subject: user.id,
      providerSessionId: null,
      data: {},
    });
    const { token } = await identity.issueToken({ user, projectId: null });
    const { credential } = await w.call('iam.createAccessKey', second, { credential: { userId: user.id } });
    return { session, token, access: credential.access, secret: credential.secret };
  }

  /** Which of them are taken on a node. A bearer token is taken for the user that its subject is. */
  async function taken(node: Iam, user: User, held: Awaited<ReturnType<typeof credentials>>) {
    const bytes = createHmac('sha256', held.secret).update(TEXT).digest();
    const key = await node.identity.resolveAccessKey(held.access);
    const subject = await node.identity.findUserOfProvider({ issuer: ISSUER, subject: user.id });
    return {
      session: (await node.sessions.resolve(held.session)) !== null,
      token: (await node.identity.resolveToken(held.token)) !== null,
      accessKey: key !== null && (await key.verify({ algorithm: 'SDK-HMAC-SHA256', scope: '', bytes }, TEXT)),
      bearer: subject?.enabled === true,
    };
  }

  it('have nothing of theirs taken any more, at once and on every node', async () => {
    const other = await w.world.secondNode();
    const user = await root();
    const held = await credentials(user);
    const all = { session: true, token: true, accessKey: true, bearer: true };
    const none = { session: false, token: false, accessKey: false, bearer: false };
    expect(await taken(w.world.iam, user, held)).toEqual(all);
    expect(await taken(other, user, held)).toEqual(all);
    const answer = await set(false);
    expect(answer.domain).toMatchObject({ id: second.account.id, name: 'second', enabled: false });
    expect(await taken(w.world.iam, user, held)).toEqual(none);
    await expect.poll(() => taken(other, user, held), { timeout: 1_000, interval: 20 }).toEqual(none);
  });

  it('have their access keys work again once they are enabled, and their users sign in anew', async () => {
    const user = await root();
    const held = await credentials(user);
    await set(false);
    await set(true);
    await expect
      .poll(() => taken(w.world.iam, user, held))
      .toEqual({ session: false, token: false, accessKey: true, bearer: true });
    expect((await signIn('second', 'root')).id).toBe(user.id);
  });

  it('say so to who has the password, and to nobody else', async () => {
    await w.makeUser('bob', second);
    await w.call('iam.updateUser', second, {
      userId: (await signIn('second', 'bob')).id,
      user: { enabled: false },
    });
    await set(false);
    expect(await refusalOf(signIn('second', 'root'))).toMatchObject({
      errorName: 'accountDisabled',
      status: 403,
    });
    expect(await refusalOf(signIn('second', 'root', 'not the password'))).toMatchObject({
      errorName: 'passwordWrong',
    });
    expect(await refusalOf(signIn('second', 'nobody'))).toMatchObject({ errorName: 'passwordWrong' });
    expect(await refusalOf(signIn('second', 'bob'))).toMatchObject({ errorName: 'passwordWrong' });
    const login = (await w.traces()).filter(({ name }) => name === 'login').map(({ code }) => code);
    expect(login.slice(-4)).toEqual(['403', '401', '401', '401']);
  });

  it('take in nobody of a foreign provider', async () => {
    const claims = {
      issuer: 'https://idp.example',
      subject: 's',
      preferredName: 'carol',
      email: null,
      groups: [],
      accountName: 'second',
    };
    await set(false);
    expect(await w.world.iam.identity.provisionExternalUser(claims)).toBeNull();
    await set(true);
    expect(await w.world.iam.identity.provisionExternalUser(claims)).toMatchObject({ name: 'carol' });
    await set(false);
    expect(await w.world.iam.identity.provisionExternalUser(claims)).toBeNull();
  });

  it('leave the others alone', async () => {
    const held = await w.world.iam.identity.issueToken({ user: w.admin, projectId: null });
    await w.makeAccount('third');
    await set(false);
    expect(await w.world.iam.identity.resolveToken(held.token)).toMatchObject({ user: { id: w.admin.id } });
    expect(await signIn('third', 'root')).toMatchObject({ accountName: 'third', enabled: true });
  });

  it('are listed as what they are, and leave a trace', async () => {
    await set(false);
    const { items } = await w.call('iam.searchAccounts', w.as);
    expect(items.map(({ name, enabled, own }) => [name, enabled, own])).toEqual([
      ['default', true, true],
      ['second', false, false],
    ]);
    expect((await w.traces()).find(({ name }) => name === 'updateDomain')).toMatchObject({
      resource_type: 'domain',
      resource_id: second.account.id,
      code: '200',
    });
  });

  it('are never the own one', async () => {
    expect(await refusalOf(set(false, w.admin.accountId))).toMatchObject({
      errorName: 'accountOwn',
      status: 409,
    });
    expect((await set(true, w.admin.accountId)).domain.enabled).toBe(true);
    expect((await w.call('iam.searchAccounts', w.as)).items[0]).toMatchObject({ enabled: true });
  });

  it('are disabled by a Security Administrator of the first account only, who names one that is there', async () => {
    expect(await refusalOf(set(false, NOBODY))).toMatchObject({ errorName: 'accountNotFound', status: 404 });
    // Whether there is such an account is not told to another one.
    for (const accountId of [NOBODY, w.admin.accountId, second.account.id]) {
      expect(await refusalOf(set(false, accountId, second))).toMatchObject({
        errorName: 'accountCreationRefused',
        status: 403,
      });
    }
    const alice = await w.makeUser('alice');
    expect(await refusalOf(set(false, second.account.id, contextOf(alice)))).toMatchObject({
      errorName: 'permissionDenied',
    });
    expect((await w.call('iam.searchAccounts', w.as)).items.every(({ enabled }) => enabled)).toBe(true);
  });
});

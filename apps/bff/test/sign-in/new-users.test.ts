import { afterEach, describe, expect, it } from 'vitest';
import type { Browser } from '../kit/browser.ts';
import { MisledProduct } from '../kit/misled-product.ts';

let misled: MisledProduct | undefined;
afterEach(async () => {
  await misled?.[Symbol.asyncDispose]();
  misled = undefined;
});

async function start(environment: Record<string, string> = {}): Promise<MisledProduct> {
  misled = await MisledProduct.start(environment);
  return misled;
}

async function mayCreateKeys(browser: Browser): Promise<boolean> {
  const response = await browser.call('GET', '/console/api/session');
  return ((await response.json()) as { permitted: string[] }).permitted.includes('kms.createKey');
}

describe('IAM-02 the rule for whom the first sign-in makes a user of', () => {
  it.each<[string, unknown, number]>([
    ['anyone', ['unknown-group'], 303],
    ['anyone', undefined, 303],
    ['members', ['administrators'], 303],
    ['members', ['unknown-group'], 403],
    ['members', undefined, 403],
    ['nobody', ['administrators'], 403],
  ])('%s, with the groups %j: %i', async (rule, groups, status) => {
    const { provider } = await start({ DEWPOINT_OIDC_NEW_USERS: rule });
    provider.groups = groups;
    const browser = misled?.browser();
    if (!browser || !misled) throw new Error('not started');
    const response = await provider.visit(browser);
    expect(response.status).toBe(status);
    expect(browser.cookies.has('dewpoint_session')).toBe(status === 303);
    if (status !== 403) return;
    const page = await response.text();
    expect(page).toContain('You cannot sign in here');
    expect(page).toContain('rule for new users');
    expect(misled.traces()).toMatchObject([{ name: 'login', rating: 'warning', code: '403' }]);
  });

  it('lets those in who have signed in before, whatever their groups are now', async () => {
    const own = await start({ DEWPOINT_OIDC_NEW_USERS: 'members' });
    await own.signedIn();
    own.provider.groups = [];
    const browser = await own.signedIn();
    expect(await mayCreateKeys(browser)).toBe(false);
  });

  it('keeps a disabled user out, and says so', async () => {
    const own = await start();
    const admin = await own.signedIn();
    own.provider.subject = 'subject-2';
    const browser = await own.signedIn();
    const { user } = (await (await browser.call('GET', '/console/api/session')).json()) as {
      user: { id: string };
    };
    const path = `/console/api/identity/users/${user.id}`;
    expect((await admin.call('PATCH', path, { user: { enabled: false } })).status).toBe(200);
    expect((await browser.call('GET', '/console/api/session')).status).toBe(401);
    const response = await own.provider.visit(own.browser());
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('The user is disabled here');
    expect(own.traces().at(-1)).toMatchObject({ name: 'login', code: '403', resourceName: 'subject-2' });
  });
});

describe('IAM-02 groups from the claim', () => {
  it.each<[string, unknown, Record<string, string>, boolean]>([
    ['a list', ['administrators'], {}, true],
    ['one text', 'administrators', {}, true],
    [
      'another name that is mapped',
      ['kms-admins'],
      { DEWPOINT_OIDC_GROUPS_MAP: 'kms-admins=administrators' },
      true,
    ],
    [
      'our name, where a map does not have it',
      ['administrators'],
      { DEWPOINT_OIDC_GROUPS_MAP: 'a=b' },
      false,
    ],
    ['something else', { administrators: true }, {}, false],
  ])('can be %s', async (_name, groups, environment, may) => {
    const own = await start(environment);
    own.provider.groups = groups;
    expect(await mayCreateKeys(await own.signedIn())).toBe(may);
  });

  it.each([
    ['realm_access.roles', { realm_access: { roles: ['administrators'] } }],
    ['https://example.com/groups', { 'https://example.com/groups': ['administrators'] }],
  ])('can be in a claim %s', async (claim, claims) => {
    const own = await start({ DEWPOINT_OIDC_GROUPS_CLAIM: claim });
    own.provider.misdeeds = { claims: (rest) => ({ ...rest, groups: undefined, ...claims }) };
    expect(await mayCreateKeys(await own.signedIn())).toBe(true);
  });

  it('are asked for with the scope of the configuration', async () => {
    const own = await start({ DEWPOINT_OIDC_SCOPE: 'openid groups offline_access' });
    await own.signedIn();
    expect(own.provider.parametersAsked.get('scope')).toBe('openid groups offline_access');
  });
});

describe('IAM-01 sign-out is traced', () => {
  it('when the user asks for it', async () => {
    const own = await start();
    const browser = await own.signedIn();
    await browser.call('POST', '/auth/logout');
    expect(own.traces()).toMatchObject([
      { name: 'login' },
      { name: 'logout', rating: 'normal', userName: 'subject-1', resourceName: 'subject-1' },
    ]);
  });

  it('when the provider asks for it, under the name of the provider', async () => {
    const own = await start();
    const browser = await own.signedIn();
    const now = Math.floor(Date.now() / 1000);
    const token = await own.provider.sign(
      {
        iss: own.provider.issuer,
        aud: 'dewpoint',
        sub: 'subject-1',
        iat: now,
        exp: now + 60,
        jti: crypto.randomUUID(),
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      },
      { typ: 'logout+jwt' },
    );
    const response = await browser.send('/auth/backchannel-logout', {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
    });
    expect(response.status).toBe(200);
    expect((await browser.call('GET', '/console/api/session')).status).toBe(401);
    expect(own.traces().at(-1)).toMatchObject({
      name: 'logout',
      userName: 'openid-provider',
      resourceName: 'subject-1',
    });
  });
});

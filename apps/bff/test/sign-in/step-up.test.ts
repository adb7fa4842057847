import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser } from '../kit/browser.ts';
import { MisledProduct } from '../kit/misled-product.ts';
import { adminPassword, TestProduct } from '../kit/product.ts';
import { sessionOf, signedInBrowser } from '../kit/sign-in.ts';

const MINUTE = 60_000;
const CONFIRM = '/auth/login?confirm=1&returnTo=/keys';

async function deleteAKey(browser: Browser): Promise<{ status: number; code: string | undefined }> {
  const { project } = await sessionOf(browser);
  const base = `/console/api/projects/${project.id}/kms/keys`;
  const created = await browser.call('POST', base, { keyAlias: `k-${crypto.randomUUID()}` });
  const { keyInfo } = (await created.json()) as { keyInfo: { keyId: string } };
  const response = await browser.call('POST', `${base}/${keyInfo.keyId}/schedule-deletion`, {
    pendingDays: 7,
  });
  const body = (await response.json()) as { error_code?: string };
  return { status: response.status, code: body.error_code };
}

describe('IAM-11 a confirmation at the provider', () => {
  let misled: MisledProduct;
  let browser: Browser;
  beforeAll(async () => {
    misled = await MisledProduct.start();
  });
  afterAll(() => misled[Symbol.asyncDispose]());
  beforeEach(async () => {
    misled.provider.reset();
    misled.provider.authenticate(10 * 60);
    browser = await misled.signedIn();
  });

  it('opens irreversible acts, which an old sign-in does not, under a new session', async () => {
    expect(await deleteAKey(browser)).toEqual({ status: 403, code: 'DEW.0431' });
    const former = browser.cookies.get('dewpoint_session');
    misled.provider.authenticate();
    const end = await misled.provider.visit(browser, CONFIRM);
    expect([end.status, end.headers.get('location')]).toEqual([303, '/keys']);
    expect(browser.cookies.get('dewpoint_session')).not.toBe(former);
    expect((await deleteAKey(browser)).status).toBe(200);
  });

  it('asks the provider to ask the user', async () => {
    await misled.provider.callbackOf(browser, CONFIRM);
    const asked = misled.provider.parametersAsked;
    expect([asked.get('max_age'), asked.get('prompt')]).toEqual(['0', 'login']);
  });

  it.each<[string, string, () => void]>([
    [
      'did not ask the user',
      'did not ask who you are recently enough',
      () => misled.provider.authenticate(5 * 60),
    ],
    [
      'does not say when it asked the user',
      'does not say when it asked who you are (auth_time of its ID token)',
      () => {
        misled.provider.misdeeds = { claims: (claims) => ({ ...claims, auth_time: undefined }) };
      },
    ],
    [
      'says that it never asked the user',
      'does not say when it asked who you are (auth_time of its ID token)',
      () => {
        misled.provider.misdeeds = { claims: (claims) => ({ ...claims, auth_time: 0 }) };
      },
    ],
    [
      'does not know how to ask again',
      'does not take the request to ask once more who you are',
      () => {
        misled.provider.misdeeds = {
          redirect: ({ code: _code, ...rest }) => ({ ...rest, error: 'invalid_request' }),
        };
      },
    ],
  ])('is refused when the provider %s; the session goes on as it was', async (_name, why, misbehave) => {
    misbehave();
    const response = await misled.provider.visit(browser, CONFIRM);
    expect(response.status).toBe(400);
    const page = await response.text();
    expect(page).toContain(why);
    expect(page).toContain('You are signed in as before, and nothing was changed.');
    expect(page).toContain('href="/keys"');
    expect(misled.traces().at(-1)).toMatchObject({ name: 'login', rating: 'warning', code: '400' });
    expect(await deleteAKey(browser)).toEqual({ status: 403, code: 'DEW.0431' });
  });

  it('is refused to another user than the one who is signed in', async () => {
    misled.provider.authenticate();
    misled.provider.subject = 'subject-2';
    const response = await misled.provider.visit(browser, CONFIRM);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Somebody else confirmed the sign-in');
    expect(await sessionOf(browser)).toMatchObject({ user: { name: 'subject-1' } });
  });

  it('is a sign-in like any other where nobody is signed in', async () => {
    const fresh = misled.browser();
    expect((await misled.provider.visit(fresh, CONFIRM)).status).toBe(303);
    expect(misled.provider.parametersAsked.get('prompt')).toBeNull();
  });
});

describe('IAM-11 a sign-in of which the provider does not say when it asked the user', () => {
  it.each<[string, unknown, Record<string, string>, number]>([
    ['is never fresh', undefined, {}, 403],
    ['is never fresh, where 0 is what it says', 0, {}, 403],
    [
      'counts as of now where the operator takes that',
      undefined,
      { DEWPOINT_OIDC_AUTH_TIME: 'assumed' },
      200,
    ],
    ['counts as of now where the operator takes 0', 0, { DEWPOINT_OIDC_AUTH_TIME: 'assumed' }, 200],
  ])('%s', async (_name, authTime, environment, status) => {
    await using misled = await MisledProduct.start(environment);
    misled.provider.misdeeds = { claims: (claims) => ({ ...claims, auth_time: authTime }) };
    const browser = await misled.signedIn();
    expect((await deleteAKey(browser)).status).toBe(status);
    misled.provider.reset();
    misled.provider.authenticate();
    expect((await misled.provider.visit(browser, CONFIRM)).status).toBe(303);
    expect((await deleteAKey(browser)).status).toBe(200);
  });
});

describe('IAM-11 a confirmation with an authentication context', () => {
  it.each([
    ['mfa', 303],
    ['password', 400],
    [undefined, 400],
  ])('that is to be mfa, and is %s, ends with %i', async (acr, status) => {
    await using misled = await MisledProduct.start({ DEWPOINT_OIDC_STEP_UP_ACR: 'mfa' });
    misled.provider.misdeeds = { claims: (claims) => ({ ...claims, acr }) };
    const browser = await misled.signedIn();
    expect((await misled.provider.visit(browser, CONFIRM)).status).toBe(status);
    expect(misled.provider.parametersAsked.get('acr_values')).toBe('mfa');
  });
});

describe('IAM-11 a confirmation at the built-in provider', () => {
  it('asks for the password although the user is signed in there', async () => {
    await using product = await TestProduct.start();
    const browser = await signedInBrowser(product);
    product.clock.advance(6 * MINUTE);
    expect((await deleteAKey(browser)).code).toBe('DEW.0431');
    // The built-in provider goes by the time of the system.
    product.clock.advance(-6 * MINUTE);
    const page = await (await browser.follow(await browser.get(CONFIRM))).text();
    const path = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(path).toContain('/oidc/signin/');
    expect(page).toContain('Confirm that it is you');
    expect(page).toMatch(/name="userName"[^>]* value="admin"/);
    let response = await browser.submit(path, {
      userName: 'admin',
      password: adminPassword,
      accountName: '',
    });
    while (response.headers.get('location')?.match(/\/(auth|oidc)\//))
      response = await browser.get(browser.pathOf(response.headers.get('location') ?? ''));
    expect([response.headers.get('location'), await response.text()]).toEqual(['/keys', expect.any(String)]);
    expect((await deleteAKey(browser)).status).toBe(200);
  });
});

import type { User } from '@dewpoint/engine';
import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ForeignProvider, foreignClient } from '../kit/foreign-provider.ts';
import { freePort } from '../kit/free-port.ts';
import { TestProduct } from '../kit/product.ts';
import { rawRequest } from '../kit/raw-request.ts';
import { signedInBrowser } from '../kit/sign-in.ts';
import type { ErrorAnswer } from '../kit/signed-client.ts';

let port: number;
let product: TestProduct;
let provider: ForeignProvider;
let grace: User;
beforeAll(async () => {
  port = await freePort();
  provider = await ForeignProvider.start(`http://localhost:${port}`);
  product = await TestProduct.start({
    DEWPOINT_PORT: String(port),
    DEWPOINT_OIDC_ISSUER: provider.issuer,
    DEWPOINT_OIDC_CLIENT_ID: foreignClient.id,
    DEWPOINT_OIDC_CLIENT_SECRET: foreignClient.secret,
  });
  grace = await signedInBefore('subject-1', ['administrators']);
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await provider.close();
});

/** What a first sign-in to the console leaves behind. */
async function signedInBefore(subject: string, groups: readonly string[]): Promise<User> {
  const user = await product.product.engine.identity.provisionExternalUser({
    issuer: provider.issuer,
    subject,
    preferredName: subject,
    email: null,
    groups,
    accountName: 'default',
  });
  if (user === null) throw new Error('the user was refused');
  return user;
}

async function listKeys(token: string, headers: Record<string, string> = {}): Promise<Response> {
  const [project] = await product.product.engine.identity.projectsOf(grace.accountId);
  return rawRequest(`${product.address}/v1.0/${project?.id}/kms/list-keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: '{}',
  });
}

async function refusal(response: Response): Promise<string> {
  const body = (await response.json()) as ErrorAnswer;
  expect([response.status, body.error_code]).toEqual([401, 'APIGW.0301']);
  return body.error_msg;
}

const publicOrigin = () => product.origin;

describe('IAM-05 a bearer token of the OpenID provider', () => {
  it.each<[string, () => Promise<string>]>([
    ['for the client', () => provider.accessToken({ sub: 'subject-1' })],
    ['for the public URL', () => provider.accessToken({ sub: 'subject-1' }, { audience: publicOrigin() })],
    [
      'for the public URL with a slash',
      () => provider.accessToken({ sub: 'subject-1' }, { audience: `${publicOrigin()}/` }),
    ],
    ['of RFC 9068', () => provider.accessToken({ sub: 'subject-1' }, { typ: 'at+jwt' })],
    ['of its long type', () => provider.accessToken({ sub: 'subject-1' }, { typ: 'application/at+jwt' })],
  ])('%s opens the API to the user with that issuer and subject', async (_name, token) => {
    const response = await listKeys(await token());
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('"keys":[]')]);
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    [
      'for another audience',
      () => provider.accessToken({ sub: 'subject-1' }, { audience: 'other' }),
      /not valid/,
    ],
    [
      'of another issuer',
      () => provider.accessToken({ sub: 'subject-1' }, { issuer: 'http://x' }),
      /not valid/,
    ],
    [
      'that has expired',
      () => provider.accessToken({ sub: 'subject-1' }, { lifeInSeconds: -60 }),
      /has expired/,
    ],
    [
      'that is not yet valid',
      () => provider.accessToken({ sub: 'subject-1', nbf: Date.now() / 1000 + 600 }),
      /not valid/,
    ],
    ['without a subject', () => provider.accessToken({}), /not valid/],
    [
      'of another type',
      () => provider.accessToken({ sub: 'subject-1' }, { typ: 'secevent+jwt' }),
      /not valid/,
    ],
    ['that is a logout token', () => provider.logoutToken({ sub: 'subject-1' }), /not valid/],
    ['that tells of an event', () => provider.accessToken({ sub: 'subject-1', events: {} }), /not valid/],
    [
      'that is bound to a key of the client',
      () => provider.accessToken({ sub: 'subject-1', cnf: { jkt: 'x' } }),
      /not valid/,
    ],
    [
      'of somebody who never signed in',
      () => provider.accessToken({ sub: 'nobody' }),
      /no enabled user here/,
    ],
    [
      'that was changed',
      async () => `${(await provider.accessToken({ sub: 'subject-1' })).slice(0, -6)}AAAAAA`,
      /not valid/,
    ],
    ['that is no JWT', async () => 'opaque', /not valid/],
    ['that is empty', async () => '', /not valid/],
    ['that is too long', async () => 'a'.repeat(9000), /not valid/],
    ['without signature', async () => unsigned({ sub: 'subject-1' }), /not valid/],
    ['signed with a key of somebody else', () => signedByStranger(), /not valid/],
    ['signed with the client secret', () => signedWithSecret(), /not valid/],
  ])('%s is refused', async (_name, token, message) => {
    expect(await refusal(await listKeys(await token()))).toMatch(message);
  });

  it('has the rights of its user and no others', async () => {
    await signedInBefore('subject-2', []);
    const response = await listKeys(await provider.accessToken({ sub: 'subject-2' }));
    const body = (await response.json()) as ErrorAnswer;
    expect([response.status, body.error_code]).toEqual([403, 'KMS.0306']);
  });

  it('must agree with a signature or token beside it', async () => {
    const { identity } = product.product.engine;
    const [project] = await identity.projectsOf(grace.accountId);
    const projectId = project?.id ?? '';
    const token = await provider.accessToken({ sub: 'subject-1' });
    const own = await identity.issueToken({ user: grace, projectId });
    expect((await listKeys(token, { 'x-auth-token': own.token })).status).toBe(200);
    const account = await identity.issueToken({ user: grace, projectId: null });
    expect((await listKeys(token, { 'x-auth-token': account.token })).status).toBe(403);
    const other = await signedInBefore('subject-3', ['administrators']);
    const foreign = await identity.issueToken({ user: other, projectId });
    expect(await refusal(await listKeys(token, { 'x-auth-token': foreign.token }))).toMatch(
      /name different users/,
    );
    expect(await refusal(await listKeys('bad', { 'x-auth-token': own.token }))).toMatch(/bearer token/);
  });

  it('cannot be checked while the provider is away, and that is said', async () => {
    const token = await provider.accessToken({ sub: 'subject-1' });
    await using away = await TestProduct.start({
      DEWPOINT_OIDC_ISSUER: `http://127.0.0.1:${await freePort()}`,
      DEWPOINT_OIDC_CLIENT_ID: foreignClient.id,
      DEWPOINT_OIDC_CLIENT_SECRET: foreignClient.secret,
    });
    const response = await rawRequest(`${away.address}/v3/projects`, {
      method: 'GET',
      headers: { authorization: `bearer ${token}` },
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(((await response.json()) as ErrorAnswer).error_msg).toContain('OpenID provider cannot be reached');
  });
});

describe('IAM-05 a bearer token of the built-in provider', () => {
  it('opens the API to its user until it expires', async () => {
    await using own = await TestProduct.start();
    const browser = await signedInBrowser(own);
    const { sessions } = own.product.engine;
    const found = await Promise.all([...browser.cookies.values()].map((id) => sessions.resolve(id)));
    const session = found.find((one) => one !== null);
    const token = (await session?.openData())?.idToken ?? '';
    expect(token).not.toBe('');
    const call = () =>
      rawRequest(`${own.address}/v3/auth/domains`, {
        method: 'GET',
        headers: { authorization: `Bearer ${token}` },
      });
    const response = await call();
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('"default"')]);
    own.clock.advance(10 * 60_000);
    expect(await refusal(await call())).toMatch(/has expired/);
  });
});

const claims = () => ({
  iss: provider.issuer,
  aud: foreignClient.id,
  sub: 'subject-1',
  exp: Math.floor(Date.now() / 1000) + 300,
});

function unsigned(payload: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ ...claims(), ...payload })}.`;
}

async function signedByStranger(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  return new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(privateKey);
}

function signedWithSecret(): Promise<string> {
  const secret = Buffer.from(foreignClient.secret.padEnd(32, '\0'));
  return new SignJWT(claims()).setProtectedHeader({ alg: 'HS256' }).sign(secret);
}

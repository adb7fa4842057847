import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestProduct } from '../../kit/product.ts';
import { sdkDate } from '../../kit/request-signer.ts';
import { tokenOf } from '../../kit/sign-in.ts';
import { type ErrorAnswer, SignedClient, type WireRequest } from '../../kit/signed-client.ts';

let product: TestProduct;
let client: SignedClient;
beforeAll(async () => {
  product = await TestProduct.start();
  client = await SignedClient.open(product);
});
afterAll(() => product[Symbol.asyncDispose]());

const LIST = { path: '/v1.0/{project_id}/kms/list-keys', body: {} };
const UNAUTHENTICATED = 'Incorrect IAM authentication information: ';

async function expectRefusal(response: Response, message: RegExp): Promise<void> {
  const body = (await response.json()) as ErrorAnswer;
  expect([response.status, body.error_code, body.error.error_code]).toEqual([
    401,
    'APIGW.0301',
    'APIGW.0301',
  ]);
  expect(body.error_msg).toMatch(message);
  expect(body.error_msg.startsWith(UNAUTHENTICATED)).toBe(true);
  expect(body.request_id).toBe(response.headers.get('x-request-id'));
  expect(JSON.stringify(body)).not.toContain(client.key.secret);
}

/** A request that was good when it was signed, with its Authorization header changed. */
function reauthorized(change: (authorization: string) => string): WireRequest {
  const signed = client.sign(LIST);
  const authorization = change(signed.headers.Authorization ?? '');
  return { ...signed, headers: { ...signed.headers, Authorization: authorization } };
}

function without(request: WireRequest, header: string): WireRequest {
  const headers = Object.entries(request.headers).filter(([name]) => name !== header);
  return { ...request, headers: Object.fromEntries(headers) };
}

describe('IAM-05 a signed request', () => {
  it.each([
    ['SDK-HMAC-SHA256', {}],
    ['V11-HMAC-SHA256', { scope: `${sdkDate(Date.now()).slice(0, 8)}/local-1/kms` }],
    ['SDK-HMAC-SM3', { digest: 'sm3' as const }],
  ])('passes with %s', async (_name, options) => {
    const response = await client.call({ ...LIST, options });
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('"keys":[')]);
  });

  it('acts for the user of the key, whose last use is told', async () => {
    const created = await client.call({
      path: '/v1.0/{project_id}/kms/create-key',
      body: { key_alias: 'by-signature' },
    });
    expect(created.status).toBe(200);
    const shown = await client.call({
      method: 'GET',
      path: `/v3.0/OS-CREDENTIAL/credentials/${client.key.access}`,
    });
    const { credential } = (await shown.json()) as { credential: Record<string, unknown> };
    expect(credential).toMatchObject({ access: client.key.access, status: 'active', description: 'test' });
    expect(credential.last_use_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(credential).not.toHaveProperty('secret');
  });

  it('needs no header but its date to be signed', async () => {
    const { headers, ...rest } = client.sign({ method: 'GET', path: '/v3/projects' });
    const bare = client.sign({ method: 'GET', path: '/v3/projects', headers: {} });
    expect(rest.target).toBe(bare.target);
    expect((await client.send({ ...rest, headers })).status).toBe(200);
  });

  it('may name its project or account in headers that it does not sign', async () => {
    const { user } = await tokenOf(product).then(async ({ token }) => {
      const found = await product.product.engine.identity.resolveToken(token);
      if (found === null || found === 'expired') throw new Error('no token');
      return found;
    });
    const signed = client.sign({ method: 'GET', path: '/v3/auth/domains' });
    const withDomain = (id: string) => ({ ...signed, headers: { ...signed.headers, 'X-Domain-Id': id } });
    expect((await client.send(withDomain(user.accountId))).status).toBe(200);
    await expectRefusal(await client.send(withDomain('0'.repeat(32))), /X-Domain-Id is not the account/);
  });

  it('passes with the literal UNSIGNED-PAYLOAD where there is no body', async () => {
    const headers = { 'X-Sdk-Content-Sha256': 'UNSIGNED-PAYLOAD' };
    for (const options of [{ payload: 'UNSIGNED-PAYLOAD' }, {}]) {
      const response = await client.call({ method: 'GET', path: '/v3/projects', headers, options });
      expect(response.status).toBe(200);
    }
  });
});

describe('IAM-05 a signed request is refused', () => {
  const authorizations: readonly [string, (text: string) => string, RegExp][] = [
    [
      'of another scheme',
      () => 'Basic YWRtaW46YWRtaW4=',
      /no supported scheme.*SDK-HMAC-SHA256, V11-HMAC-SHA256/,
    ],
    ['of an unknown algorithm', (t) => t.replace('SHA256', 'MD5'), /no supported scheme/],
    ['with an empty header', () => '', /no supported scheme/],
    ['with the algorithm alone', () => 'SDK-HMAC-SHA256', /malformed\. Send SDK-HMAC-SHA256 Access=/],
    ['without the access key', (t) => t.replace(/Access=\w+, /, ''), /malformed/],
    ['without the headers', (t) => t.replace(/SignedHeaders=[^,]+, /, ''), /malformed/],
    ['without the signature', (t) => t.replace(/, Signature=.*/, ''), /malformed/],
    ['with no headers named', (t) => t.replace(/SignedHeaders=[^,]+/, 'SignedHeaders='), /malformed/],
    ['with a header named twice', (t) => t.replace('SignedHeaders=', 'SignedHeaders=host;'), /malformed/],
    ['with capitals in a name', (t) => t.replace(';host;', ';Host;'), /malformed.*lower-case/],
    ['with part of it twice', (t) => `${t}, Access=${'A'.repeat(20)}`, /malformed/],
    ['with an unknown part', (t) => `${t}, Extra=1`, /malformed/],
    ['with a signature that is no hex', (t) => t.replace(/Signature=../, 'Signature=zz'), /malformed/],
    ['with an odd signature', (t) => t.slice(0, -1), /malformed/],
    ['with an endless signature', (t) => t + 'ab'.repeat(200), /malformed/],
    ['with 101 headers named', (t) => t.replace('=content', `=${names(100)};content`), /malformed/],
    [
      'with the credential of another algorithm',
      (t) => t.replace('Access=', 'Credential='),
      /malformed\. Send SDK-HMAC-SHA256 Access=/,
    ],
    [
      'with the access key of another algorithm',
      (t) => t.replace('SDK-HMAC-SHA256', 'V11-HMAC-SHA256'),
      /malformed\. Send V11-HMAC-SHA256 Credential=/,
    ],
    [
      'with an unknown access key',
      (t) => t.replace(/Access=\w+/, `Access=${'A'.repeat(20)}`),
      /does not exist or is disabled/,
    ],
    ['with the access key of a query', (t) => t.replace(/Access=\w+/, "Access='or'1"), /malformed/],
    ['with another signature', (t) => t.replace(/\w{64}$/, 'ab'.repeat(32)), /signature does not match/],
    ['with a short signature', (t) => t.replace(/\w{64}$/, 'ab'.repeat(31)), /signature does not match/],
    [
      'with a header that is not there',
      (t) => t.replace('=content', '=accept;content'),
      /signature does not match/,
    ],
    [
      'with names of JavaScript',
      (t) => t.replace('=content', '=constructor;__proto__;content'),
      /signature does not match/,
    ],
    ['with a header left out', (t) => t.replace('x-project-id;', ''), /signature does not match/],
    ['without its date signed', (t) => t.replace(';x-sdk-date', ''), /name x-sdk-date in SignedHeaders/],
  ];
  const names = (count: number) => Array.from({ length: count }, (_, i) => `a${i}`).join(';');

  it.each(authorizations)('%s', async (_name, change, message) => {
    await expectRefusal(await client.send(reauthorized(change)), message);
  });

  it('without credentials', async () => {
    await expectRefusal(
      await client.send(without(client.sign(LIST), 'Authorization')),
      /no credentials were sent/,
    );
  });

  it('with another secret', async () => {
    const key = { ...client.key, secret: `${client.key.secret}x` };
    await expectRefusal(await client.send(client.sign(LIST, key)), /signature does not match/);
  });

  it.each([
    '2026-01-02T03:04:05Z',
    '20260102T030405',
    '20260230T030405Z',
    '20261302T030405Z',
    '20260102T250405Z',
    'Fri, 02 Jan 2026 03:04:05 GMT',
    '1767323045',
    '',
  ])('with the date %j', async (date) => {
    const request = client.sign({ ...LIST, headers: { 'X-Sdk-Date': date } });
    await expectRefusal(await client.send(request), /X-Sdk-Date as yyyyMMddTHHmmssZ/);
  });

  it('without a date', async () => {
    await expectRefusal(await client.send(without(client.sign(LIST), 'X-Sdk-Date')), /X-Sdk-Date as/);
  });

  it.each([
    [-1000, 'behind'],
    [1000, 'ahead of'],
    [-86_400, 'behind'],
  ])('with a date %i seconds off, and says by how much', async (seconds, word) => {
    const response = await client.call({ ...LIST, time: product.clock.now() + seconds * 1000 });
    const text = await response.clone().text();
    await expectRefusal(response, new RegExp(`is \\d+ seconds ${word} the time of the server`));
    const said = Number(/is (\d+) seconds/.exec(text)?.[1]);
    expect(Math.abs(said - Math.abs(seconds))).toBeLessThan(60);
  });

  it('but not 14 minutes off', async () => {
    for (const minutes of [-14, 14]) {
      const response = await client.call({ ...LIST, time: product.clock.now() + minutes * 60_000 });
      expect(response.status).toBe(200);
    }
  });

  it('with a scope of another day than its date', async () => {
    const response = await client.call({ ...LIST, options: { scope: '20200101/local-1/kms' } });
    await expectRefusal(response, /date in Credential is not the day/);
  });

  it('with another body than the one whose digest was signed', async () => {
    const signed = client.sign(LIST);
    await expectRefusal(await client.send({ ...signed, body: '{"limit":"1"}' }), /signature does not match/);
    const declared = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const headers = { 'X-Sdk-Content-Sha256': declared };
    const request = client.sign({ ...LIST, headers, options: { payload: declared } });
    await expectRefusal(await client.send(request), /body does not have the digest that was signed/);
  });

  it('with a JSON body that was not signed, under whatever type', async () => {
    const headers = { 'X-Sdk-Content-Sha256': 'UNSIGNED-PAYLOAD' };
    const options = { payload: 'UNSIGNED-PAYLOAD' };
    const signed = client.sign({ ...LIST, headers, options });
    await expectRefusal(await client.send(signed), /UNSIGNED-PAYLOAD is not allowed/);
    const typed = (type: string) =>
      client.sign({ ...LIST, headers: { ...headers, 'Content-Type': type }, options });
    for (const type of ['application/problem+json', 'APPLICATION/JSON; charset=utf-8', 'application/bson'])
      await expectRefusal(await client.send(typed(type)), /UNSIGNED-PAYLOAD is not allowed/);
    expect((await client.send(typed('text/plain'))).status).toBe(415);
  });

  it('with a temporary key’s token', async () => {
    const signed = client.sign(LIST);
    const headers = { ...signed.headers, 'X-Security-Token': 'token' };
    await expectRefusal(await client.send({ ...signed, headers }), /temporary access keys are not supported/);
  });

  it('with another project in X-Project-Id than in the URL', async () => {
    const response = await client.call({ ...LIST, headers: { 'X-Project-Id': '0'.repeat(32) } });
    await expectRefusal(response, /X-Project-Id differs from the project in the URL/);
  });

  it('in a project that is not of the account', async () => {
    const foreign = '0'.repeat(32);
    const response = await client.call({
      path: `/v1.0/${foreign}/kms/list-keys`,
      body: {},
      headers: { 'X-Project-Id': foreign },
    });
    const body = (await response.json()) as ErrorAnswer;
    expect([response.status, body.error_code]).toEqual([403, 'KMS.0321']);
  });

  it('when the token beside it is bad, and the token when the signature is', async () => {
    const { token } = await tokenOf(product);
    const signed = client.sign(LIST);
    const beside = (text: string, request = signed) =>
      client.send({ ...request, headers: { ...request.headers, 'X-Auth-Token': text } });
    expect((await beside(token)).status).toBe(200);
    await expectRefusal(await beside('nobody'), /the token is not valid/);
    const forged = reauthorized((text) => text.replace(/\w{64}$/, 'ab'.repeat(32)));
    await expectRefusal(await beside(token, forged), /signature does not match/);
  });

  it('with a key that is disabled, and passes again when it is enabled', async () => {
    const second = await SignedClient.open(product);
    const path = `/v3.0/OS-CREDENTIAL/credentials/${second.key.access}`;
    const status = (text: string) =>
      client.call({ method: 'PUT', path, body: { credential: { status: text } } });
    expect((await status('inactive')).status).toBe(200);
    await expectRefusal(await second.call(LIST), /does not exist or is disabled/);
    expect((await status('active')).status).toBe(200);
    expect((await second.call(LIST)).status).toBe(200);
    expect((await client.call({ method: 'DELETE', path })).status).toBe(204);
    await expectRefusal(await second.call(LIST), /does not exist or is disabled/);
  });
});

describe('IAM-05 a signed request that comes again', () => {
  let created: WireRequest;
  let count = 0;
  beforeEach(() => {
    count += 1;
    created = client.sign({
      path: '/v1.0/{project_id}/kms/create-key',
      body: { key_alias: `replay-${count}` },
    });
  });

  it('and changes something is refused more than two seconds later', async () => {
    expect((await client.send(created)).status).toBe(200);
    product.clock.advance(3_000);
    await expectRefusal(await client.send(created), /already used\. Sign every request anew/);
  });

  it('is refused also by a product that was started again', async () => {
    const { dataFolder } = product;
    const ahead = product.clock.now() - Date.now();
    expect((await client.send(created)).status).toBe(200);
    await product.close();
    product = await TestProduct.start({ DEWPOINT_PORT: String(product.product.port) }, { dataFolder });
    product.clock.advance(ahead + 3_000);
    client = new SignedClient(product, client.projectId, client.key);
    await expectRefusal(await client.send(created), /already used/);
  });

  it('and reads or computes is answered again', async () => {
    const read = client.sign(LIST);
    const random = client.sign({
      path: '/v1.0/{project_id}/kms/gen-random',
      body: { random_data_length: '64' },
    });
    for (const request of [read, random]) expect((await client.send(request)).status).toBe(200);
    product.clock.advance(60_000);
    for (const request of [read, random]) expect((await client.send(request)).status).toBe(200);
  });

  it('is not remembered when its signature was bad', async () => {
    const forged = { ...created, body: '{"key_alias":"forged"}' };
    await expectRefusal(await client.send(forged), /signature does not match/);
    product.clock.advance(3_000);
    expect((await client.send(created)).status).toBe(200);
  });
});

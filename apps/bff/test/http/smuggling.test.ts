import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../kit/browser.ts';
import { TestProduct } from '../kit/product.ts';
import { rawExchange } from '../kit/raw-exchange.ts';
import { rawRequest } from '../kit/raw-request.ts';
import { signedInBrowser, tokenOf } from '../kit/sign-in.ts';

const spoofed = '203.0.113.9';

/** Headers in which proxies of many makes name the client; only the first is ever read, and only from a configured proxy. */
const claims: readonly (readonly [
  name: string,
  headers: Readonly<Record<string, string | readonly string[]>>,
])[] = [
  ['X-Forwarded-For', { 'x-forwarded-for': spoofed }],
  ['two X-Forwarded-For', { 'x-forwarded-for': [spoofed, spoofed] }],
  ['X-Real-IP', { 'x-real-ip': spoofed }],
  ['X-Client-IP', { 'x-client-ip': spoofed, 'true-client-ip': spoofed, 'cf-connecting-ip': spoofed }],
  ['Forwarded', { forwarded: `for=${spoofed};proto=https;host=evil.example` }],
  ['X-Forwarded-Host', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }],
];

interface Place {
  readonly product: TestProduct;
  readonly token: string;
  readonly projectId: string;
  readonly browser: Browser;
}

/** A product whose account may be used from the spoofed address only, save by the console, which sets that up. */
async function place(environment: Record<string, string>): Promise<Place> {
  const product = await TestProduct.start(environment);
  const { token, projectId } = await tokenOf(product);
  const browser = await signedInBrowser(product);
  const saved = await browser.call('PUT', '/console/api/identity/access-control', {
    console: [],
    api: [{ network: spoofed, description: '' }],
  });
  if (saved.status >= 300) throw new Error(`access control: ${saved.status} ${await saved.text()}`);
  return { product, token, projectId, browser };
}

const listKeys = (
  { product, token, projectId }: Place,
  headers: Readonly<Record<string, string | readonly string[]>>,
  body = '{}',
) =>
  rawRequest(`${product.address}/v1.0/${projectId}/kms/list-keys`, {
    method: 'POST',
    headers: { 'x-auth-token': token, 'content-type': 'application/json', ...headers },
    body,
  });

const told = async (response: Response) => {
  const { error_code, error_msg } = (await response.json()) as { error_code: string; error_msg: string };
  return { status: response.status, error_code, error_msg };
};
const refused = { status: 401, error_code: 'APIGW.0301', error_msg: expect.stringMatching(/address/) };

describe('IAM-06 the address of a caller behind a proxy', () => {
  let open: Place;
  let behind: Place;
  beforeAll(async () => {
    open = await place({});
    behind = await place({ DEWPOINT_TRUST_PROXY: 'loopback' });
  });
  afterAll(async () => {
    await open.product[Symbol.asyncDispose]();
    await behind.product[Symbol.asyncDispose]();
  });

  it.each(claims)('is not taken from %s while no proxy is configured', async (_name, headers) => {
    expect(await told(await listKeys(open, headers))).toEqual(refused);
  });

  it('is taken from X-Forwarded-For of a configured proxy', async () => {
    expect((await listKeys(behind, { 'x-forwarded-for': spoofed })).status).toBe(200);
  });

  it.each(claims.slice(2))('is not taken from %s of a configured proxy', async (_name, headers) => {
    expect(await told(await listKeys(behind, headers))).toEqual(refused);
  });

  it('is what the proxy added last, not what the client sent before it', async () => {
    for (const header of [`${spoofed}, 198.51.100.7`, [spoofed, '198.51.100.7']]) {
      expect(await told(await listKeys(behind, { 'x-forwarded-for': header }))).toEqual(refused);
    }
  });

  it('decides before anything else is looked at, also for a call that is malformed', async () => {
    expect(await told(await listKeys(open, {}, '{"limit": {}}'))).toEqual(refused);
    expect(await told(await listKeys(open, {}, '{'))).toEqual(refused);
  });

  it('never changes where links and redirects lead', async () => {
    for (const { browser, product } of [open, behind]) {
      const response = await browser.get('/auth/login', {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example;proto=https',
      });
      expect(response.headers.get('location')).toContain(product.origin);
      expect(response.headers.get('location')).not.toContain('evil.example');
    }
  });
});

describe('IAM-05 requests that two servers would read differently', () => {
  let product: TestProduct;
  let token: string;
  let projectId: string;
  beforeAll(async () => {
    product = await TestProduct.start();
    ({ token, projectId } = await tokenOf(product));
  });
  afterAll(() => product[Symbol.asyncDispose]());

  const send = (headers: string, body = '{}') =>
    rawExchange(
      product.address,
      `POST /v1.0/${projectId}/kms/list-keys HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n${body}`,
    );
  const good = () =>
    `Host: ${new URL(product.address).host}\r\nX-Auth-Token: ${token}\r\nContent-Type: application/json`;
  const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

  it('are answered when nothing is wrong with them', async () => {
    expect(statusOf(await send(`${good()}\r\nContent-Length: 2`))).toBe(200);
    expect(statusOf(await send(`${good()}\r\nTransfer-Encoding: chunked`, '2\r\n{}\r\n0\r\n\r\n'))).toBe(200);
  });

  it.each<[string, string, string]>([
    ['both lengths', 'Content-Length: 2\r\nTransfer-Encoding: chunked', '0\r\n\r\n'],
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 3', '{} '],
    ['a signed length', 'Content-Length: +2', '{}'],
    ['chunked that is not last', 'Transfer-Encoding: chunked, identity', '2\r\n{}\r\n0\r\n\r\n'],
    ['a chunk size that is none', 'Transfer-Encoding: chunked', '0x2\r\n{}\r\n0\r\n\r\n'],
    ['a space before the colon', 'Content-Length : 2', '{}'],
    ['a folded header', 'Content-Length: 2\r\nX-A: a\r\n b', '{}'],
    ['a bare line feed', 'Content-Length: 2\nX-A: a', '{}'],
    ['a zero byte', 'Content-Length: 2\r\nX-A: a\u0000b', '{}'],
  ])('are refused and their connection closed: %s', async (_name, headers, body) => {
    const answer = await send(`${good()}\r\n${headers}`, body);
    expect(statusOf(answer)).toBe(400);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it.each<[string, number, string]>([
    ['Host: evil.example', 400, 'KMS.0201'],
    ['Content-Type: application/json', 400, 'KMS.0201'],
    ['X-Auth-Token: x', 401, 'APIGW.0301'],
    [`X-Project-Id: ${'0'.repeat(32)}\r\nX-Project-Id: ${'1'.repeat(32)}`, 401, 'APIGW.0301'],
    [`X-Domain-Id: ${'0'.repeat(32)}\r\nX-Domain-Id: ${'1'.repeat(32)}`, 401, 'APIGW.0301'],
    ['Authorization: Bearer x\r\nAuthorization: Bearer y', 400, 'KMS.0201'],
  ])('are refused: a second %j', async (header, status, code) => {
    const answer = await send(`${good()}\r\nContent-Length: 2\r\n${header}`);
    expect([statusOf(answer), answer.includes(`"${code}"`)]).toEqual([status, true]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../kit/browser.ts';
import { TestProduct } from '../kit/product.ts';
import { sessionOf, signedInBrowser } from '../kit/sign-in.ts';

let product: TestProduct;
let browser: Browser;
let projectId: string;
beforeAll(async () => {
  product = await TestProduct.start();
  browser = await signedInBrowser(product);
  projectId = (await sessionOf(browser)).project.id;
});
afterAll(() => product[Symbol.asyncDispose]());

function keys(path = ''): string {
  return `/console/api/projects/${projectId}/kms/keys${path}`;
}

async function createKey(keyAlias: string): Promise<string> {
  const response = await browser.call('POST', keys(), { keyAlias });
  expect(response.status).toBe(200);
  return ((await response.json()) as { keyInfo: { keyId: string } }).keyInfo.keyId;
}

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as { error_code: string }).error_code];
}

describe('decisions: calls of the console', () => {
  it('serves keys in camelCase to a session', async () => {
    const keyId = await createKey('console-first');
    const disabled = await browser.call('POST', keys(`/${keyId}/disable`), {});
    expect(disabled.status).toBe(200);
    expect(disabled.headers.get('cache-control')).toBe('no-store');
  });

  it.each<[string, Record<string, string>]>([
    ['without the header', { 'x-dewpoint-request': '' }],
    ['with another value of the header', { 'x-dewpoint-request': 'true' }],
    ['from a foreign origin', { origin: 'https://evil.example' }],
    ['from an opaque origin', { origin: 'null' }],
    ['from another port', { origin: 'http://localhost:1' }],
    ['from a foreign site', { 'sec-fetch-site': 'cross-site' }],
    ['from a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['typed into the address bar', { 'sec-fetch-site': 'none' }],
  ])('refuses a change %s', async (_name, headers) => {
    const response = await browser.call('POST', keys(), { keyAlias: 'forged' }, headers);
    expect(await codeOf(response)).toEqual([403, 'DEW.0403']);
  });

  it('refuses a change from who does not say where it comes from', async () => {
    const response = await browser.send(keys(), {
      method: 'POST',
      headers: { 'x-dewpoint-request': '1', 'content-type': 'application/json' },
      body: '{"keyAlias":"forged"}',
    });
    expect(await codeOf(response)).toEqual([403, 'DEW.0403']);
  });

  it('created nothing by any of these', async () => {
    const list = await browser.call('GET', keys());
    expect(JSON.stringify(await list.json())).not.toContain('forged');
  });

  const stranger = () => new Browser(product.origin, product.address);
  it('refuses who has no session, a made-up one, or a token of the REST surface', async () => {
    expect(await codeOf(await stranger().call('GET', '/console/api/session'))).toEqual([401, 'APIGW.0301']);
    const madeUp = stranger();
    madeUp.cookies.set('dewpoint_session', 'x'.repeat(43));
    expect(await codeOf(await madeUp.call('GET', '/console/api/session'))).toEqual([401, 'APIGW.0301']);
    const withToken = await stranger().call('GET', '/console/api/session', undefined, {
      'x-auth-token': 'x',
    });
    expect(await codeOf(withToken)).toEqual([401, 'APIGW.0301']);
  });

  it('refuses a project of nobody', async () => {
    const foreign = `/console/api/projects/${'0'.repeat(32)}/kms/keys`;
    expect(await codeOf(await browser.call('GET', foreign))).toEqual([403, 'KMS.0321']);
    expect(await codeOf(await browser.call('POST', foreign, { keyAlias: 'x' }))).toEqual([403, 'KMS.0321']);
  });

  it.each<[string, string, string, unknown, number, string]>([
    ['an unknown field', 'POST', '', { keyAlias: 'a', colour: 'red' }, 400, 'KMS.0308'],
    ['a field in REST spelling', 'POST', '', { key_alias: 'a' }, 400, 'KMS.0308'],
    ['__proto__', 'POST', '', JSON.parse('{"keyAlias":"a","__proto__":{"x":1}}'), 400, 'KMS.0308'],
    ['an unknown query field', 'GET', '?colour=red', undefined, 400, 'KMS.0308'],
    ['a wrong method', 'PATCH', '', {}, 405, 'KMS.0215'],
    ['an unknown path', 'POST', '/x/y/z', {}, 404, 'APIGW.0101'],
  ])('refuses %s', async (_name, method, path, body, status, code) => {
    expect(await codeOf(await browser.call(method, keys(path), body))).toEqual([status, code]);
  });

  it('names the field of a refusal as the console spells it', async () => {
    await browser.call('POST', keys(), { keyAlias: 'taken-twice' });
    const refused = await browser.call('POST', keys(), { keyAlias: 'taken-twice' });
    expect(await refused.json()).toMatchObject({ error_code: 'KMS.1104', error_field: 'keyAlias' });
  });

  it('refuses bodies over its own, smaller limit', async () => {
    const response = await browser.call('POST', keys(), { keyAlias: 'x'.repeat(257 * 1024) });
    expect(await codeOf(response)).toEqual([413, 'KMS.0203']);
  });

  it('answers an unknown address below /console as an API, not as a page', async () => {
    for (const path of ['/console', '/console/api', '/console/api/nothing'])
      expect((await browser.call('GET', path)).status).toBe(404);
  });
});

describe('KEY-06 many keys at once', () => {
  it('runs each input by itself and tells the result of each', async () => {
    const [one, two] = [await createKey('batch-1'), await createKey('batch-2')];
    const response = await browser.call('POST', `/console/api/projects/${projectId}/batch`, {
      operation: 'kms.disableKey',
      inputs: [
        { keyId: one },
        { keyId: 'x' },
        { keyId: '0d0466b0-e727-4d9c-b35d-f84bb474a37f' },
        { keyId: two, extra: 1 },
        { keyId: two },
      ],
    });
    expect(response.status).toBe(200);
    const { results } = (await response.json()) as {
      results: { input: number; ok: boolean; error?: { code: string; field?: string } }[];
    };
    expect(results.map(({ input, ok, error }) => [input, ok, error?.code, error?.field])).toEqual([
      [0, true, undefined, undefined],
      [1, false, 'KMS.0205', 'keyId'],
      [2, false, 'KMS.0207', undefined],
      [3, false, 'KMS.0308', 'extra'],
      [4, true, undefined, undefined],
    ]);
  });

  it.each(['kms.createKey', 'console.batch', 'no.such', 'iam.createToken'])(
    'does not run %s so',
    async (operation) => {
      const response = await browser.call('POST', `/console/api/projects/${projectId}/batch`, {
        operation,
        inputs: [{}],
      });
      expect(await codeOf(response)).toEqual([400, 'KMS.0308']);
    },
  );
});

describe('IAM-01 sessions of a user', () => {
  it('are listed and can be ended one by one', async () => {
    const other = await signedInBrowser(product);
    const list = async (from: Browser) =>
      (
        (await (await from.call('GET', '/console/api/sessions')).json()) as {
          sessions: { handle: string; current: boolean }[];
        }
      ).sessions;
    const mine = (await list(other)).find((session) => session.current);
    const response = await browser.call('DELETE', `/console/api/sessions/${mine?.handle}`);
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect((await other.call('GET', '/console/api/session')).status).toBe(401);
    expect((await browser.call('GET', '/console/api/session')).status).toBe(200);
    expect(await codeOf(await browser.call('DELETE', `/console/api/sessions/${mine?.handle}`))).toEqual([
      404,
      'DEW.0404',
    ]);
  });
});

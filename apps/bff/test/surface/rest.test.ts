import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestProduct } from '../kit/product.ts';
import { type RawRequest, rawRequest } from '../kit/raw-request.ts';
import { tokenOf } from '../kit/sign-in.ts';

let product: TestProduct;
let token: string;
let projectId: string;
let keyId: string;
beforeAll(async () => {
  product = await TestProduct.start();
  ({ token, projectId } = await tokenOf(product));
  const created = await kms('create-key', { key_alias: 'first' });
  keyId = ((await created.json()) as { key_info: { key_id: string } }).key_info.key_id;
});
afterAll(() => product[Symbol.asyncDispose]());

function send(path: string, init: RawRequest): Promise<Response> {
  return rawRequest(`${product.address}${path}`, init);
}

function kms(operation: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return send(`/v1.0/${projectId}/kms/${operation}`, {
    method: 'POST',
    headers: { 'x-auth-token': token, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

interface ErrorAnswer {
  readonly error: { readonly error_code: string; readonly error_msg: string };
  readonly error_code: string;
  readonly error_msg: string;
  readonly request_id: string;
  readonly error_field?: string;
}

async function refusalOf(
  response: Response,
): Promise<{ status: number; code: string; message: string; field: string | undefined }> {
  const body = (await response.json()) as ErrorAnswer;
  expect(body.error).toMatchObject({ error_code: body.error_code, error_msg: body.error_msg });
  expect(body.request_id).toBe(response.headers.get('x-request-id'));
  return { status: response.status, code: body.error_code, message: body.error_msg, field: body.error_field };
}

describe('IAM-05, TOOL-01 the REST surface with a token', () => {
  it('encrypts and decrypts', async () => {
    const encrypted = await kms('encrypt-data', { key_id: keyId, plain_text: 'drei Äpfel' });
    expect(encrypted.status).toBe(200);
    const { cipher_text } = (await encrypted.json()) as { cipher_text: string };
    const decrypted = await kms('decrypt-data', { cipher_text });
    expect(await decrypted.json()).toMatchObject({ key_id: keyId, plain_text: 'drei Äpfel' });
  });

  it('answers with the headers of every API answer', async () => {
    const response = await kms('describe-key', { key_id: keyId });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.has('etag')).toBe(false);
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
  });

  it('makes the request ID itself', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    const response = await kms('describe-key', { key_id: keyId }, { 'x-request-id': id });
    expect(response.headers.get('x-request-id')).not.toBe(id);
  });

  it('ignores unknown fields, __proto__ among them', async () => {
    const body = `{"key_id":"${keyId}","unknown":1,"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`;
    expect((await kms('describe-key', body)).status).toBe(200);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('takes JSON with a charset and structured types', async () => {
    for (const type of [
      'application/json; charset=utf-8',
      'application/json;charset="UTF-8"',
      'application/vnd.x+json',
    ])
      expect((await kms('describe-key', { key_id: keyId }, { 'content-type': type })).status).toBe(200);
  });

  it('takes bodies of up to a mebibyte', async () => {
    const body = JSON.stringify({ key_id: keyId, filler: '' });
    const filler = 'x'.repeat(1024 * 1024 - body.length);
    expect((await kms('describe-key', { key_id: keyId, filler })).status).toBe(200);
  });

  it('describes the token, and itself without any', async () => {
    const seen = await send('/v3/auth/tokens', {
      method: 'GET',
      headers: { 'x-auth-token': token, 'x-subject-token': token },
    });
    expect(seen.status).toBe(200);
    expect(seen.headers.get('x-subject-token')).toBe(token);
    expect(await seen.json()).toMatchObject({
      token: { user: { name: 'admin' }, project: { id: projectId } },
    });
    const versions = await send('/versions', { method: 'GET' });
    const list = ((await versions.json()) as { versions: { id: string }[] }).versions;
    expect(list.map(({ id }) => id)).toContain('v1.0');
    for (const version of list) {
      const shown = await send(`/${version.id}`, { method: 'GET' });
      expect([shown.status, await shown.json()]).toEqual([200, { version }]);
    }
    expect((await send('/v0.9', { method: 'GET' })).status).toBe(404);
  });

  it('says of operations and fields of the documents that are not here that they are not', async () => {
    const stores = await send(`/v1.0/${projectId}/keystores`, {
      method: 'GET',
      headers: { 'x-auth-token': token },
    });
    expect([stores.status, await stores.json()]).toMatchObject([
      404,
      { error_code: 'APIGW.0101', error_msg: expect.stringContaining('ListKeyStores is not served') },
    ]);
    const sealed = await kms('create-datakey', { key_id: keyId, pin: '1234' });
    expect([sealed.status, await sealed.json()]).toMatchObject([
      400,
      { error_code: 'KMS.0308', error_field: 'pin', error_msg: expect.stringContaining('not supported') },
    ]);
    const stored = await kms('create-key', { key_alias: 'stored', keystore_id: '1' });
    expect([stored.status, await stored.json()]).toMatchObject([
      400,
      { error_code: 'KMS.8003', error_field: 'keystore_id' },
    ]);
  });
});

describe('decisions: refusals of the REST edge', () => {
  const rows: [name: string, path: () => string, init: () => RawRequest, status: number, code: string][] = [
    [
      'no credentials',
      () => path('describe-key'),
      () => post('{}', { 'x-auth-token': undefined }),
      401,
      'APIGW.0301',
    ],
    [
      'an unknown token',
      () => path('describe-key'),
      () => post('{}', { 'x-auth-token': 'x' }),
      401,
      'APIGW.0301',
    ],
    [
      'an empty token',
      () => path('describe-key'),
      () => post('{}', { 'x-auth-token': '' }),
      401,
      'APIGW.0301',
    ],
    [
      'a giant token',
      () => path('describe-key'),
      () => post('{}', { 'x-auth-token': 'x'.repeat(5000) }),
      401,
      'APIGW.0301',
    ],
    ['another project', () => `/v1.0/${'0'.repeat(32)}/kms/describe-key`, () => post('{}'), 403, 'KMS.0321'],
    [
      'a project header that differs',
      () => path('describe-key'),
      () => post('{}', { 'x-project-id': '0'.repeat(32) }),
      401,
      'APIGW.0301',
    ],
    ['an unknown path', () => path('no-such-call'), () => post('{}'), 404, 'APIGW.0101'],
    ['an unknown version', () => '/v9/x', () => post('{}'), 404, 'APIGW.0101'],
    ['a path that is not decodable', () => `/v1.0/%ZZ/kms/describe-key`, () => post('{}'), 404, 'APIGW.0101'],
    [
      'a path with dots',
      () => `/v1.0/${projectId}/kms/../kms/describe-key`,
      () => ({ ...post('{}'), rawPath: `/v1.0/${projectId}/kms/../kms/describe-key` }),
      404,
      'APIGW.0101',
    ],
    ['a wrong method', () => path('describe-key'), () => ({ ...post('{}'), method: 'GET' }), 405, 'KMS.0215'],
    ['OPTIONS', () => path('describe-key'), () => ({ ...post('{}'), method: 'OPTIONS' }), 405, 'KMS.0215'],
    [
      'form data',
      () => path('describe-key'),
      () => post('a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'APIGW.0105',
    ],
    [
      'no content type',
      () => path('describe-key'),
      () => post('{}', { 'content-type': undefined }),
      415,
      'APIGW.0105',
    ],
    [
      'another charset',
      () => path('describe-key'),
      () => post('{}', { 'content-type': 'application/json; charset=utf-16' }),
      415,
      'APIGW.0105',
    ],
    [
      'a body that is too long',
      () => path('describe-key'),
      () => post(`"${'x'.repeat(1024 * 1024)}"`),
      413,
      'KMS.0203',
    ],
    ['malformed JSON', () => path('describe-key'), () => post('{"key_id":'), 400, 'KMS.0202'],
    ['text after the JSON', () => path('describe-key'), () => post('{} {}'), 400, 'KMS.0202'],
    [
      'bytes that are not UTF-8',
      () => path('describe-key'),
      () => post(Buffer.from([0x22, 0xff, 0x22])),
      400,
      'KMS.0202',
    ],
    [
      'deep JSON',
      () => path('describe-key'),
      () => post(`{"a":${'['.repeat(33)}${']'.repeat(33)}}`),
      400,
      'KMS.0202',
    ],
    [
      'half a mebibyte of brackets',
      () => path('describe-key'),
      () => post('['.repeat(512 * 1024)),
      400,
      'KMS.0202',
    ],
    ['a list for an object', () => path('describe-key'), () => post('[]'), 400, 'KMS.0308'],
    ['a number for an object', () => path('describe-key'), () => post('7'), 400, 'KMS.0308'],
    ['null for an object', () => path('describe-key'), () => post('null'), 400, 'KMS.0308'],
    ['an empty body where a field is needed', () => path('describe-key'), () => post(''), 400, 'KMS.0204'],
    ['a wrong type', () => path('describe-key'), () => post('{"key_id":7}'), 400, 'KMS.0205'],
    ['an object for text', () => path('describe-key'), () => post('{"key_id":{"$ne":""}}'), 400, 'KMS.0205'],
    [
      'a key that is not there',
      () => path('describe-key'),
      () => post('{"key_id":"0d0466b0-e727-4d9c-b35d-f84bb474a37f"}'),
      404,
      'KMS.0207',
    ],
    [
      'a missing token to describe',
      () => '/v3/auth/tokens',
      () => ({ method: 'GET', headers: { 'x-auth-token': token } }),
      400,
      'KMS.0204',
    ],
  ];

  function path(operation: string): string {
    return `/v1.0/${projectId}/kms/${operation}`;
  }

  function post(body: string | Uint8Array, changes: Record<string, string | undefined> = {}): RawRequest {
    const all = { 'x-auth-token': token, 'content-type': 'application/json', ...changes };
    const headers = Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    return { method: 'POST', headers, body };
  }

  it.each(rows)('%s', async (_name, url, init, status, code) => {
    expect(await refusalOf(await send(url(), init()))).toMatchObject({ status, code });
  });

  it('names the methods that a path takes', async () => {
    const response = await send(path('describe-key'), { method: 'PUT' });
    expect(response.headers.get('allow')).toBe('POST');
  });

  it('names the field and the mend', async () => {
    const refusal = await refusalOf(await kms('schedule-key-deletion', { key_id: keyId, pending_days: '3' }));
    expect(refusal).toMatchObject({ status: 400, code: 'KMS.1401', field: 'pending_days' });
    expect(refusal.message).toMatch(/7.*1096/);
  });

  it('refuses a body that is too long and does not say its length', async () => {
    const response = await send(path('describe-key'), {
      method: 'POST',
      headers: { 'x-auth-token': token, 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
      body: `{"filler":"${'x'.repeat(2 * 1024 * 1024)}"}`,
    });
    expect((await refusalOf(response)).status).toBe(413);
  });

  it('says of an expired token that it has expired', async () => {
    await using old = await TestProduct.start();
    const issued = await tokenOf(old);
    old.clock.advance(24 * 60 * 60_000 + 1_000);
    const response = await rawRequest(`${old.address}/v1.0/${issued.projectId}/kms/list-keys`, {
      method: 'POST',
      headers: { 'x-auth-token': issued.token, 'content-type': 'application/json' },
      body: '{}',
    });
    const refusal = await refusalOf(response);
    expect(refusal).toMatchObject({ status: 401, code: 'APIGW.0301' });
    expect(refusal.message).toContain('expired');
  });

  it('takes no session cookie for credentials', async () => {
    const response = await send(path('describe-key'), {
      method: 'POST',
      headers: { cookie: 'dewpoint_session=x', 'content-type': 'application/json' },
      body: '{}',
    });
    expect((await refusalOf(response)).code).toBe('APIGW.0301');
  });

  it.each([
    ['a wrong password', { name: 'admin', password: 'wrong', domain: { name: 'default' } }],
    ['an unknown user', { name: 'nobody', password: 'wrong', domain: { name: 'default' } }],
    ['an unknown account', { name: 'admin', password: 'wrong', domain: { name: 'nowhere' } }],
  ])('refuses a token for %s in the same words', async (_name, user) => {
    const response = await send('/v3/auth/tokens', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ auth: { identity: { methods: ['password'], password: { user } } } }),
    });
    expect(response.headers.has('x-subject-token')).toBe(false);
    expect(await refusalOf(response)).toMatchObject({
      status: 401,
      code: 'IAM.0001',
      message: 'The user name or password is wrong. Check both, and the account of the user.',
    });
  });
});

describe('TRC-02 the log beside the audit trail', () => {
  it('holds one line a request and no secret of it', async () => {
    const plain = 'a very private text';
    const response = await kms('encrypt-data', { key_id: keyId, plain_text: plain });
    const requestId = response.headers.get('x-request-id') ?? '';
    await expect.poll(() => product.logLines.filter((line) => line.includes(requestId)).length).toBe(1);
    const line = product.logLines.find((candidate) => candidate.includes(requestId)) ?? '';
    expect(JSON.parse(line)).toMatchObject({
      message: 'request',
      method: 'POST',
      route: 'kms.encryptData',
      status: 200,
    });
    const log = product.logLines.join('');
    for (const secret of [plain, token]) expect(log).not.toContain(secret);
  });
});

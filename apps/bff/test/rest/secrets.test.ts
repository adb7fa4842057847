import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js';
import type { HcClient, HttpRequestOptions } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import type { SdkResponse } from '@huaweicloud/huaweicloud-sdk-core/SdkResponse.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TestProduct } from '../kit/product.ts';
import { sessionOf, signedInBrowser, tokenOf } from '../kit/sign-in.ts';
import { SignedClient } from '../kit/signed-client.ts';

type Answer = SdkResponse & Record<string, unknown>;

/** The core of the official Node SDK, unmodified; its package for secrets is not published and does no more than name method and path. */
class CsmsClient {
  readonly #core: HcClient;

  constructor(core: HcClient) {
    this.#core = core;
  }

  send(
    method: string,
    path: string,
    parts: Partial<Pick<HttpRequestOptions, 'data' | 'queryParams' | 'pathParams'>> = {},
  ): Promise<Answer> {
    return this.#core.sendRequest({
      method,
      url: `/v1/{project_id}${path}`,
      contentType: 'application/json',
      queryParams: {},
      pathParams: {},
      headers: {},
      data: {},
      ...parts,
    });
  }
}

let product: TestProduct;
let csms: CsmsClient;
let projectId: string;
let token: string;
beforeAll(async () => {
  product = await TestProduct.start();
  const access = await SignedClient.open(product);
  ({ projectId, token } = await tokenOf(product));
  const credentials = new BasicCredentials()
    .withAk(access.key.access)
    .withSk(access.key.secret)
    .withProjectId(projectId);
  csms = new ClientBuilder((core) => new CsmsClient(core))
    .withOptions({ customUserAgent: 'dewpoint-test' })
    .withCredential(credentials)
    .withEndpoint(product.address)
    .build();
});
afterAll(() => product[Symbol.asyncDispose]());

/** A call with a token, as a program without an SDK makes it. */
function plain(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${product.address}/v1/${projectId}${path}`, {
    method,
    headers: { 'x-auth-token': token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const field = (answer: unknown, name: string): unknown => Reflect.get(Object(answer), name);

describe('SEC-10 IAM-07 secrets through REST with the official Node SDK', () => {
  it('SEC-01 SEC-05 creates, reads, stores a version, and reads by version and status', async () => {
    const created = await csms.send('POST', '/secrets', {
      data: { name: 'sdk.secret', secret_string: 'grüße 🔑\u0000', description: 'from the SDK' },
    });
    expect(created.secret).toMatchObject({
      name: 'sdk.secret',
      state: 'ENABLED',
      secret_type: 'COMMON',
      event_subscriptions: [],
      enterprise_project_id: '0',
      create_time: expect.any(Number),
    });
    const put = await csms.send('POST', '/secrets/{name}/versions', {
      pathParams: { name: 'sdk.secret' },
      data: { secret_binary: 'AAEC/w==' },
    });
    expect(put.version_metadata).toMatchObject({ id: 'v2', version_stages: ['SYSCURRENT'] });
    const read = async (version: string) =>
      (await csms.send('GET', `/secrets/sdk.secret/versions/${version}`)).version;
    expect(await read('v1')).toMatchObject({
      secret_string: 'grüße 🔑\u0000',
      version_metadata: { id: 'v1', version_stages: ['SYSPREVIOUS'], secret_name: 'sdk.secret' },
    });
    expect(await read('latest')).toMatchObject({ secret_binary: 'AAEC/w==' });
    expect(await read('SYSPREVIOUS')).toMatchObject({ version_metadata: { id: 'v1' } });
    const listed = await csms.send('GET', '/secrets', { queryParams: { limit: 10 } });
    expect(JSON.stringify(listed.secrets)).toContain('sdk.secret');
    expect(listed.page_info).toMatchObject({ next_marker: '', current_count: 1 });
  });

  it('SEC-06 TAG-01 EVT-01 moves statuses, tags, and finds by tags and events', async () => {
    await csms.send('POST', '/csms/events', {
      data: {
        name: 'told',
        event_types: ['SECRET_DELETED'],
        state: 'ENABLED',
        notification: { target_type: 'SMN', target_id: 'urn:smn:local-1:p:t', target_name: 't' },
      },
    });
    const created = await csms.send('POST', '/secrets', {
      data: { name: 'tagged', secret_string: 'x', event_subscriptions: ['told'] },
    });
    const id = String(field(created.secret, 'id'));
    const moved = await csms.send('PUT', '/secrets/tagged/stages/{stage}', {
      pathParams: { stage: 'CANARY' },
      data: { version_id: 'v1' },
    });
    expect(moved.stage).toMatchObject({ name: 'CANARY', version_id: 'v1', secret_name: 'tagged' });
    const tagged = await csms.send('POST', `/csms/${id}/tags`, {
      data: { tag: { key: 'env', value: 'prod' } },
    });
    expect(tagged.httpStatusCode).toBe(204);
    const found = await csms.send('POST', '/csms/resource_instances/action', {
      data: { action: 'filter', tags: [{ key: 'env', values: ['prod'] }] },
    });
    expect(found).toMatchObject({
      total_count: 1,
      resources: [{ resource_id: id, resource_name: 'tagged' }],
    });
    const associated = await csms.send('GET', '/secrets', { queryParams: { event_name: 'told' } });
    expect(associated.secrets).toMatchObject([{ name: 'tagged' }]);
  });

  it('SEC-08 SEC-09 deletes and restores, at once and by schedule', async () => {
    await csms.send('POST', '/secrets', { data: { name: 'saved', secret_string: 'kept' } });
    const { secret_blob } = await csms.send('POST', '/secrets/saved/backup');
    const scheduled = await csms.send('POST', '/secrets/saved/scheduled-deleted-tasks/create', {
      data: { recovery_window_in_days: 7 },
    });
    expect(scheduled.secret).toMatchObject({ state: 'PENDING_DELETE' });
    const cancelled = await csms.send('POST', '/secrets/saved/scheduled-deleted-tasks/cancel');
    expect(cancelled.secret).toMatchObject({ state: 'ENABLED' });
    await csms.send('DELETE', '/secrets/saved');
    await csms.send('POST', '/secrets/restore', { data: { secret_blob } });
    const read = await csms.send('GET', '/secrets/saved/versions/latest');
    expect(read.version).toMatchObject({ secret_string: 'kept' });
    const blob = Buffer.from(String(secret_blob), 'base64');
    blob[blob.length - 1] = (blob.at(-1) ?? 0) ^ 1;
    await csms.send('DELETE', '/secrets/saved');
    const changed = await plain('POST', '/secrets/restore', { secret_blob: blob.toString('base64') });
    expect(changed.status).toBe(400);
    expect(await changed.json()).toMatchObject({ error_code: 'CSMS.0003' });
  });

  it('tells code and message of a missing secret, with 404', async () => {
    // The SDK logs what failed.
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await expect(csms.send('GET', '/secrets/missing')).rejects.toMatchObject({
      httpStatusCode: 404,
      errorCode: 'CSMS.0106',
    });
  });
});

describe('SEC-01 the longest value through REST', () => {
  it.each([
    ['text', { secret_string: 'x'.repeat(32_768) }, { secret_string: 'x'.repeat(32_769) }],
    [
      'text of control characters, six times as long in JSON',
      { secret_string: '\u0001'.repeat(32_768) },
      undefined,
    ],
    [
      'bytes',
      { secret_binary: Buffer.alloc(32_768, 7).toString('base64') },
      { secret_binary: Buffer.alloc(32_769, 7).toString('base64') },
    ],
  ])('takes 32 KB of %s, and refuses one byte more', async (name, fits, tooLong) => {
    const secretName = name.split(' ').join('-').replaceAll(',', '');
    expect((await plain('POST', '/secrets', { name: secretName, ...fits })).status).toBe(200);
    const read = await plain('GET', `/secrets/${secretName}/versions/latest`);
    expect(read.headers.get('cache-control')).toBe('no-store');
    expect(((await read.json()) as { version: object }).version).toMatchObject(fits);
    if (tooLong === undefined) return;
    const refused = await plain('POST', '/secrets', { name: `${secretName}-more`, ...tooLong });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error_code: 'CSMS.0002',
      error_msg: expect.stringContaining(Object.keys(tooLong)[0] ?? ''),
    });
  });
});

describe('SEC-08 the console ends secrets in batches', () => {
  it('each with a result of its own', async () => {
    for (const name of ['b1', 'b2']) await plain('POST', '/secrets', { name, secret_string: 'x' });
    const browser = await signedInBrowser(product);
    const { project } = await sessionOf(browser);
    const batch = async (operation: string, inputs: readonly object[]) => {
      const path = `/console/api/projects/${project.id}/batch`;
      const response = await browser.call('POST', path, { operation, inputs });
      const { results } = (await response.json()) as {
        results: { ok: boolean; error?: { code: string } }[];
      };
      return results.map(({ ok, error }) => error?.code ?? ok);
    };
    const named = ['b1', 'b2', 'missing'].map((secretName) => ({ secretName }));
    const scheduled = named.map((input) => ({ ...input, recoveryWindowInDays: 7 }));
    expect(await batch('csms.scheduleSecretDeletion', scheduled)).toEqual([true, true, 'CSMS.0106']);
    expect(await batch('csms.deleteSecret', named.slice(0, 1))).toEqual(['CSMS.0103']);
    expect(await batch('csms.cancelSecretDeletion', named)).toEqual([true, true, 'CSMS.0106']);
    expect(await batch('csms.deleteSecret', named)).toEqual([true, true, 'CSMS.0106']);
  });
});

describe('SEC-11 a value that went through the edge', () => {
  const MARKER = 'MARKERthatNobodyMayKeep81c2';

  it('is in no log line, no refusal, no trace and no file of the data folder', async () => {
    const answers: Response[] = [];
    answers.push(await plain('POST', '/secrets', { name: 'marked', secret_string: MARKER }));
    const refused = [
      await plain('POST', '/secrets', { name: 'marked', secret_string: MARKER }),
      await plain('POST', '/secrets', { name: 'no space', secret_string: MARKER }),
      await plain('POST', '/secrets', { name: 'both', secret_string: MARKER, secret_binary: 'AA==' }),
      await plain('POST', '/secrets', { name: 'bad', secret_binary: `${MARKER}!` }),
      await plain('POST', '/secrets', { name: 'bad', secret_string: { [MARKER]: MARKER } }),
      await plain('POST', '/secrets/marked/versions', { secret_string: MARKER, expire_time: -1 }),
      await plain('POST', '/secrets/batch-import', { secrets: [{ name: 'a b', secret_string: MARKER }] }),
      await fetch(`${product.address}/v1/${projectId}/secrets`, {
        method: 'POST',
        headers: { 'x-auth-token': token, 'content-type': 'application/json' },
        body: `{"name":"cut","secret_string":"${MARKER}`,
      }),
    ];
    answers.push(
      await plain('POST', '/secrets/batch-import', { secrets: [{ name: 'i', secret_string: MARKER }] }),
    );
    answers.push(
      await plain('POST', '/secrets/batch-get-secret-value', { secret_name_list: ['marked', 'i'] }),
    );
    answers.push(await plain('GET', '/secrets/marked/versions/latest'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(refused.map(({ status }) => status)).toEqual([409, 400, 400, 400, 400, 400, 400, 400]);
    for (const response of refused) expect(await response.text()).not.toContain(MARKER);
    const traces = await fetch(`${product.address}/v3/${projectId}/traces?trace_type=system&limit=200`, {
      headers: { 'x-auth-token': token },
    });
    const text = await traces.text();
    expect(text).toContain('showSecretVersion');
    expect(text).not.toContain(MARKER);
    expect(product.logLines.join('')).not.toContain(MARKER);
    expect(product.logLines.length).toBeGreaterThan(0);
    for (const file of readdirSync(product.dataFolder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const bytes = readFileSync(join(file.parentPath, file.name));
      expect([file.name, bytes.includes(MARKER)]).toEqual([file.name, false]);
    }
  });
});

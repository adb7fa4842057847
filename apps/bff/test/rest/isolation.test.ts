import { operationIds, operationOf } from '@dewpoint/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../kit/browser.ts';
import { TestProduct } from '../kit/product.ts';
import { rawRequest } from '../kit/raw-request.ts';
import { signedInBrowser, tokenOf } from '../kit/sign-in.ts';

const NOWHERE = '0'.repeat(32);

interface Called {
  readonly id: string;
  readonly method: string;
  readonly path: string;
}

/** Addresses of all operations inside of a project; what else stands in a path is made up. */
function addresses(surface: 'rest' | 'console'): readonly Called[] {
  return operationIds.flatMap((id) => {
    const operation = operationOf(id);
    const binding = operation[surface];
    if (operation.scope !== 'project' || binding === undefined) return [];
    const prefix = surface === 'rest' ? '' : '/console/api/projects/{project_id}';
    const path = `${prefix}${binding.path}`.replaceAll(/\{(?!project_id\})\w+\}/g, '1');
    return [{ id, method: binding.method, path }];
  });
}

let product: TestProduct;
let token: string;
let foreignProject: string;
let ownProject: string;
let browser: Browser;
beforeAll(async () => {
  product = await TestProduct.start();
  const first = await tokenOf(product);
  ownProject = first.projectId;
  token = first.token;
  browser = await signedInBrowser(product);
  const headers = { 'x-auth-token': token, 'content-type': 'application/json' };
  const admin = { name: 'root', password: 'correct horse battery staple' };
  const created = await rawRequest(`${product.address}/v3/domains`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ domain: { name: 'second', admin } }),
  });
  if (created.status !== 201) throw new Error(`account: ${created.status} ${await created.text()}`);
  foreignProject = ((await created.json()) as { domain: { project: { id: string } } }).domain.project.id;
});
afterAll(() => product[Symbol.asyncDispose]());

/** The answer without what differs from one request to the next. */
async function told(response: Response, projectId: string) {
  const headers = Object.fromEntries(response.headers);
  for (const name of ['x-request-id', 'date', 'x-dewpoint-trace-id']) delete headers[name];
  const text = (await response.text()).replaceAll(response.headers.get('x-request-id') ?? '', '<request>');
  return { status: response.status, headers, body: text.replaceAll(projectId, '<project>') };
}

describe('IAM-02 a project of another account in the address', () => {
  it.each(addresses('rest'))('answers as one that is not there: $method $path', async ({ method, path }) => {
    const ask = async (projectId: string) => {
      const response = await rawRequest(`${product.address}${path.replace('{project_id}', projectId)}`, {
        method,
        headers: { 'x-auth-token': token, 'content-type': 'application/json' },
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
      return told(response, projectId);
    };
    const foreign = await ask(foreignProject);
    expect(foreign).toEqual(await ask(NOWHERE));
    expect(foreign.status).toBe(403);
    expect(foreign.body).toContain('KMS.0321');
  });

  it.each(addresses('console'))('answers the console so too: $method $path', async ({ method, path }) => {
    const ask = async (projectId: string) => {
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      return told(await browser.call(method, path.replace('{project_id}', projectId), body), projectId);
    };
    const foreign = await ask(foreignProject);
    expect(foreign).toEqual(await ask(NOWHERE));
    expect(foreign.status).toBe(403);
    expect(foreign.body).toContain('KMS.0321');
  });
});

describe('IAM-05 a token of the REST surface', () => {
  const listKeys = (projectId: string) =>
    rawRequest(`${product.address}/v1.0/${projectId}/kms/list-keys`, {
      method: 'POST',
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      body: '{}',
    });

  it('says so when it has expired, and opens nothing any more', async () => {
    expect((await listKeys(ownProject)).status).toBe(200);
    product.clock.advance(24 * 3_600_000);
    const response = await listKeys(ownProject);
    expect([response.status, await response.json()]).toMatchObject([
      401,
      { error_code: 'APIGW.0301', error_msg: expect.stringContaining('has expired') },
    ]);
  });
});

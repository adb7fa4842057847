import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../kit/browser.ts';
import { TestProduct } from '../kit/product.ts';
import { sessionOf, signedInBrowser } from '../kit/sign-in.ts';
import { type ErrorAnswer, SignedClient } from '../kit/signed-client.ts';

const PATH = '/console/api/credentials/access-keys';

interface Credential {
  readonly access: string;
  readonly secret: string;
  readonly status: string;
  readonly description: string;
}

let product: TestProduct;
let browser: Browser;
let projectId: string;
beforeAll(async () => {
  product = await TestProduct.start();
  browser = await signedInBrowser(product);
  const session = await sessionOf(browser);
  projectId = session.project.id;
});
afterAll(() => product[Symbol.asyncDispose]());

describe('IAM-05 access keys in My Credentials', () => {
  it('are created with their secret shown once, disabled, enabled and deleted', async () => {
    const created = await browser.call('POST', PATH, { credential: { description: 'laptop' } });
    expect(created.status).toBe(201);
    expect(created.headers.get('cache-control')).toBe('no-store');
    const { credential } = (await created.json()) as { credential: Credential };
    const client = new SignedClient(product, projectId, credential);
    const works = async () => (await client.call({ method: 'GET', path: '/v3/projects' })).status;
    expect(await works()).toBe(200);

    const list = await browser.call('GET', PATH);
    const text = await list.text();
    expect(text).not.toContain(credential.secret);
    expect(JSON.parse(text)).toEqual({
      credentials: [
        {
          userId: expect.any(String),
          access: credential.access,
          status: 'active',
          createTime: expect.any(String),
          lastUseTime: expect.any(String),
          description: 'laptop',
        },
      ],
    });

    const one = `${PATH}/${credential.access}`;
    expect((await browser.call('PUT', one, { credential: { status: 'inactive' } })).status).toBe(200);
    expect(await works()).toBe(401);
    expect((await browser.call('PUT', one, { credential: { status: 'active' } })).status).toBe(200);
    expect(await works()).toBe(200);
    expect((await browser.call('DELETE', one)).status).toBe(204);
    expect(await works()).toBe(401);
    expect((await browser.call('DELETE', one)).status).toBe(404);
    expect(product.logLines.join('\n')).not.toContain(credential.secret);
  });

  it('are two at most', async () => {
    for (const status of [201, 201, 400]) {
      const response = await browser.call('POST', PATH, { credential: {} });
      expect(response.status).toBe(status);
      if (status === 400) expect(((await response.json()) as ErrorAnswer).error_msg).toContain('Delete one');
    }
  });

  it('are not made for a page of somebody else', async () => {
    const forged = await browser.call('POST', PATH, { credential: {} }, { 'x-dewpoint-request': '' });
    expect(forged.status).toBe(403);
  });

  it.each([
    ['POST', PATH, { credential: { userId: 'x' } }, 'credential.userId'],
    ['POST', PATH, { credential: { description: 'x'.repeat(256) } }, 'credential.description'],
    ['POST', PATH, {}, 'credential'],
    ['PUT', `${PATH}/${'A'.repeat(20)}`, { credential: {} }, 'credential.status'],
    ['PUT', `${PATH}/${'A'.repeat(20)}`, { credential: { status: 'off' } }, 'credential.status'],
    ['PUT', `${PATH}/short`, { credential: { status: 'active' } }, 'accessKey'],
  ])('%s %s with %j is refused, naming %s', async (method, path, body, field) => {
    const response = await browser.call(method, path, body);
    const answer = (await response.json()) as ErrorAnswer & { error_field: string };
    expect([response.status, answer.error_field]).toEqual([400, field]);
  });
});

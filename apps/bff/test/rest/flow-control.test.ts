import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestProduct } from '../kit/product.ts';
import { type ErrorAnswer, SignedClient } from '../kit/signed-client.ts';

const LIST = { path: '/v1.0/{project_id}/kms/list-keys', body: {} };
/** One call in 1,000 seconds, after a burst of three: however long a test takes, none is added meanwhile. */
const SECONDS_PER_CALL = 1000;
const limits = {
  user: { perSecond: 1 / SECONDS_PER_CALL, burst: 3 },
  account: { perSecond: 1000, burst: 1000 },
};

let product: TestProduct;
let client: SignedClient;
beforeAll(async () => {
  product = await TestProduct.start({}, { limits });
  client = await SignedClient.open(product);
  // The burst begins anew, whatever the calls above took of it.
  product.clock.advance(4 * SECONDS_PER_CALL * 1000);
});
afterAll(() => product[Symbol.asyncDispose]());

describe('IAM-08 calls over the limit', () => {
  it('are answered with 429, Retry-After and the error of the gateway, until that time has passed', async () => {
    for (let calls = 0; calls < 3; calls++) expect((await client.call(LIST)).status).toBe(200);
    const response = await client.call(LIST);
    expect(response.status).toBe(429);
    const seconds = Number(response.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(SECONDS_PER_CALL);
    const body = (await response.json()) as ErrorAnswer;
    expect(body).toMatchObject({
      error_code: 'APIGW.0308',
      error_msg: expect.stringContaining('Too many requests'),
      request_id: response.headers.get('x-request-id'),
      error: { error_code: 'APIGW.0308' },
    });
    product.clock.advance(seconds * 1000);
    expect((await client.call(LIST)).status).toBe(200);
    expect((await client.call(LIST)).status).toBe(429);
  });

  it('count also when what they ask is malformed', async () => {
    product.clock.advance(3 * SECONDS_PER_CALL * 1000);
    const malformed = { path: '/v1.0/{project_id}/kms/describe-key', body: { key_id: 7 } };
    for (let calls = 0; calls < 3; calls++) expect((await client.call(malformed)).status).toBe(400);
    const response = await client.call(malformed);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('are not counted when their credentials are bad', async () => {
    product.clock.advance(2 * SECONDS_PER_CALL * 1000);
    const forged = client.sign(LIST, { ...client.key, secret: 'wrong' });
    for (let calls = 0; calls < 3; calls++) expect((await client.send(forged)).status).toBe(401);
    expect((await client.call(LIST)).status).toBe(200);
  });
});

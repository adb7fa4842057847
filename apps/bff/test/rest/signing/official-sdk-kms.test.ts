import {
  constants,
  createHash,
  createHmac,
  createPublicKey,
  publicEncrypt,
  randomBytes,
  verify,
} from 'node:crypto';
import { routesOf } from '@dewpoint/contract';
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestProduct } from '../../kit/product.ts';
import { tokenOf } from '../../kit/sign-in.ts';
import { SignedClient } from '../../kit/signed-client.ts';
import { type Answer, KmsClient } from './sdk-kms-client.ts';

/** Every operation on keys that the product serves, called through the official SDK; the last test says which were left out. */

let product: TestProduct;
let projectId: string;
let kms: KmsClient;
let userId: string;
const called = new Set<string>();
const served = routesOf('rest').filter(({ operation }) => operation.service === 'kms');

beforeAll(async () => {
  product = await TestProduct.start();
  const access = await SignedClient.open(product);
  projectId = access.projectId;
  kms = new ClientBuilder((core) => new KmsClient(core))
    .withOptions({ customUserAgent: 'dewpoint-test' })
    .withCredential(
      new BasicCredentials().withAk(access.key.access).withSk(access.key.secret).withProjectId(projectId),
    )
    .withEndpoint(product.address)
    .build();
  const { token } = await tokenOf(product);
  const described = await fetch(`${product.address}/v3/auth/tokens`, {
    headers: { 'x-auth-token': token, 'x-subject-token': token },
  });
  userId = at(await described.json(), 'token', 'user', 'id');
});
afterAll(() => product[Symbol.asyncDispose]());

async function send(
  method: string,
  path: string,
  parts: Parameters<KmsClient['send']>[2] = {},
  status = 200,
): Promise<Answer> {
  const answer = await kms.send(method, path, parts);
  expect(answer.httpStatusCode).toBe(status);
  called.add(`${method} ${path}`);
  return answer;
}
const call = (name: string, data: Record<string, unknown>) =>
  send('POST', `/v1.0/{project_id}/kms/${name}`, { data });
const under = (path: string) => `/v1.0/{project_id}/kms/${path}`;

/** Text at a place in an answer; the SDK types none of it. */
function at(answer: unknown, ...steps: readonly string[]): string {
  let value = answer;
  for (const step of steps) value = Reflect.get(Object(value), step);
  return String(value);
}

let made = 0;
async function create(fields: Record<string, unknown> = {}): Promise<string> {
  return at(await call('create-key', { key_alias: `sdk-${++made}`, ...fields }), 'key_info', 'key_id');
}

describe('IAM-07 the official Node SDK does everything with keys', () => {
  it('KEY-06 … KEY-10 the life of a key', async () => {
    const key_id = await create();
    expect(at(await call('disable-key', { key_id }), 'key_info', 'key_state')).toBe('3');
    expect(at(await call('enable-key', { key_id }), 'key_info', 'key_state')).toBe('2');
    expect(at(await call('schedule-key-deletion', { key_id, pending_days: '7' }), 'key_state')).toBe('4');
    expect(at(await call('cancel-key-deletion', { key_id }), 'key_state')).toBe('3');
    await call('update-key-alias', { key_id, key_alias: 'renamed' });
    await call('update-key-description', { key_id, key_description: 'by the SDK' });
    const described = await call('describe-key', { key_id });
    expect(described.key_info).toMatchObject({
      key_id,
      key_alias: 'renamed',
      key_description: 'by the SDK',
      key_state: '3',
      default_key_flag: '0',
      creation_date: expect.stringMatching(/^\d{13}$/),
    });
  });

  it('KEY-11 KEY-12 KEY-13 lists, instances, quotas and default keys', async () => {
    await call('default-keys', { service: 'obs' });
    const page = await call('list-keys', { limit: '1', key_spec: 'ALL' });
    expect(page).toMatchObject({ truncated: 'true', next_marker: expect.stringMatching(/^\d+$/) });
    expect(at(await send('GET', under('user-instances')), 'instance_num')).toMatch(/^\d+$/);
    const quotas = await send('GET', under('user-quotas'));
    expect(Reflect.get(Object(quotas.quotas), 'resources')).toContainEqual(
      expect.objectContaining({ type: 'CMK', quota: expect.any(Number), used: expect.any(Number) }),
    );
  });

  it('CRY-01 data, and re-encryption', async () => {
    const [key_id, other] = [await create(), await create()];
    const { cipher_text } = await call('encrypt-data', { key_id, plain_text: 'grüße' });
    const moved = await call('re-encrypt', {
      source_key_id: key_id,
      destination_key_id: other,
      cipher_text,
    });
    const decrypted = await call('decrypt-data', { cipher_text: moved.cipher_text });
    expect(decrypted).toMatchObject({ key_id: other, plain_text: 'grüße' });
  });

  it('CRY-02 CRY-05 data keys, pairs and random numbers', async () => {
    const key_id = await create();
    const { plain_text, cipher_text } = await call('create-datakey', { key_id, datakey_length: '256' });
    const opened = await call('decrypt-datakey', { key_id, cipher_text, datakey_cipher_length: '32' });
    expect(at(opened, 'data_key').toLowerCase()).toBe(String(plain_text).toLowerCase());
    await call('create-datakey-without-plaintext', { key_id, datakey_length: '512' });
    const own = randomBytes(32);
    const sealed = await call('encrypt-datakey', {
      key_id,
      plain_text: own.toString('hex') + createHash('sha256').update(own).digest('hex'),
      datakey_plain_length: '32',
    });
    expect(sealed.datakey_length).toBe('32');
    const rsa = await call('create-rsa-datakey-pair', { key_id, key_spec: 'RSA_2048' });
    const ec = await call('create-ec-datakey-pair', { key_id, key_spec: 'ECC_NIST_P256' });
    for (const pair of [rsa, ec]) {
      createPublicKey({ key: Buffer.from(at(pair, 'public_key'), 'base64'), format: 'der', type: 'spki' });
    }
    expect(at(await call('gen-random', { random_data_length: '512' }), 'random_data')).toMatch(
      /^[0-9a-f]{128}$/i,
    );
  });

  it('CRY-03 CRY-04 signatures and codes', async () => {
    const message = Buffer.from('message');
    const signing = { key_id: await create({ key_spec: 'EC_P256' }), signing_algorithm: 'ECDSA_SHA_256' };
    const text = { message: message.toString('base64'), message_type: 'RAW' };
    const { signature } = await call('sign', { ...signing, ...text });
    const { public_key } = await call('get-publickey', { key_id: signing.key_id });
    const bytes = Buffer.from(String(signature), 'base64');
    expect(verify('sha256', message, String(public_key), bytes)).toBe(true);
    expect((await call('verify', { ...signing, ...text, signature })).signature_valid).toBe('true');
    const coding = {
      key_id: await create({ key_spec: 'HMAC_256', key_usage: 'GENERATE_VERIFY_MAC' }),
      mac_algorithm: 'HMAC_SHA_256',
      message: text.message,
    };
    const { mac } = await call('generate-mac', coding);
    expect((await call('verify-mac', { ...coding, mac })).mac_valid).toBe(true);
  });

  it('IMP-02 … IMP-05 import', async () => {
    const key_id = await create({
      key_spec: 'HMAC_256',
      key_usage: 'GENERATE_VERIFY_MAC',
      origin: 'external',
    });
    const parameters = await call('get-parameters-for-import', {
      key_id,
      wrapping_algorithm: 'RSAES_OAEP_SHA_256',
    });
    const key = createPublicKey({
      key: Buffer.from(at(parameters, 'public_key'), 'base64'),
      format: 'der',
      type: 'spki',
    });
    const material = randomBytes(32);
    const wrapped = publicEncrypt(
      { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      material,
    );
    await call('import-key-material', {
      key_id,
      import_token: parameters.import_token,
      encrypted_key_material: wrapped.toString('base64'),
    });
    const message = Buffer.from('message');
    const { mac } = await call('generate-mac', {
      key_id,
      mac_algorithm: 'HMAC_SHA_256',
      message: message.toString('base64'),
    });
    expect(String(mac).toLowerCase()).toBe(createHmac('sha256', material).update(message).digest('hex'));
    await call('delete-imported-key-material', { key_id });
    expect(at(await call('describe-key', { key_id }), 'key_info', 'key_state')).toBe('5');
  });

  it('ROT-01 ROT-05 rotation', async () => {
    const key_id = await create();
    await call('enable-key-rotation', { key_id });
    await call('update-key-rotation-interval', { key_id, rotation_interval: '30' });
    await call('rotate-on-demand', { key_id });
    expect(await call('get-key-rotation-status', { key_id })).toMatchObject({
      key_rotation_enabled: true,
      rotation_interval: 30,
      number_of_rotations: 1,
    });
    await call('disable-key-rotation', { key_id });
  });

  it('GRT-01 GRT-03 grants', async () => {
    const key_id = await create();
    const wanted = { key_id, grantee_principal: userId, operations: ['encrypt-data', 'decrypt-data'] };
    const first = await call('create-grant', { ...wanted, retiring_principal: userId });
    const second = await call('create-grant', wanted);
    const page = await call('list-grants', { key_id, limit: '1' });
    expect(page).toMatchObject({ truncated: 'true', next_marker: '1' });
    const retirable = await call('list-retirable-grants', { limit: '10' });
    expect(JSON.stringify(retirable.grants)).toContain(String(first.grant_id));
    await call('retire-grant', { key_id, grant_id: first.grant_id });
    await call('revoke-grant', { key_id, grant_id: second.grant_id });
    expect((await call('list-grants', { key_id })).grants).toEqual([]);
  });

  it('TAG-01 tags', async () => {
    const key_id = await create();
    const pathParams = { key_id };
    await send(
      'POST',
      under('{key_id}/tags'),
      { pathParams, data: { tag: { key: 'team', value: 'a' } } },
      204,
    );
    const tags = [{ key: 'cost', value: '7' }];
    await send('POST', under('{key_id}/tags/action'), { pathParams, data: { action: 'create', tags } }, 204);
    expect((await send('GET', under('{key_id}/tags'), { pathParams })).tags).toHaveLength(2);
    const all = await send('GET', under('tags'));
    expect(all.tags).toContainEqual({ key: 'cost', values: ['7'] });
    const query = { action: 'filter', tags: [{ key: 'cost', values: ['7'] }], limit: '10', offset: '0' };
    const found = await send('POST', under('resource_instances/action'), { data: query });
    expect(found).toMatchObject({ total_count: 1, resources: [{ resource_id: key_id }] });
    await send('DELETE', under('{key_id}/tags/{key}'), { pathParams: { key_id, key: 'cost' } }, 204);
  });

  it('aliases', async () => {
    const [key_id, target_key_id] = [await create(), await create()];
    const alias = 'alias/sdk';
    await send('POST', under('aliases'), { data: { key_id, alias } }, 201);
    await call('alias/associate', { alias, target_key_id });
    const listed = await send('GET', under('aliases'), { queryParams: { key_id: target_key_id } });
    expect(JSON.stringify(listed.aliases)).toContain(alias);
    await send('DELETE', under('aliases'), { data: { key_id: target_key_id, aliases: [alias] } }, 204);
  });

  it('nothing is left out', () => {
    const missing = served.map(({ method, path }) => `${method} ${path}`).filter((one) => !called.has(one));
    expect(missing).toEqual([]);
  });
});

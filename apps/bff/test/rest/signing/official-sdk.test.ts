import { BasicCredentials, Region } from '@huaweicloud/huaweicloud-sdk-core';
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TestProduct } from '../../kit/product.ts';
import { SignedClient } from '../../kit/signed-client.ts';
import { exampleKey, GuardedServer } from './guarded-server.ts';
import { KmsClient } from './sdk-kms-client.ts';

let product: TestProduct;
let access: SignedClient;
beforeAll(async () => {
  product = await TestProduct.start();
  access = await SignedClient.open(product);
});
afterAll(() => product[Symbol.asyncDispose]());

const credentials = () => new BasicCredentials().withAk(access.key.access).withSk(access.key.secret);
/** With a name of its own, or the SDK writes an ID file into the home folder. */
const builder = () =>
  new ClientBuilder((core) => new KmsClient(core)).withOptions({ customUserAgent: 'dewpoint-test' });
const client = () =>
  builder()
    .withCredential(credentials().withProjectId(access.projectId))
    .withEndpoint(product.address)
    .build();

describe('IAM-07 the official Node SDK, unmodified', () => {
  it('creates a key, encrypts and decrypts with it, and lists it', async () => {
    const kms = client();
    const created = await kms.post('create-key', { key_alias: 'sdk', key_description: 'Schlüssel für 日本' });
    expect(created.httpStatusCode).toBe(200);
    const keyId = Reflect.get(Object(created.key_info), 'key_id');
    const described = await kms.post('describe-key', { key_id: keyId });
    expect(described.key_info).toMatchObject({ key_alias: 'sdk', key_description: 'Schlüssel für 日本' });
    const encrypted = await kms.post('encrypt-data', { key_id: keyId, plain_text: 'grüße' });
    const decrypted = await kms.post('decrypt-data', { cipher_text: encrypted.cipher_text });
    expect(decrypted.plain_text).toBe('grüße');
    const dataKey = await kms.post('create-datakey', { key_id: keyId, datakey_length: '256' });
    expect(dataKey.plain_text).toMatch(/^[0-9a-f]{64}$/i);
    const listed = await kms.post('list-keys', { limit: '10' });
    expect(listed.keys).toContain(keyId);
  });

  it('reads with a query and deletes by a path', async () => {
    const kms = client();
    const second = await SignedClient.open(product);
    const listed = await kms.send('GET', '/v3.0/OS-CREDENTIAL/credentials');
    expect(JSON.stringify(listed.credentials)).toContain(second.key.access);
    const projects = await kms.send('GET', '/v3/projects', { queryParams: { name: 'local-1', page: 1 } });
    expect(projects.projects).toMatchObject([{ id: access.projectId, name: 'local-1' }]);
    const named = await kms.send('GET', '/v3/projects', { queryParams: { name: 'ü ~(1+1)=2/&*' } });
    expect(named.projects).toEqual([]);
    const deleted = await kms.send('DELETE', '/v3.0/OS-CREDENTIAL/credentials/{access_key}', {
      pathParams: { access_key: second.key.access },
    });
    expect(deleted.httpStatusCode).toBe(204);
  });

  it('finds its project by itself, from a region', async () => {
    const kms = builder()
      .withCredential(credentials().withIamEndpoint(product.address))
      .withRegion(new Region('local-1', product.address))
      .build();
    const listed = await kms.post('list-keys', {});
    expect(listed.httpStatusCode).toBe(200);
  });

  it('signs with derived keys (V11-HMAC-SHA256)', async () => {
    const kms = builder()
      .withCredential(credentials().withProjectId(access.projectId))
      .withRegion(new Region('local-1', product.address))
      .withDerivedAuthServiceName('kms')
      .build();
    expect((await kms.post('list-keys', {})).httpStatusCode).toBe(200);
  });

  // Apostrophe, | and ^ are missing: the SDK signs them escaped and sends them as they are.
  it.each(['a b', 'ü', 'x/y', '100%25', '%41', 's!(*)~', 'a+b', '{x}'])(
    'may put %j into a path as it is: what is sent is what it signed',
    async (value) => {
      await using server = await GuardedServer.start();
      server.clock.advance(Date.now() - server.clock.now());
      const guarded = builder()
        .withCredential(new BasicCredentials().withAk(exampleKey.access).withSk(exampleKey.secret))
        .withEndpoint(`http://${server.host}`)
        .build();
      const answer = await guarded.send('GET', '/v1/tags/{key}', { pathParams: { key: value } });
      expect(answer.httpStatusCode).toBe(200);
    },
  );

  it('tells code, message and request ID of a refusal', async () => {
    // The SDK logs what failed.
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const unknown = client().post('describe-key', { key_id: '00000000-0000-4000-8000-000000000000' });
    await expect(unknown).rejects.toMatchObject({
      httpStatusCode: 404,
      errorCode: 'KMS.0207',
      errorMsg: expect.stringContaining('does not exist'),
      requestId: expect.stringMatching(/./),
    });
    const wrong = builder()
      .withCredential(credentials().withSk('wrong').withProjectId(access.projectId))
      .withEndpoint(product.address)
      .build();
    await expect(wrong.post('list-keys', {})).rejects.toMatchObject({
      httpStatusCode: 401,
      errorCode: 'APIGW.0301',
      errorMsg: expect.stringContaining('signature does not match'),
    });
  });
});

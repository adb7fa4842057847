import { Api } from '../support/api.ts';
import { PostgresDatabase } from '../support/postgres.ts';
import { Product } from '../support/product.ts';
import { SoftHsm } from '../support/softhsm.ts';
import { expect, test } from '../support/test.ts';

/** The main job without a screen: create, encrypt, stop, start, decrypt. */
async function expectKeysToOutliveTheProcess(product: Product): Promise<void> {
  const before = await Api.signIn(product);
  const keyId = await before.createKey('orders');
  const encrypted = await before.kms('encrypt-data', { key_id: keyId, plain_text: 'Grüße 你好' });
  expect(encrypted.status).toBe(200);
  await product.restart();
  const after = await Api.signIn(product);
  const decrypted = await after.kms('decrypt-data', { cipher_text: encrypted.body.cipher_text });
  expect(decrypted.body).toMatchObject({ key_id: keyId, plain_text: 'Grüße 你好' });
}

test.describe('OPS-02 HSM-01 other stores and roots of trust', () => {
  test('keys made on PostgreSQL decrypt after a restart', async () => {
    await using database = await PostgresDatabase.create();
    await using product = await Product.create(database.settings);
    await expectKeysToOutliveTheProcess(product);
    const ready = await (await fetch(`${product.baseURL}/readyz`)).json();
    expect(JSON.stringify(ready)).toContain('postgres');
  });

  test('keys under a root key in two SoftHSM2 tokens decrypt after a restart', async () => {
    await using hsm = await SoftHsm.create(['first', 'second']);
    await using product = await Product.create(hsm.settings);
    await expectKeysToOutliveTheProcess(product);
    expect(product.output).not.toContain('NOT SEALED');
    expect(product.output).not.toContain(hsm.settings.DEWPOINT_HSM_PIN);
  });

  test('a sealed root key opens only with its passphrase', async () => {
    const passphrase = 'a long passphrase for the root key';
    await using product = await Product.create({ DEWPOINT_ROOT_KEY_PASSPHRASE: passphrase });
    await expectKeysToOutliveTheProcess(product);
    expect(product.output).not.toContain('NOT SEALED');
    expect(product.output).not.toContain(passphrase);
    const api = await Api.signIn(product);
    expect((await api.kms('gen-random', { random_data_length: '512' })).status).toBe(200);
  });
});

import { toKey } from '../support/keys.ts';
import { expect, test } from '../support/test.ts';
import { ciphertextArea, decrypt, encrypt, executeButton, plaintextArea } from '../support/tool.ts';

test.use({ signedIn: true });

const TEXT = 'Grüße 你好 🔐';

test.describe('TOOL-01 … TOOL-06 the online tool', () => {
  test('[G 2.1.6] decrypts what it encrypted', async ({ page, api, prefix }) => {
    await page.goto(toKey(await api.createKey(`${prefix}tool`), 'tool'));
    const ciphertext = await encrypt(page, TEXT);
    await decrypt(page, ciphertext);
    await expect(plaintextArea(page)).toHaveValue(TEXT);
    await expect(page.getByText('Key version 1')).toBeVisible();
  });

  test('TOOL-04 four bytes become 188 characters of Base64', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}size`);
    // Four bytes to encrypt-data; the tool encrypts the Base64 of its text (TOOL-03), which for three bytes is four.
    const { body } = await api.kms('encrypt-data', { key_id: keyId, plain_text: 'abcd' });
    expect(String(body.cipher_text)).toHaveLength(188);
    await page.goto(toKey(keyId, 'tool'));
    expect(await encrypt(page, 'abc')).toHaveLength(188);
  });

  test('TOOL-01 takes 4096 bytes of multi-byte text and not one more, and says why', async ({
    page,
    api,
    prefix,
  }) => {
    await page.goto(toKey(await api.createKey(`${prefix}bytes`), 'tool'));
    const full = `${'你'.repeat(1365)}x`; // 3 × 1365 + 1 bytes
    await plaintextArea(page).fill(full);
    await expect(page.getByText('4096 of 4096 bytes')).toBeVisible();
    await expect(executeButton(page)).toBeEnabled();
    await plaintextArea(page).fill(`${full}x`);
    await expect(page.getByText('4097 of 4096 bytes: 1 too many.')).toBeVisible();
    await expect(executeButton(page)).toBeDisabled();
    await expect(executeButton(page)).toHaveAccessibleDescription(/1 too many/);
    const ciphertext = await encrypt(page, full);
    await decrypt(page, ciphertext);
    await expect(plaintextArea(page)).toHaveValue(full);
  });

  test('[G 2.1.6] TOOL-02 decrypts with the key of the ciphertext and says which it was', async ({
    page,
    api,
    prefix,
  }) => {
    const right = await api.createKey(`${prefix}right`);
    await page.goto(toKey(right, 'tool'));
    const ciphertext = await encrypt(page, TEXT);
    await page.goto(toKey(await api.createKey(`${prefix}shown`), 'tool'));
    await decrypt(page, ciphertext);
    await expect(plaintextArea(page)).toHaveValue(TEXT);
    await expect(
      page.getByText(`Decrypted with another key: ${prefix}right (${right}), version 1.`),
    ).toBeVisible();
  });

  test('TOOL-03 the API decrypts a ciphertext of the tool to the Base64 of its text', async ({
    page,
    api,
    prefix,
  }) => {
    await page.goto(toKey(await api.createKey(`${prefix}to-api`), 'tool'));
    const { body } = await api.kms('decrypt-data', { cipher_text: await encrypt(page, TEXT) });
    expect(body.plain_text).toBe(Buffer.from(TEXT).toString('base64'));
  });

  test('TOOL-03 the tool decrypts what the API encrypted to what the API was given', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}from-api`);
    const { body } = await api.kms('encrypt-data', { key_id: keyId, plain_text: TEXT });
    await page.goto(toKey(keyId, 'tool'));
    await decrypt(page, String(body.cipher_text));
    await expect(plaintextArea(page)).toHaveValue(TEXT);
  });

  test('TOOL-04 a changed ciphertext gives an error and no plaintext', async ({ page, api, prefix }) => {
    await page.goto(toKey(await api.createKey(`${prefix}tampered`), 'tool'));
    const bytes = Buffer.from(await encrypt(page, TEXT), 'base64');
    for (const position of [0, 40, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[position] = (changed[position] ?? 0) ^ 1;
      await decrypt(page, changed.toString('base64'));
      await expect(page.getByRole('alert')).toContainText('cipher_text is not valid');
      await expect(plaintextArea(page)).toHaveValue('');
    }
    await decrypt(page, 'not a ciphertext');
    await expect(page.getByRole('alert')).toBeVisible();
  });

  test('TOOL-06 the inspector tells the key, its version and the size without decrypting', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}inspected`);
    const { body } = await api.kms('encrypt-data', { key_id: keyId, plain_text: 'a'.repeat(33) });
    await page.goto(toKey(await api.createKey(`${prefix}other`), 'tool'));
    const inspector = page.getByRole('form', { name: 'What is this ciphertext?' });
    await inspector.getByLabel('Ciphertext to inspect').fill(String(body.cipher_text));
    await inspector.getByRole('button', { name: 'Inspect' }).click();
    await expect(inspector.getByRole('link', { name: `${prefix}inspected` })).toBeVisible();
    await expect(inspector).toContainText(keyId);
    await expect(inspector).toContainText('33 bytes');
    await expect(inspector).toContainText('Yes');
    await api.kms('disable-key', { key_id: keyId });
    await inspector.getByRole('button', { name: 'Inspect' }).click();
    await expect(inspector).toContainText(/No: .*disabled/);
    await inspector.getByLabel('Ciphertext to inspect').fill('AAAA');
    await inspector.getByRole('button', { name: 'Inspect' }).click();
    await expect(inspector.getByRole('alert')).toBeVisible();
  });

  test('copies the ciphertext to the clipboard', async ({ page, context, api, prefix }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(toKey(await api.createKey(`${prefix}clipboard`), 'tool'));
    const ciphertext = await encrypt(page, TEXT);
    await page.getByRole('button', { name: 'Copy to Clipboard' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(ciphertext);
  });

  test('TOOL-02 is not offered for a key pair that encrypts, with the reason', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}rsa`, { key_spec: 'RSA_2048', key_usage: 'ENCRYPT_DECRYPT' });
    await page.goto(toKey(keyId, 'tool'));
    const why = page.getByRole('status').filter({ hasText: 'Asymmetric keys cannot be used to encrypt' });
    await expect(why).toBeVisible();
    await expect(executeButton(page)).toHaveCount(0);
  });

  test('SM4 keys encrypt and decrypt too', async ({ page, api, prefix }) => {
    await page.goto(toKey(await api.createKey(`${prefix}sm4`, { key_spec: 'SM4' }), 'tool'));
    await decrypt(page, await encrypt(page, TEXT));
    await expect(plaintextArea(page)).toHaveValue(TEXT);
  });

  test('leaves nothing of a plaintext in the page, the URL, the storage or the log after Clear', async ({
    page,
    api,
    prefix,
    product,
  }) => {
    const secret = `${prefix}correct horse battery staple`;
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    await page.goto(toKey(await api.createKey(`${prefix}clear`), 'tool'));
    const ciphertext = await encrypt(page, secret);
    await page.getByRole('button', { name: 'Clear' }).click();
    await decrypt(page, ciphertext);
    await expect(plaintextArea(page)).toHaveValue(secret);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(ciphertextArea(page)).toHaveValue('');
    const left = await page.evaluate(async () => ({
      document: document.documentElement.outerHTML,
      values: [...document.querySelectorAll('input, textarea')].map((field) =>
        field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '',
      ),
      storage: { ...localStorage, ...sessionStorage },
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      history: history.state,
      url: location.href,
    }));
    expect(left.databases).toEqual([]);
    expect(left.caches).toEqual([]);
    const places = JSON.stringify([left, urls]) + product.output;
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
      expect(places).not.toContain(form);
    }
  });
});

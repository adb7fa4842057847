import { createHash, createVerify, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { choose, toKey } from '../../support/keys.ts';
import { expect, test } from '../../support/test.ts';
import { executeButton } from '../../support/tool.ts';

test.use({ signedIn: true });

const TEXT = 'Grüße 你好 🔐';

test.describe('CRY-03 signatures in the console', () => {
  test('a signature made in the tool is verified with the downloaded public key, and by the tool', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}ec`, { key_spec: 'EC_P256' });
    await page.goto(toKey(keyId, 'public-key'));
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download public key' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`${prefix}ec.pem`);
    const pem = await readFile(await file.path(), 'utf8');

    await page.getByRole('tab', { name: 'Tool' }).click();
    await page.getByLabel('Message', { exact: true }).fill(TEXT);
    await executeButton(page).click();
    const signature = page.getByLabel('Signature (Base64)');
    await expect(signature).not.toHaveValue('');
    const made = Buffer.from(await signature.inputValue(), 'base64');
    expect(createVerify('sha256').update(TEXT).verify(pem, made)).toBe(true);

    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await executeButton(page).click();
    await expect(page.getByText('The signature is valid')).toBeVisible();
    await page.getByLabel('Message', { exact: true }).fill(`${TEXT}!`);
    await executeButton(page).click();
    await expect(page.getByText('The signature is not valid')).toBeVisible();
  });

  test('a digest is signed with the algorithm chosen', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}rsa`, { key_spec: 'RSA_2048' });
    await page.goto(toKey(keyId, 'tool'));
    await choose(page, page.getByLabel('Algorithm', { exact: true }), 'RSASSA_PKCS1_V1_5_SHA_512');
    await choose(page, page.getByLabel('Message type'), 'DIGEST: its hash');
    const digest = page.getByLabel('Digest', { exact: true });
    await digest.fill(createHash('sha256').update(TEXT).digest('hex'));
    await expect(executeButton(page)).toBeDisabled();
    await expect(page.getByText('32 bytes. The digest of this algorithm has 64.')).toBeVisible();
    await digest.fill(createHash('sha512').update(TEXT).digest('hex'));
    await executeButton(page).click();
    const signature = page.getByLabel('Signature (Base64)');
    await expect(signature).not.toHaveValue('');
    const { body } = await api.kms('get-publickey', { key_id: keyId });
    const made = Buffer.from(await signature.inputValue(), 'base64');
    expect(verify('sha512', Buffer.from(TEXT), String(body.public_key), made)).toBe(true);
  });
});

test.describe('CRY-04 message authentication codes in the console', () => {
  test('a code made in the tool is valid for the API and the tool', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}mac`, { key_spec: 'HMAC_512' });
    await page.goto(toKey(keyId, 'tool'));
    await page.getByLabel('Message', { exact: true }).fill(TEXT);
    await executeButton(page).click();
    const mac = page.getByLabel('MAC (hexadecimal)');
    await expect(mac).toHaveValue(/^[0-9a-f]{128}$/);
    const answer = await api.kms('verify-mac', {
      key_id: keyId,
      mac_algorithm: 'HMAC_SHA_512',
      message: Buffer.from(TEXT).toString('base64'),
      mac: await mac.inputValue(),
    });
    expect(answer.body.mac_valid).toBe(true);
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await executeButton(page).click();
    await expect(page.getByText('The MAC is valid')).toBeVisible();
    await mac.fill('00'.repeat(64));
    await executeButton(page).click();
    await expect(page.getByText('The MAC is not valid')).toBeVisible();
  });
});

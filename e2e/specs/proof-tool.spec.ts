import { toKey } from '../support/keys.ts';
import { expect, test } from '../support/test.ts';
import { executeButton } from '../support/tool.ts';

test.use({ signedIn: true });

const MESSAGE = 'Grüße 你好';

test.describe('CRY-03 CRY-04 the tool of keys that prove', () => {
  test('signs what the API verifies, and refuses the signature over another message', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}sign`, { key_spec: 'EC_P256' });
    await page.goto(toKey(keyId, 'tool'));
    await page.getByRole('textbox', { name: 'Message' }).fill(MESSAGE);
    await executeButton(page).click();
    const signatureArea = page.getByRole('textbox', { name: 'Signature' });
    await expect(signatureArea).not.toHaveValue('');
    const signature = await signatureArea.inputValue();
    const verified = await api.kms('verify', {
      key_id: keyId,
      message: Buffer.from(MESSAGE).toString('base64'),
      signature,
      signing_algorithm: 'ECDSA_SHA_256',
      message_type: 'RAW',
    });
    expect(verified).toMatchObject({ status: 200, body: { signature_valid: 'true' } });
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill(MESSAGE);
    await signatureArea.fill(signature);
    await executeButton(page).click();
    await expect(page.getByText('The signature is valid')).toBeVisible();
    await page.getByRole('textbox', { name: 'Message' }).fill(`${MESSAGE}!`);
    await executeButton(page).click();
    await expect(page.getByText('The signature is not valid')).toBeVisible();
  });

  test('makes the MAC that the API makes', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}mac`, { key_spec: 'HMAC_256' });
    await page.goto(toKey(keyId, 'tool'));
    await page.getByRole('textbox', { name: 'Message' }).fill(MESSAGE);
    await executeButton(page).click();
    const { body } = await api.kms('generate-mac', {
      key_id: keyId,
      mac_algorithm: 'HMAC_SHA_256',
      message: Buffer.from(MESSAGE).toString('base64'),
    });
    await expect(page.getByRole('textbox', { name: 'MAC' })).toHaveValue(String(body.mac));
  });
});

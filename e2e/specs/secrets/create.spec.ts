import { expectNoViolations } from '../../support/accessibility.ts';
import { choose, confirm, fact, keyRow } from '../../support/keys.ts';
import { fillPairs, openDialog, toSecret, toSecretList } from '../../support/secrets.ts';
import { expect, test } from '../../support/test.ts';

test.use({ signedIn: true });

test.describe('SEC-01 SEC-02 Create Secret [G 2.2.1.1]', () => {
  test('a shared secret is created in three steps, is enabled, and its v1 is SYSCURRENT', async ({
    page,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}key`);
    const name = `${prefix}db.main`;
    await page.goto('/keys');
    await page.getByRole('link', { name: 'Secret Management' }).click();
    await page.getByRole('button', { name: 'Create Secret' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Create Secret' });
    await expect(dialog.getByRole('combobox', { name: 'Type' })).toHaveText('Shared secret');
    await dialog.getByLabel(/Secret Name/).fill(name);
    await fillPairs(dialog, [
      ['user', 'shop'],
      ['password', 'p'],
    ]);
    await dialog.getByLabel('Description').fill('of the shop');
    await expect(dialog.getByRole('combobox', { name: 'KMS Encryption Key' })).toHaveText('csms/default');
    await choose(page, dialog.getByRole('combobox', { name: 'KMS Encryption Key' }), `${prefix}key`);
    await dialog.getByRole('button', { name: 'Add Tag' }).click();
    await dialog.getByLabel('Tag key').fill('team');
    await expectNoViolations(page, 'Create Secret');
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByRole('switch', { name: 'Rotate automatically' }).check();
    await dialog.getByLabel('Period').fill('400');
    await dialog.getByRole('button', { name: 'Next' }).click();
    await expect(dialog.getByText('Period must be from 6 hours to 365 days.')).toBeVisible();
    await dialog.getByLabel('Period').fill('60');
    await expectNoViolations(page, 'Create Secret, rotation');
    await dialog.getByRole('button', { name: 'Next' }).click();
    await expect(fact(page, 'Secret Value')).toHaveText('Key/value pairs: user, password');
    await expect(fact(page, 'Automatic rotation')).toHaveText('every 60 days');
    await expectNoViolations(page, 'Create Secret, confirmation');
    await confirm(dialog);
    await expect(page.getByText(`Secret ${name} is created.`)).toBeVisible();
    await expect(keyRow(page, name)).toContainText('Enabled');
    const { body } = await api.csms('GET', `/secrets/${name}`);
    expect(body.secret).toMatchObject({
      kms_key_id: keyId,
      description: 'of the shop',
      auto_rotation: true,
      rotation_period: '60d',
    });
    expect(JSON.parse(await api.secretText(name, 'v1'))).toEqual({ user: 'shop', password: 'p' });
    expect(await api.secretText(name, 'latest')).toBe(await api.secretText(name, 'v1'));
  });

  test('what breaks a rule is told at its field, and a name that is taken keeps what was typed', async ({
    page,
    api,
    prefix,
  }) => {
    await api.createSecret({ name: `${prefix}taken`, secret_string: 'x' });
    await page.goto(toSecretList({ dialog: 'create' }));
    const dialog = openDialog(page);
    const next = dialog.getByRole('button', { name: 'Next' });
    await dialog.getByLabel(/Secret Name/).fill('a b');
    await next.click();
    await expect(dialog.getByText(/^Secret Name must be 1 to 64/)).toBeVisible();
    await expect(dialog.getByText('Every pair needs a key.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Plaintext' }).click();
    await dialog.getByLabel('Plaintext secret').fill('ü'.repeat(16_385));
    await expect(dialog.getByText('The value is longer than 32,768 bytes.')).toBeVisible();
    await dialog.getByLabel('Plaintext secret').fill('ü'.repeat(16_384));
    await dialog.getByLabel(/Secret Name/).fill(`${prefix}taken`);
    await next.click();
    await next.click();
    await confirm(dialog);
    await expect(dialog.getByRole('alert')).toContainText('already used by another secret');
    await dialog.getByRole('button', { name: 'Back' }).click();
    await dialog.getByRole('button', { name: 'Back' }).click();
    await dialog.getByLabel(/Secret Name/).fill(`${prefix}free`);
    await next.click();
    await next.click();
    await confirm(dialog);
    await expect(page.getByText(`Secret ${prefix}free is created.`)).toBeVisible();
    expect(await api.secretText(`${prefix}free`)).toBe('ü'.repeat(16_384));
  });

  test('pairs are taken from a pasted .env file or from JSON', async ({ page, api, prefix }) => {
    await page.goto(toSecretList({ dialog: 'create' }));
    const dialog = openDialog(page);
    await dialog.getByLabel(/Secret Name/).fill(`${prefix}env`);
    for (const [text, words] of [
      ['# shop\nexport USER=shop # who\nPASSWORD="a b\\n#c"\n', 'Take over 2 pairs'],
      ['{"PASSWORD": "from JSON", "port": 5432}', 'Take over 2 pairs'],
    ] as const) {
      await dialog.getByRole('button', { name: 'Paste .env or JSON' }).click();
      await dialog.getByLabel('Contents of an .env file, or a JSON object').fill(text);
      await dialog.getByRole('button', { name: words }).click();
    }
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByRole('button', { name: 'Next' }).click();
    await confirm(dialog);
    await expect(page.getByText(`Secret ${prefix}env is created.`)).toBeVisible();
    expect(JSON.parse(await api.secretText(`${prefix}env`))).toEqual({
      USER: 'shop',
      PASSWORD: 'from JSON',
      port: '5432',
    });
  });

  test('what is no .env file and no JSON object is refused', async ({ page }) => {
    await page.goto(toSecretList({ dialog: 'create' }));
    const dialog = openDialog(page);
    await dialog.getByRole('button', { name: 'Paste .env or JSON' }).click();
    await dialog.getByLabel('Contents of an .env file, or a JSON object').fill('[1, 2]');
    await expect(dialog.getByText('This is neither lines of KEY=value nor a JSON object.')).toBeVisible();
    await expect(dialog.getByRole('button', { name: /^Take over/ })).toBeDisabled();
  });
});

test('EVT-01 SEC-01 a secret is associated with an event, and freed of it', async ({ page, api, prefix }) => {
  await api.createSecret({ name: `${prefix}told`, secret_string: 'x' });
  const { status } = await api.csms('POST', '/csms/events', {
    name: `${prefix}event`,
    event_types: ['SECRET_VERSION_CREATED'],
    state: 'ENABLED',
    notification: { target_type: 'SMN', target_id: `urn:smn:local-1:p:${prefix}`, target_name: 'ops' },
  });
  expect(status).toBe(200);
  await page.goto(toSecret(`${prefix}told`, 'events'));
  const field = page.getByRole('combobox', { name: 'Associated event' });
  for (const [option, names] of [
    [`${prefix}event`, [`${prefix}event`]],
    ['No event', []],
  ] as const) {
    await choose(page, field, option);
    await expect(page.getByText('The associated event is changed.')).toBeVisible();
    await expect
      .poll(async () => (await api.csms('GET', `/secrets/${prefix}told`)).body.secret)
      .toMatchObject({ event_subscriptions: names });
  }
});

import { confirm } from '../../support/keys.ts';
import { fillPairs, openDialog, placesOf, toSecret } from '../../support/secrets.ts';
import { expect, test } from '../../support/test.ts';

test.use({ signedIn: true });

test('SEC-11 a value is kept neither by the page nor by the product once it is hidden', async ({
  page,
  context,
  prefix,
  product,
}) => {
  test.setTimeout(120_000);
  const name = `${prefix}hidden`;
  const marker = `MARKER-${prefix}-${Date.now()}`;
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  const dialog = openDialog(page);
  const kept = () => placesOf(page, context, marker);

  await page.goto('/secrets?dialog=create');
  await dialog.getByLabel(/Secret Name/).fill(name);
  await fillPairs(dialog, [['password', marker]]);
  expect(await kept(), 'the search finds what is typed').toEqual(
    expect.arrayContaining(['fields', 'Object.value']),
  );
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await confirm(dialog);
  await expect(page.getByText(`Secret ${name} is created.`)).toBeVisible();
  await expect.poll(kept, { message: 'after it was created' }).toEqual([]);

  await page.goto(toSecret(name, 'versions'));
  await page.getByRole('button', { name: 'Add Secret Version' }).click();
  await fillPairs(dialog, [['password', `${marker}-2`]]);
  await confirm(dialog);
  await expect(page.getByText('Version v2 is added.')).toBeVisible();
  await expect.poll(kept, { message: 'after a version was added' }).toEqual([]);

  await page.getByRole('button', { name: 'View Secret v1' }).click();
  expect(await kept(), 'while masked').toEqual([]);
  await dialog.getByRole('button', { name: 'Show for 30 seconds' }).click();
  await expect(dialog.getByText(marker)).toBeVisible();
  expect(await kept(), 'the search finds what is shown').toEqual(
    expect.arrayContaining(['document', 'Object.text']),
  );
  await dialog.getByRole('button', { name: 'Hide' }).click();
  await confirm(dialog);
  await expect.poll(kept, { message: 'after hiding' }).toEqual([]);

  await page.getByRole('button', { name: 'Compare versions' }).click();
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(dialog.getByRole('row', { name: 'password Changed' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(kept, { message: 'after a comparison' }).toEqual([]);

  await page.reload();
  await expect(page.getByRole('button', { name: 'View Secret v1' })).toBeVisible();
  expect(await kept(), 'after a reload').toEqual([]);
  expect(logged.join('\n')).not.toContain(marker);
  expect(addresses.join('\n')).not.toContain(marker);
  expect(product.output).not.toContain(marker);
});

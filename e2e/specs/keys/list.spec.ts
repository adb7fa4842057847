import type { Api } from '../../support/api.ts';
import {
  aliasesIn,
  choose,
  chooseInRow,
  keyRow,
  searchBox,
  searchFor,
  toKeyList,
} from '../../support/keys.ts';
import { Product } from '../../support/product.ts';
import { signIn } from '../../support/sign-in.ts';
import { expect, test } from '../../support/test.ts';

test.use({ signedIn: true });

async function createKeys(api: Api, prefix: string, count: number): Promise<void> {
  for (let number = 1; number <= count; number++) {
    await api.createKey(`${prefix}${String(number).padStart(3, '0')}`);
  }
}

test.describe('KEY-13 the key list', () => {
  test('says what keys are for when there is none', async ({ anotherBrowser }) => {
    await using product = await Product.create();
    const page = await (await anotherBrowser()).newPage();
    await signIn(page, product, product.baseURL);
    await expect(page.getByRole('status').filter({ hasText: 'No keys yet' })).toBeVisible();
    await expect(page.getByText('0 of 100 keys used.')).toBeVisible();
  });

  test('[G 2.1.5] finds keys by a part of the alias and by the ID', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}invoices`);
    await api.createKey(`${prefix}orders`);
    await page.goto(toKeyList());
    await searchFor(page, `${prefix}inv`);
    await expect.poll(() => aliasesIn(page)).toEqual([`${prefix}invoices`]);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await searchFor(page, keyId);
    await expect.poll(() => aliasesIn(page)).toEqual([`${prefix}invoices`]);
  });

  test('keeps filters, sort and page size in the URL, over a reload and the back button', async ({
    page,
    api,
    prefix,
  }) => {
    const disabled = await api.createKey(`${prefix}b`);
    await api.kms('disable-key', { key_id: disabled });
    await api.createKey(`${prefix}a`);
    await api.createKey(`${prefix}sm4`, { key_spec: 'SM4' });
    await page.goto(toKeyList({ q: prefix, sort: 'alias' }));
    await expect.poll(() => aliasesIn(page)).toEqual([`${prefix}a`, `${prefix}b`, `${prefix}sm4`]);
    await searchFor(page, 'status: disabled');
    await expect.poll(() => aliasesIn(page)).toEqual([`${prefix}b`]);
    await expect(page).toHaveURL((url) => url.searchParams.get('status') === 'disabled');
    await page.reload();
    await expect.poll(() => aliasesIn(page)).toEqual([`${prefix}b`]);
    await expect(page.getByRole('button', { name: 'Status: Disabled' })).toBeVisible();
    await page.goBack();
    await expect.poll(() => aliasesIn(page)).toEqual([`${prefix}a`, `${prefix}b`, `${prefix}sm4`]);
    await searchFor(page, 'algorithm: SM4');
    await expect.poll(() => aliasesIn(page)).toEqual([`${prefix}sm4`]);
  });

  test('[G 2.1.5] suggests properties and their values while typing', async ({ page, api, prefix }) => {
    const disabled = await api.createKey(`${prefix}off`);
    await api.kms('disable-key', { key_id: disabled });
    await api.createKey(`${prefix}on`);
    await page.goto(toKeyList({ q: prefix }));
    await searchBox(page).click();
    await page.getByRole('option', { name: 'Status:' }).click();
    await page.getByRole('option', { name: 'Status: Disabled' }).click();
    await expect.poll(() => aliasesIn(page)).toEqual([`${prefix}off`]);
  });

  test('offers to take the filters away when nothing is found', async ({ page }) => {
    await page.goto(toKeyList({ q: 'no-such-key' }));
    const nothing = page.getByRole('status').filter({ hasText: 'No key matches' });
    await nothing.getByRole('button', { name: 'Clear filters' }).click();
    await expect(page).toHaveURL('/keys');
  });

  test('pages through many keys, forwards and back, each once', async ({ page, api, prefix }) => {
    await createKeys(api, prefix, 25);
    await page.goto(toKeyList({ q: prefix, sort: 'alias', size: '10' }));
    await expect(page.getByText('25 keys', { exact: true })).toBeVisible();
    const pages: string[][] = [];
    for (let number = 1; number <= 3; number++) {
      await expect(page.getByText(`Page ${number}`, { exact: true })).toBeVisible();
      await expect
        .poll(() => aliasesIn(page))
        .toContain(`${prefix}${String(number * 10 - 9).padStart(3, '0')}`);
      pages.push(await aliasesIn(page));
      if (number < 3) await page.getByRole('button', { name: 'Next page' }).click();
    }
    const all = Array.from({ length: 25 }, (_, index) => `${prefix}${String(index + 1).padStart(3, '0')}`);
    expect(pages.flat()).toEqual(all);
    await expect(page.getByRole('button', { name: 'Next page' })).toBeDisabled();
    await page.reload();
    await expect.poll(() => aliasesIn(page)).toEqual(pages[2]);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await expect.poll(() => aliasesIn(page)).toEqual(pages[1]);
    await page.getByRole('button', { name: 'First page' }).click();
    await expect.poll(() => aliasesIn(page)).toEqual(pages[0]);
  });

  test('shows as many keys on a page as chosen', async ({ page, api, prefix }) => {
    await createKeys(api, prefix, 21);
    await page.goto(toKeyList({ q: prefix }));
    await expect.poll(async () => (await aliasesIn(page)).length).toBe(20);
    await choose(page, page.getByRole('combobox', { name: 'Keys per page' }), '50 per page');
    await expect.poll(async () => (await aliasesIn(page)).length).toBe(21);
    await expect(page).toHaveURL((url) => url.searchParams.get('size') === '50');
  });

  test('sorts by a column, both ways', async ({ page, api, prefix }) => {
    for (const name of ['b', 'c', 'a']) await api.createKey(prefix + name);
    await page.goto(toKeyList({ q: prefix }));
    const header = page.getByRole('columnheader', { name: 'Alias/ID' });
    await header.click();
    await expect.poll(() => aliasesIn(page)).toEqual([`${prefix}a`, `${prefix}b`, `${prefix}c`]);
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    await header.click();
    await expect.poll(() => aliasesIn(page)).toEqual([`${prefix}c`, `${prefix}b`, `${prefix}a`]);
    await expect(header).toHaveAttribute('aria-sort', 'descending');
  });

  test('hides and shows columns, and remembers it', async ({ page, api, prefix }) => {
    await api.createKey(`${prefix}columns`);
    await page.goto(toKeyList({ q: prefix }));
    const origin = page.getByRole('columnheader', { name: 'Origin' });
    const project = page.getByRole('columnheader', { name: 'Enterprise Project' });
    await expect(origin).toBeVisible();
    await expect(project).toHaveCount(0);
    await page.getByRole('button', { name: 'Columns and sorting' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Origin' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Enterprise Project' }).click();
    await page.keyboard.press('Escape');
    await expect(origin).toHaveCount(0);
    await page.reload();
    await expect(project).toBeVisible();
    await expect(origin).toHaveCount(0);
  });

  test('shows keys made elsewhere after a refresh', async ({ page, api, prefix }) => {
    await api.createKey(`${prefix}first`);
    await page.goto(toKeyList({ q: prefix }));
    await expect.poll(() => aliasesIn(page)).toEqual([`${prefix}first`]);
    await api.createKey(`${prefix}second`);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect.poll(() => aliasesIn(page)).toEqual([`${prefix}second`, `${prefix}first`]);
  });

  test('shows in a second tab what the first one has done, when it is looked at', async ({
    page,
    context,
    api,
    prefix,
  }) => {
    const keyId = await api.createKey(`${prefix}shared`);
    await api.kms('disable-key', { key_id: keyId });
    const second = await context.newPage();
    await second.goto(toKeyList({ q: prefix }));
    await expect(keyRow(second, `${prefix}shared`)).toContainText('Disabled');
    await page.bringToFront();
    await page.goto(toKeyList({ q: prefix }));
    await keyRow(page, `${prefix}shared`).getByRole('button', { name: 'Enable' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
    await expect(keyRow(page, `${prefix}shared`)).toContainText('Enabled');
    await second.bringToFront();
    await second.getByRole('button', { name: 'Refresh' }).click();
    await expect(keyRow(second, `${prefix}shared`)).toContainText('Enabled');
  });

  test('leads from a row to the details', async ({ page, api, prefix }) => {
    const keyId = await api.createKey(`${prefix}details`);
    await page.goto(toKeyList({ q: prefix }));
    await chooseInRow(page, `${prefix}details`, 'View details');
    await expect(page).toHaveURL((url) => url.pathname.startsWith(`/keys/${keyId}`));
    await expect(page.getByRole('heading', { name: `${prefix}details` })).toBeVisible();
  });
});

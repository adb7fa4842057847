import type { Locator, Page } from '@playwright/test';

type KeyTab = 'tool' | 'details' | 'tags' | 'rotation' | 'grants' | 'versions' | 'public-key' | 'usage';

/** Address of the key list. Filters and the rest of its state are parameters, e.g. `{ q: 'orders', status: 'disabled' }`. */
export function toKeyList(parameters: Record<string, string> = {}): string {
  const query = new URLSearchParams(parameters).toString();
  return query === '' ? '/keys' : `/keys?${query}`;
}

export function toKey(keyId: string, tab: KeyTab): string {
  return `/keys/${keyId}/${tab}`;
}

/** The row of a key in the list. */
export function keyRow(page: Page, alias: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name: alias, exact: true }) });
}

/** Aliases of the list, from the top. */
export function aliasesIn(page: Page): Promise<string[]> {
  return page.getByRole('grid').getByRole('row').getByRole('link').allTextContents();
}

export function searchBox(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Search keys' });
}

export async function searchFor(page: Page, text: string): Promise<void> {
  await searchBox(page).fill(text);
  await searchBox(page).press('Enter');
}

/** Chooses an act from the menu of a row. */
export async function chooseInRow(page: Page, alias: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `More actions for ${alias}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

export async function selectRow(page: Page, alias: string): Promise<void> {
  await keyRow(page, alias).getByRole('checkbox').check();
}

interface NewKey {
  readonly alias: string;
  readonly algorithm?: string;
  readonly usage?: string;
  readonly description?: string;
}

/** Opens Create Key from the list and fills it in. */
export async function fillCreateKey(page: Page, key: NewKey): Promise<Locator> {
  await page.getByRole('button', { name: 'Create Key' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Create Key' });
  await dialog.getByLabel('Alias').fill(key.alias);
  if (key.algorithm !== undefined) await choose(page, dialog.getByLabel('Key Algorithm'), key.algorithm);
  if (key.usage !== undefined) await choose(page, dialog.getByLabel('Usage'), key.usage);
  if (key.description !== undefined) await dialog.getByLabel('Description').fill(key.description);
  return dialog;
}

export async function createKey(page: Page, key: NewKey): Promise<void> {
  const dialog = await fillCreateKey(page, key);
  await confirm(dialog);
  await dialog.waitFor({ state: 'hidden' });
}

/** Takes a value from a list that opens on a click. */
export async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click();
  await page.getByRole('option', { name: option }).click();
}

export async function confirm(dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'OK' }).click();
}

/** The state that the page of a key shows beside its name. */
export function keyState(page: Page, state: string): Locator {
  return page.getByRole('main').getByText(state, { exact: true });
}

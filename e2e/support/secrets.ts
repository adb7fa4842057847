import type { BrowserContext, Locator, Page } from '@playwright/test';
import { choose } from './keys.ts';

type SecretTab = 'overview' | 'versions' | 'rotation' | 'tags' | 'events';

/** Address of the list of secrets with filters and a dialog, e.g. `{ q: 'orders', dialog: 'create' }`. */
export function toSecretList(parameters: Record<string, string> = {}): string {
  const query = new URLSearchParams(parameters).toString();
  return query === '' ? '/secrets' : `/secrets?${query}`;
}

export function toSecret(name: string, tab: SecretTab): string {
  return `/secrets/${name}/${tab}`;
}

/** The dialog that is open. */
export function openDialog(page: Page): Locator {
  return page.getByRole('dialog');
}

/** The row of a version in the list of versions. */
export function versionRow(page: Page, version: string): Locator {
  return page
    .getByRole('table', { name: 'Versions' })
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: `View Secret ${version}` }) });
}

/** Fills in the rows of key/value pairs, from the first. */
export async function fillPairs(
  dialog: Locator,
  pairs: readonly (readonly [key: string, value: string])[],
): Promise<void> {
  for (const [index, [key, value]] of pairs.entries()) {
    if (index > 0) await dialog.getByRole('button', { name: 'Add pair' }).click();
    const row = dialog.getByRole('group', { name: `Pair ${index + 1}` });
    await row.getByLabel('Key').fill(key);
    await row.getByLabel('Value').fill(value);
  }
}

/** One act of Manage Status: a status is typed for Add and chosen otherwise. */
export async function manageStatus(
  page: Page,
  version: string,
  act: 'Add' | 'Change' | 'Delete',
  status: string,
): Promise<void> {
  await page.getByRole('button', { name: `Manage Status of ${version}` }).click();
  const dialog = page.getByRole('dialog', { name: `Manage Status of ${version}` });
  await dialog.getByRole('button', { name: act, exact: true }).click();
  if (act === 'Add') await dialog.getByRole('textbox', { name: 'Status' }).fill(status);
  else await choose(page, dialog.getByRole('combobox', { name: 'Status' }), `${status} (now on`);
  await dialog.getByRole('button', { name: 'OK' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/**
 * Everything that a page can keep: document, fields, address, history, storages, caches, databases, names of windows and what React holds
 * for its components, which is where the query cache lives.
 */
export async function keptBy(page: Page, context: BrowserContext): Promise<string> {
  const inPage = await page.evaluate(async () => {
    const seen = new WeakSet<object>();
    const words: string[] = [];
    /** Every text that can be reached from the components of the page: their state, properties, contexts and caches. */
    function reach(start: unknown): void {
      const waiting = [start];
      while (waiting.length > 0) {
        const value = waiting.pop();
        if (typeof value === 'string') words.push(value);
        if (typeof value !== 'object' || value === null || seen.has(value)) continue;
        if (value instanceof Node || value === window) continue;
        seen.add(value);
        if (value instanceof Map) waiting.push(...value.keys(), ...value.values());
        else if (value instanceof Set) waiting.push(...value);
        else {
          for (const name of Object.getOwnPropertyNames(value)) {
            const property = Object.getOwnPropertyDescriptor(value, name);
            if (property && 'value' in property) waiting.push(property.value);
          }
        }
      }
    }
    const root = document.getElementById('root');
    for (const name of Object.keys(root ?? {})) {
      if (name.startsWith('__react')) reach(Reflect.get(root ?? {}, name));
    }
    const fields = [...document.querySelectorAll('input, textarea')].map((field) =>
      Reflect.get(field, 'value'),
    );
    const cached = await Promise.all(
      (await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => url),
      ),
    );
    return {
      components: words.length,
      kept: JSON.stringify([
        words,
        document.documentElement.outerHTML,
        fields,
        location.href,
        history.state,
        { ...localStorage },
        { ...sessionStorage },
        cached,
        await indexedDB.databases(),
        window.name,
        performance.getEntries().map(({ name }) => name),
      ]),
    };
  });
  if (inPage.components === 0) throw new Error('the components of the page were not found');
  return inPage.kept + JSON.stringify(await context.storageState());
}

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
 * Where a page keeps a text: in its document, fields, address, history, storages, caches, databases or window name, or in an object that
 * its scripts hold, such as the state of a component or an entry of the query cache. Never the text itself.
 */
export async function placesOf(
  page: Page,
  context: BrowserContext,
  text: string,
): Promise<readonly string[]> {
  const outside = await page.evaluate(async () => {
    const fields = [...document.querySelectorAll('input, textarea')].map((field) =>
      Reflect.get(field, 'value'),
    );
    const cached = await Promise.all(
      (await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => url),
      ),
    );
    return {
      document: document.documentElement.outerHTML,
      fields: JSON.stringify(fields),
      address: location.href,
      history: JSON.stringify(history.state),
      localStorage: JSON.stringify({ ...localStorage }),
      sessionStorage: JSON.stringify({ ...sessionStorage }),
      caches: JSON.stringify(cached),
      databases: JSON.stringify(await indexedDB.databases()),
      windowName: window.name,
      requests: JSON.stringify(performance.getEntries().map(({ name }) => name)),
    };
  });
  const cookies = JSON.stringify(await context.storageState());
  const places = Object.entries({ ...outside, cookies }).flatMap(([place, held]) =>
    held.includes(text) ? [place] : [],
  );
  return [...places, ...(await objectsWith(page, context, text))];
}

/** Objects of the page, after its garbage is collected, one of whose texts holds `text`, by their kind and the names of their properties. */
async function objectsWith(page: Page, context: BrowserContext, text: string): Promise<readonly string[]> {
  const devTools = await context.newCDPSession(page);
  try {
    const { result: prototype } = await devTools.send('Runtime.evaluate', { expression: 'Object.prototype' });
    const { objects } = await devTools.send('Runtime.queryObjects', {
      prototypeObjectId: prototype.objectId ?? '',
    });
    const { result } = await devTools.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      returnByValue: true,
      // The text comes in two parts, so that the call itself does not hold it.
      arguments: [{ value: text.slice(0, 4) }, { value: text.slice(4) }],
      functionDeclaration: function holders(this: object[], start: string, rest: string): string[] {
        const holds = (value: unknown) =>
          typeof value === 'string' && value.indexOf(rest) > 0 && value.includes(start);
        return this.flatMap((object) => {
          if (object instanceof Map || object instanceof Set)
            return [...object].flat().some(holds) ? [object.constructor.name] : [];
          return Object.entries(Object.getOwnPropertyDescriptors(object)).flatMap(([name, { value }]) =>
            holds(value) ? [`${object.constructor?.name ?? 'object'}.${name}`] : [],
          );
        });
      }.toString(),
    });
    if (!Array.isArray(result.value)) throw new Error('the objects of the page could not be searched');
    return result.value.map(String);
  } finally {
    await devTools.detach();
  }
}

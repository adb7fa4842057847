import type { Page } from '@playwright/test';
import { toKeyList } from './keys.ts';

/** Of every administrator that {@link makeAdministrator} makes. */
export const SECOND_PASSWORD = 'Another-Horse-8-Battery';

/** Calls the console's API in the session of a page, as its own scripts do. */
export function callConsole(
  page: Page,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  return page.evaluate(
    async ({ method, path, body }) => {
      const response = await fetch(`/console/api${path}`, {
        method,
        headers: { 'x-dewpoint-request': '1', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
    },
    { method, path, body },
  );
}

/** A second administrator, made by the console's own calls in the session of the page. */
export async function makeAdministrator(page: Page, name: string): Promise<void> {
  const { user } = await done('POST', '/identity/users', { user: { name, password: SECOND_PASSWORD } });
  const { items } = await done('GET', '/identity/groups');
  const group = (items as { id: string; name: string }[]).find((one) => one.name === 'administrators');
  await done('PUT', `/identity/groups/${group?.id}/users/${(user as { id: string }).id}`);

  async function done(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await callConsole(page, method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer.body;
  }
}

/** Fills in and sends the dialog that schedules the deletion of a key, from the place where the page is. */
export async function askToDelete(page: Page, alias: string, days?: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox').check();
  await dialog.getByLabel(/alias/i).fill(alias);
  if (days !== undefined) await dialog.getByLabel('Days until deletion').fill(days);
  await dialog.getByRole('button', { name: 'OK' }).click();
}

/** Address of that dialog. */
export function toDeletion(keyId: string): string {
  return toKeyList({ dialog: 'scheduleDeletion', on: keyId });
}

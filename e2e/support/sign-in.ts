import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import type { Product } from './product.ts';

/** Fills in the page of the built-in provider and sends it. */
export async function submitSignIn(page: Page, userName: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(userName);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Goes to a page of the console, signs in as the administrator on the way, and waits until the console is there. */
export async function signIn(page: Page, product: Product, path = '/'): Promise<void> {
  await page.goto(path);
  await submitSignIn(page, product.adminName, product.adminPassword);
  await accountMenuButton(page).waitFor();
}

export async function signOut(page: Page): Promise<void> {
  await accountMenuButton(page).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
}

export function accountMenuButton(page: Page) {
  return page.getByRole('button', { name: 'Account of admin' });
}

/** What signing in again before an irreversible act is called in a dialog (IAM-11). */
export function confirmation(page: Page) {
  return page.getByRole('link', { name: 'Confirm that it is you' });
}

/** Makes everybody who is signed in have signed in so long ago, as waiting would. The product is restarted, so that it remembers nothing else. */
export async function ageSignIns(product: Product, minutes: number): Promise<void> {
  await changeSessions(product, `authenticated_at = authenticated_at - ${minutes * 60_000}`);
}

/** Makes the foreign provider be asked again about every session with the next request, as waiting would. */
export async function bringOnProviderChecks(product: Product): Promise<void> {
  await changeSessions(product, 'provider_check_at = provider_check_at - 86400000');
}

async function changeSessions(product: Product, change: string): Promise<void> {
  await product.stop();
  {
    using store = new DatabaseSync(join(product.dataFolder, 'dewpoint.db'));
    store.exec(`update sessions set ${change}`);
  }
  await product.start();
}

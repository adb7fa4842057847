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

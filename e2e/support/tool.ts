import { expect, type Locator, type Page } from '@playwright/test';

export function plaintextArea(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Plaintext' });
}

export function ciphertextArea(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Ciphertext', exact: true });
}

export function executeButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Execute' });
}

/** Encrypts with the tool of the page shown and returns the ciphertext. */
export async function encrypt(page: Page, text: string): Promise<string> {
  await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
  await plaintextArea(page).fill(text);
  await executeButton(page).click();
  await expect(ciphertextArea(page)).not.toHaveValue('');
  return ciphertextArea(page).inputValue();
}

/** Puts a ciphertext into the tool of the page shown and executes; the caller looks at what comes of it. */
export async function decrypt(page: Page, ciphertext: string): Promise<void> {
  await page.getByRole('button', { name: 'Decrypt', exact: true }).click();
  await ciphertextArea(page).fill(ciphertext);
  await executeButton(page).click();
}

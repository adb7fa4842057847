import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Runs axe over the page as it stands and names what it finds, with the elements. */
export async function expectNoViolations(page: Page, where: string): Promise<void> {
  await expectNothingFound(new AxeBuilder({ page }), where);
}

/** The one rule that another theme can break on a page that is otherwise the same. */
export async function expectContrast(page: Page, where: string): Promise<void> {
  await expectNothingFound(new AxeBuilder({ page }).withRules(['color-contrast']), where);
}

async function expectNothingFound(axe: AxeBuilder, where: string): Promise<void> {
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ target }) => target),
  }));
  expect(found, `violations of accessibility rules: ${where}`).toEqual([]);
}

/** Width in CSS pixels by which the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

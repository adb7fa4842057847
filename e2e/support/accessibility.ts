import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Runs axe over the page as it stands and names what it finds, with the elements. */
export async function expectNoViolations(page: Page, where: string): Promise<void> {
  await expectNothingFound(page, new AxeBuilder({ page }), where);
}

/** The one rule that another theme can break on a page that is otherwise the same. */
export async function expectContrast(page: Page, where: string): Promise<void> {
  await expectNothingFound(page, new AxeBuilder({ page }).withRules(['color-contrast']), where);
}

async function expectNothingFound(page: Page, axe: AxeBuilder, where: string): Promise<void> {
  await settled(page);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })),
  }));
  expect(found, `violations of accessibility rules: ${where}`).toEqual([]);
}

/**
 * Waits for the page that is meant: what loads has no heading yet, and a colour on its way from one state to the next is nobody's choice.
 * What moves for ever, like a progress ring, is left to move.
 */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('main').or(page.getByRole('dialog')).first()).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY,
      ),
  );
}

/** Width in CSS pixels by which the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

export const WIDE = { width: 1280, height: 720 };
export const PHONE = { width: 360, height: 740 };

/** A page or dialog by its address. */
export interface Place {
  readonly name: string;
  readonly path: string;
}

/** Expects that no place has an axe violation in either theme, and that none scrolls sideways on a phone. */
export async function expectAccessible(page: Page, places: readonly Place[]): Promise<void> {
  const sideways: string[] = [];
  for (const place of places) {
    await page.setViewportSize(WIDE);
    // Without motion nothing is measured between two colours.
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(place.path, { waitUntil: 'networkidle' });
    await expectNoViolations(page, `${place.name}, light`);
    await turnDark(page);
    await expectContrast(page, `${place.name}, dark`);
    await page.setViewportSize(PHONE);
    if ((await overflow(page)) > 0) sideways.push(place.name);
  }
  expect(sideways).toEqual([]);
}

/** Fails when a page scrolls sideways, on a phone or on a desk. */
export async function expectFits(page: Page, places: readonly Place[]): Promise<void> {
  const sideways: string[] = [];
  for (const place of places) {
    await page.setViewportSize(WIDE);
    await page.goto(place.path, { waitUntil: 'networkidle' });
    if ((await overflow(page)) > 0) sideways.push(`${place.name}, wide`);
    await page.setViewportSize(PHONE);
    if ((await overflow(page)) > 0) sideways.push(`${place.name}, phone`);
  }
  expect(sideways).toEqual([]);
}

/** Makes the system dark and waits until the page has followed: the theme reaches it in several steps, and colours fade. */
export async function turnDark(page: Page): Promise<void> {
  const light = await colours(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  let before = light;
  await expect
    .poll(
      async () => {
        const now = await colours(page);
        const stands = now === before && now !== light;
        before = now;
        return stands;
      },
      { message: 'the theme follows the system', intervals: [100] },
    )
    .toBe(true);
}

/** Colours of everything on the page. */
function colours(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body, body *')]
      .map((element) => {
        const { color, backgroundColor } = getComputedStyle(element);
        return `${color} ${backgroundColor}`;
      })
      .join('\n'),
  );
}

import { expect, test } from '../support/test.ts';

test.use({ signedIn: true });
test('shots', async ({ page }) => {
  test.setTimeout(180000);
  await page.goto('/identity/users');
  const places: [string, string][] = [
    ['users', '/identity/users'],
    ['create', '/identity/users?dialog=createUser'],
    ['policies', '/identity/policies'],
    ['visual', '/identity/policies/new'],
    ['json', '/identity/policies/new?editor=json'],
    ['sim', '/identity/simulator'],
    ['access', '/identity/access-control'],
    ['projects', '/identity/projects'],
  ];
  await page.getByRole('link', { name: 'admin' }).click();
  await page.getByRole('heading', { name: 'admin' }).waitFor();
  places.push(['user', new URL(page.url()).pathname]);
  await page.goto('/identity/groups');
  for (const [n, p] of places) {
    for (const [w, scheme] of [
      [1400, 'light'],
      [1400, 'dark'],
      [360, 'light'],
    ] as const) {
      await page.setViewportSize({ width: w, height: w === 360 ? 1000 : 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(p);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      if (n === 'visual') {
        await page.getByRole('radio', { name: 'Specific' }).check();
        await page.getByRole('button', { name: 'Add condition' }).click();
        await page.waitForTimeout(900);
      }
      await page.screenshot({
        path: `/tmp/identity/${n}-${w}-${scheme}.png`,
        animations: 'disabled',
        fullPage: w === 360,
      });
    }
  }
});

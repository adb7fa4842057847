import type { Locator, Page } from '@playwright/test';
import { expectContrast, expectNoViolations, overflow, turnDark } from '../support/accessibility.ts';
import { choose, confirm, createKey, fact, fillCreateKey, toKeyList } from '../support/keys.ts';
import { submitSignIn } from '../support/sign-in.ts';
import { expect, test } from '../support/test.ts';

/** In a policy a key need not exist yet. */
const KEY_ID = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
const PASSWORD = 'Correct-Horse-9-Battery';

/** dew-user-guide 2.4.2, "authorizing users to use keys". */
const USE_KEYS = `{
  "Version": "1.1",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "kms:dek:crypto",
        "kms:cmk:get",
        "kms:cmk:crypto",
        "kms:cmk:generate",
        "kms:cmk:list"
      ]
    }
  ]
}`;

test.use({ signedIn: true });
// Each walks many pages; a loaded machine needs its time.
test.describe.configure({ timeout: 240_000 });

/** Chooses one from a field that searches. */
async function pick(page: Page, dialog: Locator, label: string, name: string): Promise<void> {
  await dialog.getByRole('combobox', { name: label, exact: true }).fill(name);
  await page.getByRole('option', { name, exact: true }).click();
}

test('IAM-02, IAM-09 a new user is refused with the reason, gets a policy through a group, and can then do it [G 2.4.1]', async ({
  page,
  anotherBrowser,
  prefix,
}) => {
  const userName = `${prefix}alice`;
  const groupName = `${prefix}operators`;

  await page.goto('/identity/users');
  await page.getByRole('button', { name: 'Create User' }).click();
  const creating = page.getByRole('dialog', { name: 'Create User' });
  await creating.getByLabel('User name').fill(userName);
  await creating.getByLabel('Password').fill(PASSWORD);
  await confirm(creating);
  await expect(page.getByRole('link', { name: userName })).toBeVisible();

  // The browser itself complains of each refused request.
  const other = await anotherBrowser({ expected: /403/ });
  const theirs = await other.newPage();
  await theirs.goto('/keys');
  await submitSignIn(theirs, userName, PASSWORD);
  await expect(theirs.getByRole('alert')).toContainText('kms:cmk:list');
  await expect(theirs.getByRole('button', { name: 'Create Key' })).toBeDisabled();
  await expect(theirs.getByRole('link', { name: 'Identity' })).toBeHidden();
  await theirs.goto('/identity/users');
  await expect(theirs.getByRole('alert')).toContainText('iam:users:listUsers');

  await page.getByRole('tab', { name: 'User groups' }).click();
  await page.getByRole('button', { name: 'Create User Group' }).click();
  const grouping = page.getByRole('dialog', { name: 'Create User Group' });
  await grouping.getByLabel('Group name').fill(groupName);
  await confirm(grouping);
  await page.getByRole('link', { name: groupName }).click();
  await page.getByRole('button', { name: 'Attach Policy' }).click();
  const attaching = page.getByRole('dialog', { name: 'Attach Policy' });
  await pick(page, attaching, 'Policy', 'KMS CMKFullAccess');
  await expect(attaching.getByRole('status')).toContainText('No outcome would change');
  await confirm(attaching);
  await expect(page.getByRole('link', { name: 'KMS CMKFullAccess' })).toBeVisible();
  await page.getByRole('button', { name: 'Add Member' }).click();
  const adding = page.getByRole('dialog', { name: 'Add Member' });
  await pick(page, adding, 'User', userName);
  await confirm(adding);
  await expect(page.getByRole('link', { name: userName })).toBeVisible();

  await theirs.goto(toKeyList({ q: prefix }));
  await createKey(theirs, { alias: `${prefix}orders` });
  await expect(theirs.getByRole('link', { name: `${prefix}orders` })).toBeVisible();
});

test('IAM-04, IAM-10 a custom policy is written in both editors, has its error told at its line, and is simulated [G 2.4.2]', async ({
  page,
  prefix,
}) => {
  const name = `${prefix}import-keys`;
  await page.goto('/identity/policies');
  await page.getByRole('link', { name: 'Create Custom Policy' }).click();
  await page.getByLabel('Policy name').fill(name);
  const actions = page.getByRole('combobox', { name: 'Actions' });
  for (const action of ['kms:cmk:create', 'kms:cmk:getMaterial', 'kms:cmk:nothing']) {
    await actions.fill(action);
    await actions.press('Enter');
  }
  await actions.press('Escape');
  await page.getByRole('radio', { name: 'Specific' }).check();
  await page.getByLabel('Path', { exact: true }).fill(KEY_ID);
  await page.getByLabel('Path', { exact: true }).press('Enter');
  const problems = page.getByRole('status', { name: 'Problems' });
  await expect(problems).toContainText('kms:cmk:nothing');
  await problems.getByRole('button', { name: /^Line/ }).click();
  const text = page.getByRole('textbox', { name: 'Policy in JSON' });
  await expect(text).toBeFocused();
  await text.fill((await text.inputValue()).replace('kms:cmk:nothing', 'kms:cmk:importMaterial'));
  await expect(problems).toBeEmpty();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
  const saved = page.getByRole('group', { name: 'Policy' });
  await expect(saved).toContainText('kms:cmk:importMaterial');
  await expect(saved).toContainText(`kms:*:*:KeyId:${KEY_ID}`);

  await page.goto('/identity/simulator');
  await page.getByRole('combobox', { name: 'User', exact: true }).fill('admin');
  await page.getByRole('option', { name: 'admin', exact: true }).click();
  await page.getByRole('combobox', { name: 'Action' }).fill('kms:cmk:create');
  await page.getByRole('combobox', { name: 'Action' }).press('Escape');
  await page.getByRole('button', { name: 'Simulate' }).click();
  await expect(page.getByRole('status', { name: 'Answer' })).toContainText('Allowed');
});

test('IAM-03, IAM-04 an example of the documents is pasted as it stands and attached to a user [G 2.4.2]', async ({
  page,
  prefix,
}) => {
  const name = `${prefix}use-keys`;
  const userName = `${prefix}bob`;
  await page.goto('/identity/policies/new?editor=json');
  await page.getByLabel('Policy name').fill(name);
  await page.getByRole('textbox', { name: 'Policy in JSON' }).fill(USE_KEYS);
  await expect(page.getByRole('status', { name: 'Problems' })).toBeEmpty();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();

  await page.goto('/identity/users?dialog=createUser');
  const creating = page.getByRole('dialog', { name: 'Create User' });
  await creating.getByLabel('User name').fill(userName);
  await confirm(creating);
  await page.getByRole('link', { name: userName }).click();
  await page.getByRole('button', { name: 'Attach Policy' }).click();
  const attaching = page.getByRole('dialog', { name: 'Attach Policy' });
  await pick(page, attaching, 'Policy', name);
  await expect(attaching.getByRole('status')).toContainText('No outcome would change');
  await confirm(attaching);
  await expect(page.getByRole('link', { name })).toBeVisible();
  await page.getByRole('button', { name: `Detach ${name}` }).click();
  await confirm(page.getByRole('dialog', { name: `Detach ${name}` }));
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});

test('IAM-06 the pages of Identity are for everybody: axe finds nothing, in both themes, nothing is cut at 360 px', async ({
  page,
}) => {
  const places = [
    '/identity/users',
    '/identity/users?dialog=createUser',
    '/identity/groups',
    '/identity/policies',
    '/identity/policies/new',
    '/identity/policies/new?editor=json',
    '/identity/simulator',
    '/identity/access-control',
    '/identity/projects',
    '/identity/accounts',
    '/identity/accounts?dialog=createAccount',
  ];
  for (const path of places) {
    await page.setViewportSize({ width: 1400, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toBeVisible();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await expectNoViolations(page, path);
    await turnDark(page);
    await expectContrast(page, `${path}, dark`);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await overflow(page), path).toBe(0);
  }
});

test('KEY-15 an enterprise project is made, a key is put into it by its name, and disabled it is not offered any more', async ({
  page,
  prefix,
}) => {
  const name = `${prefix}payments`;
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Manage enterprise projects' }).click();
  await page.getByRole('button', { name: 'Create Enterprise Project' }).click();
  const creating = page.getByRole('dialog', { name: 'Create Enterprise Project' });
  await creating.getByLabel('Name').fill(name);
  await creating.getByLabel('Description').fill('Cards and invoices');
  await confirm(creating);
  const row = page.getByRole('row', { name });
  await expect(row).toContainText('Enabled');

  const putIntoIt = async (alias: string) => {
    await page.goto(toKeyList({ q: alias }));
    const dialog = await fillCreateKey(page, { alias });
    await choose(page, dialog.getByRole('button', { name: 'Enterprise projects' }), name);
    return dialog;
  };
  await confirm(await putIntoIt(`${prefix}orders`));
  await page.getByRole('link', { name: `${prefix}orders` }).click();
  await page.getByRole('tab', { name: 'Details' }).click();
  await expect(fact(page, 'Enterprise Project')).toHaveText(name);

  await page.goto(`/settings/enterprise-projects?q=${name}`);
  await page.getByRole('button', { name: `Disable enterprise project ${name}` }).click();
  await confirm(page.getByRole('dialog', { name: `Disable enterprise project ${name}` }));
  await expect(row).toContainText('Disabled');
  await page.goto(toKeyList({ q: prefix }));
  const late = await fillCreateKey(page, { alias: `${prefix}late` });
  await late.getByRole('button', { name: 'Enterprise projects' }).click();
  await expect(page.getByRole('option', { name: 'default' })).toBeVisible();
  await expect(page.getByRole('option', { name })).toBeHidden();
});

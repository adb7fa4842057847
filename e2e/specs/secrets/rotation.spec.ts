import { expectNoViolations } from '../../support/accessibility.ts';
import type { Api } from '../../support/api.ts';
import { DatabaseLogin, type Login, reachTestServers } from '../../support/database-login.ts';
import { choose, fact } from '../../support/keys.ts';
import { toSecret, versionRow } from '../../support/secrets.ts';
import { expect, test } from '../../support/test.ts';

test.use({ signedIn: true, settings: reachTestServers });

interface Task {
  readonly task_status: string;
  readonly step: string;
  readonly attempt_nums: number;
  readonly task_error_msg: string;
}

async function taskOf(api: Api, taskId: unknown): Promise<Task> {
  const { body } = await api.csms('GET', `/csms/tasks?task_id=${taskId}`);
  const [task] = body.tasks as Task[];
  if (task === undefined) throw new Error(`no task ${taskId}`);
  return task;
}

async function currentLogin(api: Api, name: string): Promise<Login> {
  return JSON.parse(await api.secretText(name)) as Login;
}

test.describe('SEC-12 rotation', () => {
  test('goes on after kill -9 while the server changes the password', async ({ api, product, prefix }) => {
    await using login = await DatabaseLogin.create();
    const name = `${prefix}crash`;
    await login.store(api, name);
    const hold = await login.hold();
    const { body } = await api.csms('POST', `/secrets/${name}/rotate`);
    const taskId = body.rotation_task_id;
    const changing = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE query LIKE 'ALTER ROLE ${login.first.username} PASSWORD%' AND state = 'active'`;
    await expect.poll(async () => (await login.asAdministrator(changing))[0]?.count).toBe(1);
    await product.kill();
    await hold.release();
    await expect.poll(async () => (await login.asAdministrator(changing))[0]?.count).toBe(0);
    await product.start();
    await expect
      .poll(async () => (await taskOf(api, taskId)).task_status, { timeout: 60_000 })
      .not.toBe('RUNNING');
    expect(await taskOf(api, taskId)).toMatchObject({
      task_status: 'SUCCESS',
      task_error_msg: '',
      attempt_nums: 2,
    });
    const now = await currentLogin(api, name);
    expect(now.username).toBe(login.first.username);
    expect(await login.works(now)).toBe(true);
    expect(await login.works(login.first)).toBe(false);
  });

  test('a password is rotated from the browser: the new login works, the old one does not', async ({
    page,
    api,
    prefix,
  }) => {
    await using login = await DatabaseLogin.create();
    const name = `${prefix}browser`;
    await login.store(api, name);
    await page.goto(toSecret(name, 'overview'));
    await page.getByRole('tab', { name: 'Rotation' }).click();
    await page.getByRole('button', { name: 'Rotate Now' }).click();
    const now = page.getByRole('dialog', { name: 'Rotate Now' });
    await expect(now.getByRole('alert')).toContainText('The password changes on the server.');
    await expectNoViolations(page, 'Rotate Now');
    await now.getByRole('button', { name: 'Rotate Now' }).click();
    await expect(page.getByText(`The rotation of ${name} has begun.`)).toBeVisible();
    const task = page.getByRole('table', { name: 'Rotation tasks' }).getByRole('row').nth(1);
    await expect(task).toContainText('Succeeded');
    await expect(task).toContainText(login.first.username);
    const current = await currentLogin(api, name);
    expect(current.password).not.toBe(login.first.password);
    expect(await login.works(current)).toBe(true);
    expect(await login.works(login.first)).toBe(false);
    await page.getByRole('tab', { name: 'Versions' }).click();
    await expect(versionRow(page, 'v2')).toContainText('SYSCURRENT');
    await expect(versionRow(page, 'v1')).toContainText('SYSPREVIOUS');
    await expectNoViolations(page, 'versions after a rotation');
  });

  test('a login is stored in the browser with its schedule; a rotation that fails tells why and changes nothing', async ({
    page,
    api,
    prefix,
  }) => {
    await using login = await DatabaseLogin.create();
    const name = `${prefix}stored`;
    const { host, port, dbname } = login.place;
    await page.goto('/secrets?dialog=create');
    const dialog = page.getByRole('dialog', { name: 'Create Secret' });
    await choose(page, dialog.getByRole('combobox', { name: 'Type' }), 'Database credentials');
    await dialog.getByLabel(/Secret Name/).fill(name);
    const values = ['postgresql', host, String(port), dbname, login.first.username, 'not the password'];
    for (const [index, value] of values.entries()) {
      await dialog
        .getByRole('group', { name: `Pair ${index + 1}` })
        .getByLabel('Value')
        .fill(value);
    }
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByRole('switch', { name: 'Rotate automatically' }).check();
    await expectNoViolations(page, 'rotation of a new login');
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByRole('button', { name: 'OK' }).click();
    await page.getByRole('button', { name: 'View secret' }).click();
    await page.getByRole('tab', { name: 'Rotation' }).click();
    await expect(fact(page, 'Automatic rotation')).toHaveText('On, every 30 days');
    await page.getByRole('button', { name: 'Rotate Now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate Now' }).click();
    const task = page.getByRole('table', { name: 'Rotation tasks' }).getByRole('row').nth(1);
    await expect(task).toContainText('Failed');
    await expectNoViolations(page, 'a failed rotation');
    expect((await currentLogin(api, name)).password).toBe('not the password');
    expect(await login.works(login.first)).toBe(true);

    await page.getByRole('button', { name: 'Edit rotation' }).click();
    const edit = page.getByRole('dialog', { name: `Rotation of ${name}` });
    await edit.getByRole('radio', { name: 'Alternating users' }).check();
    await edit.getByRole('button', { name: 'Save' }).click();
    await expect(edit.getByText(/^Administrator secret is required/)).toBeVisible();
    await edit.getByRole('radio', { name: 'Single user' }).check();
    await edit.getByRole('switch', { name: 'Rotate automatically' }).uncheck();
    await edit.getByRole('button', { name: 'Save' }).click();
    await expect(fact(page, 'Automatic rotation')).toHaveText('Off');
  });
});

import type { Api } from '../support/api.ts';
import { DatabaseLogin, type Login, reachTestServers } from '../support/database-login.ts';
import { expect, test } from '../support/test.ts';

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
});

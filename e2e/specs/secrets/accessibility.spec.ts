import { expectAccessible, type Place, WIDE } from '../../support/accessibility.ts';
import type { Api } from '../../support/api.ts';
import { toSecret, toSecretList } from '../../support/secrets.ts';
import { expect, test } from '../../support/test.ts';

test.use({ signedIn: true, viewport: WIDE });

/** Pages and dialogs of secrets, with secrets of every kind and state on them. */
async function placesIn(api: Api, prefix: string): Promise<readonly Place[]> {
  const name = `${prefix}${'long-name-'.repeat(4)}`;
  await api.createSecret({ name, secret_string: '{"user":"shop","password":"p"}', tags: [{ key: 'team' }] });
  await api.csms('POST', `/secrets/${name}/versions`, { secret_string: '{"user":"shop"}' });
  const login = `${prefix}login`;
  await api.createSecret({
    name: login,
    secret_type: 'RDS-FG',
    secret_string: '{"engine":"postgresql","host":"127.0.0.1","port":1,"username":"u","password":"p"}',
  });
  await api.csms('POST', `/secrets/${login}/rotate`);
  const tasks = `/csms/tasks?secret_name=${login}`;
  await expect
    .poll(async () => (await api.csms('GET', tasks)).body.tasks)
    .toMatchObject([{ task_status: 'FAILED' }]);
  const gone = `${prefix}gone`;
  await api.createSecret({ name: gone, secret_string: 'x' });
  await api.csms('POST', `/secrets/${gone}/scheduled-deleted-tasks/create`, { recovery_window_in_days: 7 });
  const list = (name: string, on?: string) =>
    `${toSecretList({ q: prefix, dialog: name })}${on === undefined ? '' : `&on=${on}`}`;
  const versions = (dialog: string) => `${toSecret(name, 'versions')}?dialog=${dialog}&version=v1`;
  return [
    { name: 'secret list', path: toSecretList({ q: prefix }) },
    { name: 'secret list with nothing found', path: toSecretList({ q: 'no-such-secret' }) },
    { name: 'Create Secret', path: list('create') },
    { name: 'Restore Secret', path: list('restore') },
    { name: 'Delete Secret', path: list('delete', name) },
    { name: 'Cancel Deletion', path: list('cancelDeletion', gone) },
    { name: 'overview', path: toSecret(name, 'overview') },
    { name: 'Edit Secret', path: `${toSecret(name, 'overview')}?dialog=edit` },
    { name: 'overview of a secret pending deletion', path: toSecret(gone, 'overview') },
    { name: 'versions', path: toSecret(name, 'versions') },
    { name: 'Add Secret Version', path: versions('addVersion') },
    { name: 'View Secret', path: versions('viewSecret') },
    { name: 'Compare versions', path: versions('compare') },
    { name: 'Manage Status', path: versions('manageStatus') },
    { name: 'Set expiry', path: versions('setExpiry') },
    { name: 'no rotation', path: toSecret(name, 'rotation') },
    { name: 'rotation of a login', path: toSecret(login, 'rotation') },
    { name: 'Edit rotation', path: `${toSecret(login, 'rotation')}?dialog=editRotation` },
    { name: 'Rotate Now', path: `${toSecret(login, 'rotation')}?dialog=rotateNow` },
    { name: 'tags', path: toSecret(name, 'tags') },
    { name: 'events', path: toSecret(name, 'events') },
    { name: 'missing secret', path: toSecret('no-such-secret', 'overview') },
  ];
}

test('SEC-03 SEC-05 no page or dialog of a secret has an axe violation in either theme, nor scrolls sideways on a phone', async ({
  page,
  api,
  prefix,
}) => {
  test.setTimeout(300_000);
  await expectAccessible(page, await placesIn(api, prefix));
});

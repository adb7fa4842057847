import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { openConsole } from './support/render.tsx';
import { aSecret, SecretWorld } from './support/secret-world.ts';

const MARKER = 'correct-horse-battery';
const dialog = async () => within(await screen.findByRole('dialog'));

async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return found.map(({ id }) => id);
}

describe('SEC-03 the list of secrets', () => {
  it('asks for what the address says and shows name, status and type', async () => {
    const world = new SecretWorld([
      aSecret('orders'),
      aSecret('gone', { state: 'pendingDeletion', deletionAt: Date.UTC(2026, 11, 1) }),
    ]);
    openConsole(world, '/secrets?status=pendingDeletion&tag=team%3Dshop&sort=name');
    expect(await screen.findByRole('link', { name: 'gone' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'orders' })).toBeNull();
    expect(world.calls[0]).toEqual([
      'search',
      { state: ['pendingDeletion'], tag: [{ key: 'team', value: 'shop' }], sort: 'name', limit: 20 },
    ]);
    expect(await violations()).toEqual([]);
  });

  it('offers the tags in use to search by, and any other', async () => {
    const world = new SecretWorld([aSecret('orders')]);
    const user = openConsole(world, '/secrets');
    await screen.findByRole('link', { name: 'orders' });
    const search = screen.getByRole('combobox', { name: 'Search secrets' });
    await user.click(search);
    await user.type(search, 'tag: ');
    const offered = async (count: number) =>
      waitFor(() => {
        const options = screen.getAllByRole('option').map(({ textContent }) => textContent);
        expect(options).toHaveLength(count);
        return options;
      });
    expect(await offered(4)).toEqual(['Tag: team', 'Tag: team=shop', 'Tag: a\\=b', 'Tag: a\\=b=c']);
    await user.type(search, 'te');
    expect(await offered(3)).toEqual(['Tag: te', 'Tag: team', 'Tag: team=shop']);
    await user.click(screen.getByRole('option', { name: 'Tag: team=shop' }));
    await waitFor(() =>
      expect(world.calls.at(-1)).toMatchObject(['search', { tag: [{ key: 'team', value: 'shop' }] }]),
    );
  });

  it('turns off what the user may not do, and names the action', async () => {
    openConsole(new SecretWorld([], ['csms.searchSecrets']), '/secrets');
    await screen.findByText('No secrets yet');
    for (const button of screen.getAllByRole('button', { name: 'Create Secret' }))
      expect(button).toBeDisabled();
    expect(screen.getAllByLabelText('You have no permission for csms:secret:create')[0]).toBeVisible();
  });
});

describe('SEC-02 Create Secret', () => {
  it('goes from basic data over rotation to the confirmation, and sends pairs once', async () => {
    const world = new SecretWorld([aSecret('taken')]);
    const user = openConsole(world, '/secrets?dialog=create');
    const box = await dialog();
    await user.click(box.getByRole('button', { name: 'Next' }));
    expect(await box.findByText('Every pair needs a key.')).toBeVisible();
    expect(box.getByText(/^Secret Name must be 1 to 64/)).toBeVisible();
    await user.type(box.getByRole('textbox', { name: /Secret Name/ }), 'db');
    await user.type(box.getByRole('textbox', { name: 'Key' }), 'password');
    await user.type(box.getByRole('textbox', { name: 'Value' }), MARKER);
    await user.click(box.getByRole('button', { name: 'Next' }));
    await user.click(await box.findByRole('switch', { name: 'Rotate automatically' }));
    await user.click(box.getByRole('button', { name: 'Next' }));
    expect(await box.findByText('Key/value pairs: password')).toBeVisible();
    expect(document.body.innerHTML).not.toContain(MARKER);
    await user.dblClick(box.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Secret db is created.')).toBeVisible();
    const created = world.calls.filter(([name]) => name === 'create');
    expect(await violations()).toEqual([]);
    expect(created).toHaveLength(1);
    expect(created[0]?.[1]).toMatchObject({
      name: 'db',
      secretString: `{"password":"${MARKER}"}`,
      autoRotation: true,
      rotationPeriod: '30d',
    });
  });
});

describe('SEC-12 Create Secret for a login of a database', () => {
  it('asks for the login, then how it is rotated, and sends both', async () => {
    const world = new SecretWorld([aSecret('admin')]);
    const user = openConsole(world, '/secrets?dialog=create');
    const box = await dialog();
    const next = box.getByRole('button', { name: 'Next' });
    await user.click(box.getByRole('combobox', { name: 'Type' }));
    await user.click(await screen.findByRole('option', { name: 'Database credentials' }));
    await user.type(box.getByRole('textbox', { name: /Secret Name/ }), 'db');
    await user.click(next);
    expect(await box.findByText('The value of engine is missing or not possible.')).toBeVisible();
    for (const [row, value] of [
      [1, 'postgresql'],
      [2, 'db.example'],
      [5, 'shop'],
      [6, MARKER],
    ] as const) {
      const pair = within(box.getByRole('group', { name: `Pair ${row}` }));
      await user.type(pair.getByRole('textbox', { name: 'Value' }), value);
    }
    await user.click(next);
    await user.click(await box.findByRole('radio', { name: 'Alternating users' }));
    await user.click(next);
    expect(await box.findByText(/^Administrator secret/, { selector: 'p' })).toBeVisible();
    await user.click(box.getByRole('combobox', { name: /Administrator secret/ }));
    await user.click(await screen.findByRole('option', { name: 'admin' }));
    await user.click(next);
    expect(await box.findByText('Database credentials')).toBeVisible();
    await user.click(box.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Secret db is created.')).toBeVisible();
    const [, sent] = world.calls.find(([name]) => name === 'create') ?? [];
    expect(sent).toMatchObject({ name: 'db', secretType: 'RDS-FG', autoRotation: false });
    const { secretString, rotationConfig } = sent as Readonly<Record<string, string>>;
    expect(JSON.parse(secretString ?? '')).toEqual({
      engine: 'postgresql',
      host: 'db.example',
      username: 'shop',
      password: MARKER,
    });
    expect(JSON.parse(rotationConfig ?? '')).toMatchObject({
      SecretSubType: 'MultiUser',
      AdminSecret: 'admin',
    });
  });
});

describe('SEC-05 versions and their values', () => {
  function open(address: string) {
    const world = new SecretWorld([aSecret('db')]);
    world.values.set('db v1', JSON.stringify({ user: 'a', password: MARKER }));
    world.values.set('db v2', JSON.stringify({ user: 'a', password: `${MARKER}!` }));
    return { world, user: openConsole(world, address) };
  }

  it('shows a value on purpose, hides it again, and copies it without showing', async () => {
    const { world, user } = open('/secrets/db/versions?dialog=viewSecret&version=v1');
    const box = await dialog();
    expect(box.getByRole('img', { name: 'Hidden' })).toBeVisible();
    expect(world.calls.filter(([name]) => name === 'read')).toEqual([]);
    await user.click(box.getByRole('button', { name: 'Show for 30 seconds' }));
    expect(await box.findByText(MARKER)).toBeVisible();
    await user.click(box.getByRole('button', { name: 'Hide' }));
    expect(document.body.innerHTML).not.toContain(MARKER);
    await user.click(box.getByRole('button', { name: 'Copy value' }));
    await waitFor(async () => expect(await navigator.clipboard.readText()).toContain(MARKER));
    expect(document.body.innerHTML).not.toContain(MARKER);
    expect(world.calls.filter(([name]) => name === 'read')).toHaveLength(2);
  });

  it('tells how two versions differ without showing them', async () => {
    const { user } = open('/secrets/db/versions?dialog=compare');
    const box = await dialog();
    await user.click(box.getByRole('button', { name: 'Compare' }));
    expect(await box.findByRole('row', { name: 'password Changed' })).toBeVisible();
    expect(box.getByRole('row', { name: 'user Same' })).toBeVisible();
    expect(document.body.innerHTML).not.toContain(MARKER);
  });

  it('tells why a value cannot be read', async () => {
    const { world, user } = open('/secrets/db/versions?dialog=viewSecret&version=v1');
    world.values.clear();
    const box = await dialog();
    await user.click(box.getByRole('button', { name: 'Show for 30 seconds' }));
    expect(await box.findByText(/The version does not exist/)).toBeVisible();
  });
});

describe('SEC-06 Manage Status', () => {
  it.each([
    ['Add', 'GREEN', ['add status', ['GREEN', 2]]],
    ['Change', 'BLUE (now on v1)', ['change status', ['BLUE', 2]]],
  ])('%s', async (act, status, call) => {
    const world = new SecretWorld([aSecret('db')]);
    const user = openConsole(world, '/secrets/db/versions?dialog=manageStatus&version=v2');
    const box = await dialog();
    await user.click(box.getByRole('button', { name: act }));
    if (act === 'Add') await user.type(box.getByRole('textbox', { name: 'Status' }), status);
    else {
      await user.click(box.getByRole('combobox', { name: 'Status' }));
      await user.click(await screen.findByRole('option', { name: status }));
    }
    await user.click(box.getByRole('button', { name: 'OK' }));
    await waitFor(() => expect(world.calls).toContainEqual(call));
  });

  it('offers neither SYSCURRENT nor SYSPREVIOUS for deletion', async () => {
    const user = openConsole(
      new SecretWorld([aSecret('db')]),
      '/secrets/db/versions?dialog=manageStatus&version=v1',
    );
    const box = await dialog();
    await user.click(box.getByRole('button', { name: 'Delete' }));
    await user.click(box.getByRole('combobox', { name: 'Status' }));
    const options = (await screen.findAllByRole('option')).map(({ textContent }) => textContent);
    expect(options).toEqual(['BLUE (now on v1)']);
  });
});

describe('SEC-08 Delete Secret', () => {
  it('is opened by a link, also where the secret is not on the page of the list', async () => {
    const world = new SecretWorld([aSecret('db')]);
    openConsole(world, '/secrets?q=other&dialog=delete&on=db');
    const box = await dialog();
    expect(await box.findByRole('textbox', { name: 'Name of the secret' })).toBeVisible();
    expect(box.getByText('db')).toBeVisible();
  });

  it('wants the name typed and days from 7 to 30, and sends them', async () => {
    const world = new SecretWorld([aSecret('db')]);
    const user = openConsole(world, '/secrets/db/overview');
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    const box = await dialog();
    const ok = box.getByRole('button', { name: 'OK' });
    expect(await box.findByText('No use in the last 30 days')).toBeVisible();
    await user.type(box.getByRole('textbox', { name: 'Name of the secret' }), 'db');
    const days = box.getByRole('textbox', { name: 'Days until deletion' });
    await user.clear(days);
    await user.type(days, '31');
    expect(ok).toBeDisabled();
    await user.clear(days);
    await user.type(days, '30');
    await user.click(ok);
    expect(await screen.findByText('Secret db is scheduled for deletion.')).toBeVisible();
    expect(world.calls).toContainEqual([
      'csms.scheduleSecretDeletion',
      [{ secretName: 'db', recoveryWindowInDays: 30 }],
    ]);
    expect(await screen.findByRole('button', { name: 'Undo' })).toBeVisible();
  });
});

import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { rowOf } from './support/rows.ts';
import { World } from './support/world.ts';

const id = keyIdOf(1);
const worldWith = (differences: Parameters<typeof aKey>[1]) =>
  new World({ keys: [aKey(1, { keyAlias: 'orders', ...differences })] });

describe('KEY-06 KEY-17 disabling a key', () => {
  it('shows its recent use and waits for the acknowledgement', async () => {
    const world = worldWith({ state: 'enabled' });
    const user = openConsole(world, `/keys/${id}/details`);
    await user.click(await screen.findByRole('button', { name: 'Disable' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Disable key' }));
    expect(await dialog.findByText('orders-service')).toBeVisible();
    expect(dialog.getByText('1,234')).toBeVisible();
    expect(dialog.getByText('2 grants let others use it through the API.')).toBeVisible();
    expect(
      dialog.getByText(
        'The values of 2 secrets are encrypted with it and cannot be read without it. Among them: orders-db.',
      ),
    ).toBeVisible();
    expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
    await user.click(dialog.getByRole('checkbox', { name: 'I understand the impact of disabling keys' }));
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Key orders is disabled.')).toBeVisible();
    expect(world.key(id).state).toBe('disabled');
    expect(await screen.findByRole('button', { name: 'Enable' })).toBeVisible();
  });

  it('can be undone from the message', async () => {
    const world = worldWith({ state: 'enabled' });
    const user = openConsole(world, `/keys/${id}/details?dialog=disable&on=${id}`);
    await user.click(await screen.findByRole('checkbox'));
    await user.click(screen.getByRole('button', { name: 'OK' }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await screen.findByText('Key orders is enabled.');
    expect(world.key(id).state).toBe('enabled');
  });

  it('is not offered by an old link when the key is disabled already', async () => {
    openConsole(worldWith({ state: 'disabled' }), `/keys/${id}/details?dialog=disable&on=${id}`);
    expect(await screen.findByText(/Only enabled keys can be disabled/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'OK' })).toBeNull();
  });
});

describe('KEY-15 moving a key to another enterprise project', () => {
  it('asks for the ID of the project, or default', async () => {
    const world = worldWith({ state: 'enabled' });
    const user = openConsole(world, `/keys/${id}/details`);
    await user.click(await screen.findByRole('button', { name: 'Add to Project' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Add key to project' }));
    const project = dialog.getByRole('textbox', { name: 'Enterprise Project' });
    const ok = dialog.getByRole('button', { name: 'OK' });
    expect(ok).toBeDisabled();
    await user.type(project, 'finance');
    expect(project).toBeInvalid();
    expect(ok).toBeDisabled();
    await user.clear(project);
    await user.type(project, '11111111-1111-4111-8111-111111111111');
    await user.click(ok);
    expect(await screen.findByText('Key orders is added to the project.')).toBeVisible();
    expect(world.key(id).enterpriseProjectId).toBe('11111111-1111-4111-8111-111111111111');
  });

  it('is not offered for a key pending deletion', async () => {
    openConsole(worldWith({ state: 'pendingDeletion' }), `/keys/${id}/details`);
    expect(await screen.findByRole('button', { name: 'Cancel deletion' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add to Project' })).toBeNull();
  });
});

describe('KEY-07 KEY-17 scheduling the deletion of a key', () => {
  it('asks for 7 to 1096 days, the alias, and the acknowledgement', async () => {
    const world = worldWith({ state: 'enabled' });
    const user = openConsole(world, `/keys/${id}/details`);
    await user.click(await screen.findByRole('button', { name: 'Schedule deletion' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Schedule deletion of key' }));
    expect(await dialog.findByText('orders-service')).toBeVisible();
    const ok = dialog.getByRole('button', { name: 'OK' });
    const days = dialog.getByRole('textbox', { name: 'Days until deletion' });
    expect(days).toHaveValue('7');
    await user.click(dialog.getByRole('checkbox', { name: 'I understand the impact of deleting keys' }));
    expect(ok).toBeDisabled();
    await user.type(dialog.getByRole('textbox', { name: 'Alias of the key' }), 'orders');
    expect(ok).toBeEnabled();
    for (const refused of ['6', '1097', '7.5', 'seven', '']) {
      await user.clear(days);
      if (refused !== '') await user.type(days, refused);
      expect(ok, refused).toBeDisabled();
    }
    expect(dialog.getByText('A whole number of days from 7 to 1096.')).toBeVisible();
    await user.type(days, '30');
    await user.click(ok);
    expect(await screen.findByText('Key orders is scheduled for deletion.')).toBeVisible();
    expect(world.key(id)).toMatchObject({
      state: 'pendingDeletion',
      deletionAt: Date.UTC(2026, 10, 22) + 30 * 86_400_000,
    });
  });

  it('KEY-08 is canceled by Undo', async () => {
    const world = worldWith({ state: 'disabled' });
    const user = openConsole(world, `/keys/${id}/details?dialog=scheduleDeletion&on=${id}`);
    await user.type(await screen.findByRole('textbox', { name: 'Alias of the key' }), 'orders');
    await user.click(screen.getByRole('checkbox'));
    await user.click(screen.getByRole('button', { name: 'OK' }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('The deletion of key orders is canceled.')).toBeVisible();
    expect(world.key(id).state).toBe('disabled');
  });
});

describe('acting on many keys', () => {
  const keys = [
    aKey(1, { keyAlias: 'a', state: 'disabled' }),
    aKey(2, { keyAlias: 'b', state: 'enabled' }),
    aKey(3, { keyAlias: 'c', state: 'disabled' }),
    aKey(4, { keyAlias: 'obs/default', defaultService: 'obs' }),
  ];

  it('KEY-06 says how many of the selected can be enabled and tells the result of each', async () => {
    const world = new World({ keys });
    const user = openConsole(world, '/keys');
    for (const alias of ['a', 'b', 'c']) {
      await screen.findByRole('link', { name: alias });
      await user.click(within(rowOf(alias)).getByRole('checkbox'));
    }
    const bar = within(await screen.findByRole('region', { name: 'Selected keys' }));
    expect(bar.getByText('3 selected')).toBeVisible();
    expect(bar.getByText(/2 of 3 can be enabled · 1 of 3 can be disabled/)).toBeVisible();
    expect(bar.getByRole('button', { name: 'Cancel deletion' })).toBeDisabled();
    await user.click(bar.getByRole('button', { name: 'Enable' }));
    const dialog = await screen.findByRole('dialog', { name: 'Enable keys' });
    // Somebody else was quicker with one of them.
    world.keys.set(keyIdOf(3), { ...world.key(keyIdOf(3)), state: 'enabled' });
    await user.click(within(dialog).getByRole('button', { name: 'OK' }));
    await within(dialog).findByText('1 of 2 keys are enabled.');
    const results = within(within(dialog).getByRole('list', { name: 'Results' }));
    const [first, second] = results.getAllByRole('listitem');
    expect(first).toHaveTextContent('a');
    expect(first).not.toHaveTextContent('KMS');
    expect(second).toHaveTextContent('c');
    expect(second?.textContent).toMatch(/disabled/i);
    expect(world.key(keyIdOf(1)).state).toBe('enabled');
    expect(world.key(keyIdOf(2)).state).toBe('enabled');
  });

  it('KEY-11 default keys cannot be selected and have no actions', async () => {
    openConsole(new World({ keys }), '/keys');
    await screen.findByRole('link', { name: 'obs/default' });
    const row = within(rowOf('obs/default'));
    expect(row.getByRole('checkbox')).toBeDisabled();
    expect(row.queryByRole('button', { name: 'Disable' })).toBeNull();
    expect(row.getByText('Default key')).toBeVisible();
  });

  it('KEY-07 asks for the number of keys before many are scheduled for deletion', async () => {
    const world = new World({ keys });
    const on = [1, 2, 3].map((number) => `on=${keyIdOf(number)}`).join('&');
    const user = openConsole(world, `/keys?dialog=scheduleDeletion&${on}`);
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(await dialog.findByRole('checkbox'));
    await user.type(dialog.getByRole('textbox', { name: 'Number of keys' }), '3');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByText('3 of 3 keys are scheduled for deletion.')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(window.location.search).toBe(''));
  });

  it('KEY-08 takes all of it back from the result', async () => {
    const world = new World({ keys: keys.filter(({ state }) => state === 'disabled') });
    const user = openConsole(world, `/keys?dialog=scheduleDeletion&on=${keyIdOf(1)}&on=${keyIdOf(3)}`);
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(await dialog.findByRole('checkbox'));
    await user.type(dialog.getByRole('textbox', { name: 'Number of keys' }), '2');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    await user.click(await dialog.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('The deletion of 2 of 2 keys is canceled.')).toBeVisible();
    expect([...world.keys.values()].map(({ state }) => state)).toEqual(['disabled', 'disabled']);
  });
});

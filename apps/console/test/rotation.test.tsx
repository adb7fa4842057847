import { OperationError } from '@dewpoint/contract';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { nextAlias } from '../src/features/keys/rotation/next-alias.ts';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { NOW, TabWorld } from './support/tab-world.ts';

const id = keyIdOf(1);
const on = {
  enabled: true,
  intervalInDays: 90,
  rotatedAt: NOW,
  nextRotationAt: NOW + 90 * 86_400_000,
  count: 3,
};
const worldWith = (differences: Parameters<typeof aKey>[1] = {}, options = {}) =>
  new TabWorld({ keys: [aKey(1, { keyAlias: 'orders', ...differences })], ...options });

/** The value beside a name. */
function fact(name: string): HTMLElement {
  const value = screen.getByText(name, { selector: 'dt' }).nextElementSibling;
  if (!(value instanceof HTMLElement)) throw new Error(`no value beside ${name}`);
  return value;
}

describe('ROT-04 the Rotation Policy tab', () => {
  it('shows switch, period, last and next rotation, their number, and the versions with their times', async () => {
    openConsole(worldWith({ rotation: on, currentVersion: 4 }), `/keys/${id}/rotation`);
    expect(await screen.findByRole('switch', { name: 'Automatic rotation' })).toBeChecked();
    expect(fact('Rotation period')).toHaveTextContent('90 days');
    expect(fact('Last rotation')).toHaveTextContent('Nov 22, 2026');
    expect(fact('Next rotation')).toHaveTextContent('Feb 20, 2027');
    expect(fact('Number of rotations')).toHaveTextContent('3');
    const versions = within(await screen.findByRole('table', { name: 'Versions' }));
    const rows = versions.getAllByRole('row').slice(1);
    expect(rows).toHaveLength(4);
    expect(rows[0]).toHaveTextContent(/^4Current.*2026/);
    expect(rows[3]).toHaveTextContent(/^1Decrypts only/);
  });

  it('says that a key was never rotated, and that nothing is planned', async () => {
    openConsole(worldWith(), `/keys/${id}/rotation`);
    expect(await screen.findByRole('switch')).not.toBeChecked();
    expect(fact('Last rotation')).toHaveTextContent('Never');
    expect(fact('Next rotation')).toHaveTextContent('Not planned');
    expect(screen.queryByRole('button', { name: 'Change rotation period' })).toBeNull();
  });

  it('ROT-03 keeps the settings of a disabled key on screen, and says that it rests', async () => {
    const passed = { ...on, nextRotationAt: NOW - 86_400_000 * 365 };
    openConsole(worldWith({ state: 'disabled', rotation: passed }), `/keys/${id}/rotation`);
    expect(await screen.findByRole('switch')).toBeDisabled();
    expect(screen.getByRole('switch')).toBeChecked();
    expect(screen.getByText(/it is rotated at once/)).toBeVisible();
    expect(fact('Next rotation')).toHaveTextContent('At once when the key is enabled');
    expect(screen.getByRole('button', { name: 'Rotate now' })).toBeDisabled();
  });

  it('names the missing permission', async () => {
    openConsole(worldWith({}, { permitted: ['kms.enableKey'] }), `/keys/${id}/rotation`);
    expect(await screen.findByRole('switch')).toBeDisabled();
    expect(screen.getByLabelText('You have no permission for kms.rotateOnDemand')).toBeVisible();
  });
});

describe('ROT-01 enabling rotation', () => {
  async function openDialog(world: TabWorld) {
    const user = openConsole(world, `/keys/${id}/rotation`);
    await user.click(await screen.findByRole('switch'));
    const dialog = within(await screen.findByRole('dialog', { name: 'Enable Rotation Policy' }));
    return { user, dialog, period: dialog.getByRole('textbox', { name: 'Rotation period (days)' }) };
  }

  it('asks for 30 to 365 days, starting at 365', async () => {
    const world = worldWith();
    const { user, dialog, period } = await openDialog(world);
    expect(period).toHaveValue('365');
    for (const refused of ['29', '366', '30.5', 'year']) {
      await user.clear(period);
      await user.type(period, refused);
      expect(dialog.getByRole('button', { name: 'OK' }), refused).toBeDisabled();
      expect(dialog.getByText('A whole number of days from 30 to 365.')).toBeVisible();
    }
    await user.clear(period);
    await user.type(period, '30');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Rotation of key orders is enabled.')).toBeVisible();
    expect(world.key(id).rotation).toMatchObject({ enabled: true, intervalInDays: 30 });
    await waitFor(() => expect(screen.getByRole('switch')).toBeChecked());
    expect(fact('Rotation period')).toHaveTextContent('30 days');
  });

  it('says so when the period was refused after rotation was enabled', async () => {
    const world = worldWith();
    world.refuse.set('period', new OperationError('unavailable'));
    const { user, dialog, period } = await openDialog(world);
    await user.clear(period);
    await user.type(period, '90');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText(/is enabled with a period of 365 days/)).toBeVisible();
    expect(world.key(id).rotation).toMatchObject({ enabled: true, intervalInDays: 365 });
  });

  it('stays open with the reason when it is refused', async () => {
    const world = worldWith();
    world.refuse.set('enable', new OperationError('keyNotEnabled'));
    const { user, dialog } = await openDialog(world);
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent('The key is not enabled.');
    expect(world.key(id).rotation.enabled).toBe(false);
  });

  it('leaves 365 days to those who may not change the period', async () => {
    const world = worldWith({}, { permitted: ['kms.enableKeyRotation'] });
    const { period } = await openDialog(world);
    expect(period).toHaveAttribute('readonly');
  });
});

describe('ROT-01 changing and disabling', () => {
  it('changes the period', async () => {
    const world = worldWith({ rotation: on });
    const user = openConsole(world, `/keys/${id}/rotation`);
    await user.click(await screen.findByRole('button', { name: 'Change rotation period' }));
    const period = await screen.findByRole('textbox', { name: 'Rotation period (days)' });
    expect(period).toHaveValue('90');
    await user.clear(period);
    await user.type(period, '180{Enter}');
    expect(await screen.findByText('The rotation period of key orders is changed.')).toBeVisible();
    expect(world.key(id).rotation.intervalInDays).toBe(180);
    await waitFor(() => expect(window.location.search).toBe(''));
  });

  it('KEY-17 asks before it disables, shows who uses the key, and cancels on request', async () => {
    const world = worldWith({ rotation: on });
    const user = openConsole(world, `/keys/${id}/rotation`);
    await user.click(await screen.findByRole('switch'));
    const dialog = within(await screen.findByRole('dialog', { name: 'Disable Rotation Policy' }));
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(world.key(id).rotation.enabled).toBe(true);
    await user.click(screen.getByRole('switch'));
    const again = within(await screen.findByRole('dialog'));
    expect(await again.findByText('orders-service')).toBeVisible();
    await user.click(again.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Rotation of key orders is disabled.')).toBeVisible();
    expect(world.key(id).rotation.enabled).toBe(false);
  });
});

describe('ROT-05 rotating by hand', () => {
  it('adds a version now, and says which before', async () => {
    const world = worldWith({ rotation: on, currentVersion: 4 });
    const user = openConsole(world, `/keys/${id}/rotation`);
    await user.click(await screen.findByRole('button', { name: 'Rotate now' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Rotate Key Now' }));
    expect(dialog.getByText(/The key gets version 5 at once.*The running period starts again/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Key orders is rotated.')).toBeVisible();
    const versions = within(await screen.findByRole('table', { name: 'Versions' }));
    await waitFor(() => expect(versions.getAllByRole('row')[1]).toHaveTextContent(/^5Current/));
  });

  it.each([
    [{ keySpec: 'EC_P256', keyUsage: 'SIGN_VERIFY' }, /Whoever has the public key/],
    [{ origin: 'external' }, /was imported/],
    [{ keySpec: 'HMAC_256', keyUsage: 'GENERATE_VERIFY_MAC' }, /message authentication code/],
    [{ origin: 'hsm' }, /dedicated HSM/],
  ] as const)('%j cannot be rotated: the tab says why and offers a new key', async (differences, why) => {
    openConsole(worldWith(differences), `/keys/${id}/rotation`);
    expect(await screen.findByText('This key cannot be rotated')).toBeVisible();
    expect(screen.getByText(why)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Replace by a new key' })).toBeEnabled();
    expect(screen.queryByRole('switch')).toBeNull();
  });

  it('KEY-11 a default key has neither', async () => {
    openConsole(worldWith({ keyAlias: 'obs/default', defaultService: 'obs' }), `/keys/${id}/rotation`);
    expect(await screen.findByText('Default keys cannot be rotated.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Replace by a new key' })).toBeNull();
  });

  const signing: Parameters<typeof aKey>[1] = {
    keySpec: 'EC_P384',
    keyUsage: 'SIGN_VERIFY',
    tags: [{ key: 'owner', value: 'release' }],
  };

  it('replaces a key by one of the same kind and tells what is left to do', async () => {
    const world = worldWith(signing);
    const user = openConsole(world, `/keys/${id}/rotation`);
    await user.click(await screen.findByRole('button', { name: 'Replace by a new key' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Replace by a New Key' }));
    expect(dialog.getByRole('textbox', { name: 'Alias of the new key' })).toHaveValue('orders-2');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByText('Key orders-2 is created. What is left to do:')).toBeVisible();
    const made = [...world.keys.values()].find(({ keyAlias }) => keyAlias === 'orders-2');
    expect(made).toMatchObject(signing);
    expect(dialog.getByText(made?.keyId ?? 'none')).toBeVisible();
    expect(dialog.getByText(/Give its public key/)).toBeVisible();
    expect(dialog.getByText(/Keep the old key while signatures/)).toBeVisible();
    await user.click(dialog.getByRole('link', { name: 'View new key' }));
    expect(await screen.findByRole('heading', { name: 'orders-2' })).toBeVisible();
  });

  it('tells a taken alias at its field', async () => {
    const world = new TabWorld({
      keys: [aKey(1, { keyAlias: 'orders', ...signing }), aKey(2, { keyAlias: 'orders-2' })],
    });
    const user = openConsole(world, `/keys/${id}/rotation?dialog=replaceKey`);
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    const alias = dialog.getByRole('textbox', { name: 'Alias of the new key' });
    await waitFor(() => expect(alias).toHaveAccessibleDescription(/already used/));
    await user.type(alias, '{Backspace}3');
    expect(alias).toBeValid();
  });

  it('keeps the new key when its tags are refused, and says so', async () => {
    const world = worldWith(signing);
    world.refuse.set('tags', new OperationError('unavailable'));
    const user = openConsole(world, `/keys/${id}/rotation?dialog=replaceKey`);
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByText(/The tags were not copied/)).toBeVisible();
  });
});

describe('the alias of the next key', () => {
  it.each([
    ['orders', 'orders-2'],
    ['orders-2', 'orders-3'],
    ['orders-99', 'orders-100'],
    ['orders-0', 'orders-0-2'],
    ['a'.repeat(255), `${'a'.repeat(253)}-2`],
  ])('%s → %s', (alias, next) => expect(nextAlias(alias)).toBe(next));
});

import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { World } from './support/world.ts';

const id = keyIdOf(1);
const worldWith = (differences: Parameters<typeof aKey>[1] = {}) =>
  new World({ keys: [aKey(1, { keyAlias: 'orders', ...differences })] });
const section = async () => within(await screen.findByRole('region', { name: 'Shadow disable' }));

describe('KEY-18 shadow disable', () => {
  it('begins for so many days as are asked for, and says what it did', async () => {
    const world = worldWith();
    const user = openConsole(world, `/keys/${id}/usage`);
    await user.click(await (await section()).findByRole('button', { name: 'Begin shadow disable' }));
    const dialog = within(await screen.findByRole('dialog'));
    const days = dialog.getByLabelText('Days of the trial');
    await user.clear(days);
    await user.type(days, '91');
    expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
    await user.clear(days);
    await user.type(days, '14');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('The trial of disabling orders has begun.')).toBeVisible();
    expect(world.shadow && world.shadow.until - world.shadow.since).toBe(14 * 86_400_000);
    expect(await (await section()).findByText(/would have stopped nothing/)).toBeVisible();
  });

  it('names who would have been stopped, and ends with the key disabled', async () => {
    const world = worldWith();
    const since = Date.UTC(2026, 10, 20);
    const use = { principalId: 'p', principalName: 'billing', operation: 'decryptData', count: 7 };
    world.shadow = {
      since,
      until: since + 86_400_000,
      ended: true,
      uses: [{ ...use, lastUsedAt: since }],
      secrets: 2,
    };
    const user = openConsole(world, `/keys/${id}/usage`);
    const shown = await section();
    expect(await shown.findByText('billing')).toBeVisible();
    expect(shown.getByText(/The trial is over/)).toBeVisible();
    expect(shown.getByText(/The values of 2 secrets/)).toBeVisible();
    await user.click(shown.getByRole('button', { name: 'Disable the key now' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/is stopped at once/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('orders is disabled.')).toBeVisible();
    expect(world.keys.get(id)?.state).toBe('disabled');
  });

  it('can be cancelled', async () => {
    const world = worldWith();
    const since = Date.UTC(2026, 10, 20);
    world.shadow = { since, until: since + 86_400_000, ended: false, uses: [], secrets: 0 };
    const user = openConsole(world, `/keys/${id}/usage`);
    await user.click(await (await section()).findByRole('button', { name: 'Cancel shadow disable' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('The trial of disabling orders is cancelled.')).toBeVisible();
    expect(world.shadow).toBeNull();
  });

  it.each([{ state: 'disabled' }, { defaultService: 'obs' }] as const)(
    'is not offered for a key that cannot be disabled: %j',
    async (differences) => {
      openConsole(worldWith(differences), `/keys/${id}/usage`);
      const shown = await section();
      expect(await shown.findByText('No trial is under way.')).toBeVisible();
      expect(shown.queryByRole('button', { name: 'Begin shadow disable' })).toBeNull();
    },
  );
});

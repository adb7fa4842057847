import { OperationError } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

const id = keyIdOf(1);
const worldWith = (differences: Parameters<typeof aKey>[1] = {}) =>
  new World({ keys: [aKey(1, { keyAlias: 'orders', ...differences })] });

describe('KEY-14 the details of a key', () => {
  it('open with name, state, ID, and the tool where it works; each tab has its address', async () => {
    const user = openConsole(worldWith(), `/keys/${id}`);
    expect(await screen.findByRole('heading', { name: 'orders' })).toBeVisible();
    expect(screen.getByText('Enabled')).toBeVisible();
    expect(screen.getByText(id)).toBeVisible();
    expect(screen.getByRole('tab', { name: 'Tool' })).toHaveAttribute('aria-selected', 'true');
    expect(screen.queryByRole('tab', { name: 'Public key' })).toBeNull();
    await user.click(screen.getByRole('tab', { name: 'Usage' }));
    expect(window.location.pathname).toBe(`/keys/${id}/usage`);
    const uses = await screen.findByRole('region', { name: 'Uses of the key' });
    expect(within(uses).getByText('orders-service')).toBeVisible();
    expect(document.title).toBe('orders · Dewpoint');
  });

  it('KEY-17 name the service whose default key it is', async () => {
    openConsole(worldWith({ keyAlias: 'obs/default', defaultService: 'obs' }), `/keys/${id}/usage`);
    expect(await screen.findByText(/It is the default key of the service OBS/)).toBeVisible();
  });

  it('copy the ID', async () => {
    const user = openConsole(worldWith(), `/keys/${id}/usage`);
    await user.click(await screen.findByRole('button', { name: 'Copy ID' }));
    expect(await navigator.clipboard.readText()).toBe(id);
  });

  it('show the public key of an asymmetric one', async () => {
    const world = worldWith({ keySpec: 'EC_P256', keyUsage: 'SIGN_VERIFY' });
    const user = openConsole(world, `/keys/${id}`);
    server.use(
      mockOperation('kms.getPublicKey', ({ keyId }) => ({
        keyId,
        publicKey: '-----BEGIN PUBLIC KEY-----\r\nMFkw\r\n-----END PUBLIC KEY-----\r\n',
      })),
    );
    await user.click(await screen.findByRole('tab', { name: 'Public key' }));
    expect(await screen.findByText(/BEGIN PUBLIC KEY/)).toHaveTextContent('MFkw');
    await user.click(screen.getByRole('button', { name: 'Copy public key' }));
    expect(await navigator.clipboard.readText()).toContain('MFkw');
  });

  it('say when a key pending deletion will be destroyed', async () => {
    openConsole(worldWith({ state: 'pendingDeletion', deletionAt: Date.UTC(2027, 0, 2) }), `/keys/${id}`);
    expect(await screen.findByRole('alert')).toHaveTextContent(/destroyed for good on Jan 0\d, 2027/);
    expect(screen.getByRole('button', { name: 'Cancel deletion' })).toBeEnabled();
    expect(screen.queryByRole('button', { name: 'Disable' })).toBeNull();
  });

  it('say that a key is not there', async () => {
    openConsole(worldWith(), `/keys/${keyIdOf(7)}`);
    expect(await screen.findByRole('alert')).toHaveTextContent('Not found');
  });
});

describe('KEY-10 changing alias and description in place', () => {
  it('saves on Enter, and the focus goes back to the button', async () => {
    const world = worldWith();
    const user = openConsole(world, `/keys/${id}/details`);
    await user.click(await screen.findByRole('button', { name: 'Edit Alias' }));
    const field = screen.getByRole('textbox', { name: 'Alias' });
    expect(field).toHaveFocus();
    await user.clear(field);
    await user.type(field, 'invoices{Enter}');
    expect(await screen.findByRole('heading', { name: 'invoices' })).toBeVisible();
    expect(world.key(id).keyAlias).toBe('invoices');
    expect(screen.getByRole('button', { name: 'Edit Alias' })).toHaveFocus();
  });

  it('tells a broken rule while typing and does not save', async () => {
    const user = openConsole(worldWith(), `/keys/${id}/details`);
    await user.click(await screen.findByRole('button', { name: 'Edit Alias' }));
    await user.type(screen.getByRole('textbox', { name: 'Alias' }), ' !');
    expect(screen.getByText('Alias must be 1 to 255 letters, digits or - _ : /.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.keyboard('{Escape}');
    expect(screen.getByRole('button', { name: 'Edit Alias' })).toHaveFocus();
  });

  it('keeps what was typed when the server refuses', async () => {
    const user = openConsole(worldWith(), `/keys/${id}/details`);
    server.use(
      mockOperation('kms.updateKeyDescription', () => {
        throw new OperationError('keyPendingDeletion');
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Edit Description' }));
    await user.type(screen.getByRole('textbox', { name: 'Description' }), 'for the shop');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Description' })).toBeInvalid());
    expect(screen.getByRole('textbox', { name: 'Description' })).toHaveValue('for the shop');
  });

  it.each([
    ['a default key', { keyAlias: 'obs/default', defaultService: 'obs' }],
    ['a key pending deletion', { state: 'pendingDeletion', deletionAt: Date.UTC(2027, 0, 1) }],
  ] as const)('is not offered for %s', async (_name, differences) => {
    openConsole(worldWith(differences), `/keys/${id}/details`);
    await screen.findByText('Key ID');
    expect(screen.queryByRole('button', { name: 'Edit Alias' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Edit Description' })).toBeNull();
  });
});

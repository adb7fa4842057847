import { OperationError } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

async function openDialog(world = new World({ keys: [aKey(1, { keyAlias: 'orders' })] })) {
  const user = openConsole(world, '/keys');
  await user.click(await screen.findByRole('button', { name: 'Create Key' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Create Key' }));
  return { user, dialog, world };
}

describe('Create Key', () => {
  it('KEY-02 tells a bad alias in the words of the server, puts the focus there, and sends nothing', async () => {
    const { user, dialog } = await openDialog();
    server.use(mockOperation('kms.createKey', () => expect.fail('not reached')));
    const alias = dialog.getByRole('textbox', { name: 'Alias' });
    expect(alias).toHaveFocus();
    await user.type(alias, 'not an alias');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByText('Alias must be 1 to 255 letters, digits or - _ : /.')).toBeVisible();
    expect(alias).toHaveFocus();
    expect(alias).toBeInvalid();
    await user.clear(alias);
    await user.type(alias, 'mine/default');
    expect(await dialog.findByText('Alias must not end with /default.')).toBeVisible();
  });

  it('KEY-04 offers the usages of the algorithm, the default first', async () => {
    const { user, dialog } = await openDialog();
    expect(dialog.getByRole('combobox', { name: 'Usage' })).toHaveTextContent('ENCRYPT_DECRYPT');
    await user.click(dialog.getByRole('combobox', { name: 'Key Algorithm' }));
    await user.click(await screen.findByRole('option', { name: 'RSA_3072' }));
    expect(dialog.getByRole('combobox', { name: 'Usage' })).toHaveTextContent('SIGN_VERIFY');
    await user.click(dialog.getByRole('combobox', { name: 'Usage' }));
    const usages = (await screen.findAllByRole('option')).map(
      ({ textContent }) => textContent?.split(/(?=[A-Z][a-z])/)[0],
    );
    expect(usages).toEqual(['SIGN_VERIFY', 'ENCRYPT_DECRYPT']);
  });

  it('KEY-01 takes the enterprise project by its ID, the default one where nothing else is typed', async () => {
    const { user, dialog, world } = await openDialog();
    const project = dialog.getByRole('textbox', { name: 'Enterprise Project' });
    expect(project).toHaveValue('default');
    await user.type(dialog.getByRole('textbox', { name: 'Alias' }), 'invoices');
    await user.clear(project);
    await user.type(project, 'finance');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(project).toBeInvalid();
    expect(project).toHaveAccessibleDescription('The ID of the enterprise project (a UUID), or default.');
    await user.clear(project);
    await user.type(project, '11111111-1111-4111-8111-111111111111');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Key invoices is created.')).toBeVisible();
    const made = [...world.keys.values()].find(({ keyAlias }) => keyAlias === 'invoices');
    expect(made?.enterpriseProjectId).toBe('11111111-1111-4111-8111-111111111111');
  });

  it('lands a refusal of the server on its field and keeps what was typed', async () => {
    const { user, dialog } = await openDialog();
    await user.type(dialog.getByRole('textbox', { name: 'Description' }), 'for the shop');
    const alias = dialog.getByRole('textbox', { name: 'Alias' });
    await user.type(alias, 'orders');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    await waitFor(() => expect(alias).toBeInvalid());
    expect(alias).toHaveAccessibleDescription(/alias/i);
    expect(alias).toHaveFocus();
    expect(alias).toHaveValue('orders');
    expect(dialog.getByRole('textbox', { name: 'Description' })).toHaveValue('for the shop');
  });

  it('tells a refusal that belongs to no field above the buttons', async () => {
    const { user, dialog } = await openDialog();
    server.use(
      mockOperation('kms.createKey', () => {
        throw new OperationError('keyQuotaExceeded');
      }),
    );
    await user.type(dialog.getByRole('textbox', { name: 'Alias' }), 'one-too-many');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(/quota/i);
  });

  it('creates once, however often OK is pressed, and the new key is in the list', async () => {
    const world = new World({ keys: [aKey(1, { keyAlias: 'orders' })] });
    const { user, dialog } = await openDialog(world);
    let calls = 0;
    const answer = Promise.withResolvers<void>();
    server.use(
      mockOperation('kms.createKey', async ({ keyAlias }) => {
        calls += 1;
        await answer.promise;
        world.keys.set(keyIdOf(2), aKey(2, { keyAlias }));
        return { keyInfo: { keyId: keyIdOf(2), domainId: 'd'.repeat(32), regionId: 'local-1' } };
      }),
    );
    await user.type(dialog.getByRole('textbox', { name: 'Alias' }), 'invoices');
    await user.dblClick(dialog.getByRole('button', { name: 'OK' }));
    await user.keyboard('{Enter}');
    answer.resolve();
    expect(await screen.findByText('Key invoices is created.')).toBeVisible();
    expect(await screen.findByRole('link', { name: 'invoices' })).toBeVisible();
    expect(calls).toBe(1);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is closed by Back, and the focus returns to where it came from', async () => {
    const { user } = await openDialog();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByRole('button', { name: 'Create Key' })).toHaveFocus();
    expect(window.location.search).toBe('');
  });
});

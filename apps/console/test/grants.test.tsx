import { OperationError } from '@dewpoint/contract';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { aGrant, TabWorld } from './support/tab-world.ts';

const id = keyIdOf(1);
const GRANTEE = 'd9a6b2bdaedd4ba586cabe6372d1b312';

function worldWith(grants: number, differences: Parameters<typeof aKey>[1] = {}): TabWorld {
  const world = new TabWorld({ keys: [aKey(1, { keyAlias: 'orders', ...differences })] });
  world.grants = Array.from({ length: grants }, (_, index) => aGrant(index + 1));
  return world;
}

async function openDialog(world: TabWorld) {
  const user = openConsole(world, `/keys/${id}/grants`);
  await user.click(await screen.findByRole('button', { name: 'Create Grant' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Create Grant' }));
  return { user, dialog, ok: dialog.getByRole('button', { name: 'OK' }) };
}

const offered = (dialog: Awaited<ReturnType<typeof openDialog>>['dialog']) =>
  dialog.getAllByRole('checkbox').map((box) => box.closest('label')?.textContent);

describe('GRT-01 Create Grant', () => {
  it('makes a grant to a user, and tells it in the words of the documents', async () => {
    const world = worldWith(0);
    const { user, dialog, ok } = await openDialog(world);
    expect(dialog.getByText(/only by calling the API/)).toBeVisible();
    await user.type(dialog.getByRole('textbox', { name: 'User ID' }), GRANTEE);
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'shop');
    await user.click(dialog.getByRole('checkbox', { name: 'Decrypt Data' }));
    await user.click(dialog.getByRole('checkbox', { name: 'Create Data Key' }));
    await user.click(ok);
    expect(await screen.findByText('Grant created successfully.')).toBeVisible();
    expect(world.grants).toMatchObject([
      {
        granteePrincipal: GRANTEE,
        granteePrincipalType: 'user',
        name: 'shop',
        operations: ['create-datakey', 'decrypt-data'],
      },
    ]);
    expect(await screen.findByText('shop')).toBeVisible();
  });

  it('IAM-10 shows first which refused calls it would have opened, and asks only when it could be made', async () => {
    const { user, dialog } = await openDialog(worldWith(0));
    await user.type(dialog.getByRole('textbox', { name: 'User ID' }), GRANTEE);
    expect(dialog.queryByText('Calls whose outcome would change')).toBeNull();
    await user.click(dialog.getByRole('checkbox', { name: 'Encrypt Data' }));
    const answer = await dialog.findByRole('status', { name: 'Calls whose outcome would change' });
    expect(answer).toHaveTextContent('1 kind of call would end otherwise, of 3 calls looked at.');
    expect(answer).toHaveTextContent('alice: encryptData orders');
    expect(answer).toHaveTextContent('denied → allowed');
  });

  it('makes one without a name to an account', async () => {
    const world = worldWith(0);
    const { user, dialog, ok } = await openDialog(world);
    await user.click(dialog.getByRole('radio', { name: 'Account' }));
    await user.type(dialog.getByRole('textbox', { name: 'Account ID' }), GRANTEE);
    await user.click(dialog.getByRole('checkbox', { name: 'Query Key Information' }));
    await user.click(ok);
    await screen.findByText('Grant created successfully.');
    expect(world.grants).toMatchObject([{ granteePrincipalType: 'domain', name: '' }]);
  });

  it('asks at the fields for the grantee and for an operation, and refuses Create Grant alone', async () => {
    const world = worldWith(0);
    const { user, dialog, ok } = await openDialog(world);
    await user.click(ok);
    const grantee = dialog.getByRole('textbox', { name: 'User ID' });
    await waitFor(() => expect(grantee).toHaveAccessibleDescription(/must be 1 to 64 letters and digits/));
    expect(dialog.getByText('Select at least one operation.')).toBeVisible();
    await user.type(grantee, GRANTEE);
    await user.click(dialog.getByRole('checkbox', { name: 'Create Grant' }));
    await user.click(ok);
    expect(await dialog.findByText('Selecting only Create Grant is not allowed.')).toBeVisible();
    expect(dialog.getByRole('group', { name: /Operations/ })).toHaveAccessibleDescription(
      'Selecting only Create Grant is not allowed.',
    );
    expect(world.grants).toEqual([]);
    await user.click(dialog.getByRole('checkbox', { name: 'Encrypt Data' }));
    await user.click(ok);
    await screen.findByText('Grant created successfully.');
    expect(world.grants).toMatchObject([{ operations: ['create-grant', 'encrypt-data'] }]);
  });

  it.each([
    [
      { keySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY' },
      ['Query Key Information', 'Create Grant', 'Retire Grant', 'Sign', 'Verify Signature', 'Get Public Key'],
    ],
    [
      { keySpec: 'HMAC_256', keyUsage: 'GENERATE_VERIFY_MAC' },
      ['Query Key Information', 'Create Grant', 'Retire Grant', 'Generate MAC', 'Verify MAC'],
    ],
  ] as const)('offers what the key has: %j', async (differences, names) => {
    const { dialog } = await openDialog(worldWith(0, differences));
    expect(offered(dialog)).toEqual(names);
  });

  it('tells a refusal that belongs to no field above the buttons', async () => {
    const world = worldWith(0);
    world.refuse.set('createGrant', new OperationError('grantLimitReached'));
    const { user, dialog, ok } = await openDialog(world);
    await user.type(dialog.getByRole('textbox', { name: 'User ID' }), GRANTEE);
    await user.click(dialog.getByRole('checkbox', { name: 'Encrypt Data' }));
    await user.click(ok);
    expect(await dialog.findByText(/at most 100 grants/)).toBeVisible();
    expect(dialog.getByRole('textbox', { name: 'User ID' })).toHaveValue(GRANTEE);
  });

  it('is off for a disabled key and for a full one, with the reason', async () => {
    openConsole(worldWith(1, { state: 'disabled' }), `/keys/${id}/grants?dialog=createGrant`);
    expect(await screen.findByRole('button', { name: 'Create Grant' })).toBeDisabled();
    expect(screen.getByText(/on enabled keys only/)).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('KEY-11 is not there for default keys', async () => {
    openConsole(worldWith(0, { defaultService: 'obs' }), `/keys/${id}/grants`);
    expect(await screen.findByText('Grants cannot be created on default keys.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Create Grant' })).toBeNull();
  });
});

describe('GRT-03 the grants of a key', () => {
  it('stand in pages; the page is in the address', async () => {
    const user = openConsole(worldWith(12), `/keys/${id}/grants`);
    const table = await screen.findByRole('table', { name: 'Grants' });
    expect(within(table).getAllByRole('row')).toHaveLength(11);
    expect(screen.getByText(/12 of 100 grants/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Page 2' }));
    expect(await screen.findByText('grant-11')).toBeVisible();
    expect(window.location.search).toBe('?page=2');
    await user.click(screen.getAllByRole('button', { name: 'Copy grant ID' })[0] ?? document.body);
    expect(await navigator.clipboard.readText()).toBe(aGrant(11).grantId);
  });

  it('are revoked one by one, after what the grantee did lately was shown', async () => {
    const world = worldWith(2);
    world.grants[0] = aGrant(1, { granteePrincipal: 'p' });
    const user = openConsole(world, `/keys/${id}/grants`);
    await user.click((await screen.findAllByRole('button', { name: 'Revoke Grant' }))[0] ?? document.body);
    const dialog = within(await screen.findByRole('dialog', { name: 'Revoke Grant' }));
    expect(await dialog.findByText('orders-service')).toBeVisible();
    expect(dialog.getByText(/What it granted to others is not affected/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText(`Grant ${aGrant(1).grantId} revoked successfully.`)).toBeVisible();
    expect(world.grants).toHaveLength(1);
  });

  it('KEY-17 a revocation shows only the use by that grantee', async () => {
    const world = worldWith(1);
    const address = `/keys/${id}/grants?dialog=revokeGrant&grant=`;
    openConsole(world, address + aGrant(1).grantId);
    expect(await screen.findByText('The grantee did not use the key in the last 30 days.')).toBeVisible();
    expect(screen.queryByText('orders-service')).toBeNull();
  });

  it('a link to a grant that is gone revokes nothing', async () => {
    openConsole(worldWith(1), `/keys/${id}/grants?dialog=revokeGrant&grant=${aGrant(9).grantId}`);
    expect(await screen.findByText('There is no such grant on the key any more.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'OK' })).toBeDisabled();
  });
});

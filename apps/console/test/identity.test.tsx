import { OperationError, type OperationId } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import {
  ALICE,
  CUSTOM,
  CUSTOM_TEXT,
  IdentityWorld,
  identityOperations,
  OPERATORS,
  READ_ONLY,
} from './support/identity-world.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

function open(address: string, permitted: readonly OperationId[] = identityOperations) {
  const user = openConsole(new World({ permitted }), address);
  const world = new IdentityWorld();
  world.play();
  return { user, world };
}

describe('IAM-09 Identity is shown to those who may', () => {
  it('not to a user without rights, who gets an explained refusal at its address', async () => {
    open('/identity/users', ['kms.searchKeys']);
    server.use(
      mockOperation('iam.searchUsers', () => {
        throw new OperationError('permissionDenied', {
          explanation: {
            action: 'iam:users:listUsers',
            reason: 'No policy allows it.',
            remedy: 'Attach Security Administrator.',
          },
        });
      }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('iam:users:listUsers');
    expect(alert).toHaveTextContent('Attach Security Administrator.');
    expect(screen.queryByRole('link', { name: 'Identity' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Create User' })).toBeNull();
  });

  it('offers a reader of users no other tab and no act', async () => {
    open('/identity', ['iam.searchUsers', 'iam.viewUser']);
    expect(await screen.findByRole('link', { name: 'alice' })).toBeVisible();
    expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual(['Users']);
    expect(screen.queryByRole('button', { name: /Create User|Delete user|Disable user/ })).toBeNull();
  });
});

describe('IAM-02 users', () => {
  it('are created; a taken name is told at the field, and the password is kept nowhere', async () => {
    const { user, world } = open('/identity/users?dialog=createUser');
    const dialog = within(await screen.findByRole('dialog', { name: 'Create User' }));
    await user.type(dialog.getByLabelText(/User name/), 'alice');
    await user.type(dialog.getByLabelText('Password'), 'Correct-Horse-9');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByText(/user name is already used/)).toBeVisible();
    await user.clear(dialog.getByLabelText(/User name/));
    await user.type(dialog.getByLabelText(/User name/), 'bob');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('User bob is created.')).toBeVisible();
    expect(await screen.findByRole('link', { name: 'bob' })).toBeVisible();
    expect(world.created[0]).toMatchObject({ name: 'bob', password: 'Correct-Horse-9' });
    const left = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href]);
    expect(left + document.documentElement.outerHTML).not.toContain('Correct-Horse-9');
  });

  it('are disabled after a question, and enabled without', async () => {
    const { user, world } = open('/identity/users');
    await user.click(await screen.findByRole('button', { name: 'Disable user alice' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('User alice is disabled.')).toBeVisible();
    expect(world.user(ALICE).enabled).toBe(false);
    await user.click(await screen.findByRole('button', { name: 'Enable user alice' }));
    await screen.findByText('User alice is enabled.');
    expect(world.user(ALICE).enabled).toBe(true);
  });

  it('are deleted only when the name was typed; a refusal stays in the dialog', async () => {
    const { user, world } = open(`/identity/users?dialog=deleteUser&user=${ALICE}`);
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete user alice' }));
    expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
    await user.type(dialog.getByLabelText('Name'), 'alice');
    server.use(
      mockOperation('iam.deleteUser', () => {
        throw new OperationError('lastAdministrator');
      }),
    );
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByText(/without an administrator/)).toBeVisible();
    world.play();
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    await screen.findByText('User alice is deleted.');
    expect(world.users.size).toBe(0);
  });

  it('get another password, and a group', async () => {
    const { user, world } = open(`/identity/users/${ALICE}`);
    await user.click(await screen.findByRole('button', { name: 'Reset Password' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText(/New password/), 'Other-Horse-10{Enter}');
    await screen.findByText('The password of alice is set.');
    expect(world.updates).toEqual([{ userId: ALICE, user: { password: 'Other-Horse-10' } }]);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Add to Group' }));
    const adding = within(await screen.findByRole('dialog', { name: 'Add to Group' }));
    await user.click(adding.getByRole('combobox', { name: 'User group' }));
    await user.click(await screen.findByRole('option', { name: 'operators' }));
    await user.click(adding.getByRole('button', { name: 'OK' }));
    expect(await screen.findByRole('link', { name: 'operators' })).toBeVisible();
  });
});

describe('IAM-02 accounts', () => {
  it('are listed and made with their administrator; a taken name is told at the field', async () => {
    const { user, world } = open('/identity/accounts');
    expect(await screen.findByRole('row', { name: /default/ })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Create Account' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Create Account' }));
    await user.type(dialog.getByLabelText(/Account name/), 'default');
    await user.type(dialog.getByLabelText(/^Administrator/), 'root');
    await user.type(dialog.getByLabelText(/Password of the administrator/), 'Correct-Horse-9');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByText(/account name is already used/)).toBeVisible();
    await user.type(dialog.getByLabelText(/Account name/), '-2');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Account default-2 is created.')).toBeVisible();
    expect(world.accounts).toEqual(['default', 'default-2']);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(document.documentElement.outerHTML).not.toContain('Correct-Horse-9');
  });

  it('are disabled once the impact is acknowledged, and enabled again; never the own one', async () => {
    const { user, world } = open('/identity/accounts');
    world.accounts.push('shop');
    const row = async () => within(await screen.findByRole('row', { name: /shop/ }));
    await user.click((await row()).getByRole('button', { name: 'Disable account shop' }));
    expect(screen.queryByRole('button', { name: 'Disable account default', hidden: true })).toBeNull();
    const dialog = within(await screen.findByRole('dialog', { name: 'Disable account shop' }));
    expect(dialog.getByText(/what is scheduled in it goes on/)).toBeVisible();
    expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
    await user.click(dialog.getByRole('checkbox', { name: /I understand the impact/ }));
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Account shop is disabled.')).toBeVisible();
    expect([...world.disabledAccounts]).toEqual(['shop']);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click((await row()).getByRole('button', { name: 'Enable account shop' }));
    const asked = within(await screen.findByRole('dialog', { name: 'Enable account shop' }));
    await user.click(asked.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('Account shop is enabled.')).toBeVisible();
    expect([...world.disabledAccounts]).toEqual([]);
  });

  it('offer to sign in again where disabling one asks for it', async () => {
    const { user, world } = open(`/identity/accounts?dialog=disableAccount&account=${'1'.repeat(32)}`);
    world.accounts.push('shop');
    server.use(
      mockOperation('iam.updateAccount', () => {
        throw new OperationError('confirmationRequired');
      }),
    );
    const dialog = within(await screen.findByRole('dialog', { name: 'Disable account shop' }));
    await user.click(dialog.getByRole('checkbox'));
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByRole('link', { name: 'Confirm that it is you' })).toBeVisible();
    expect([...world.disabledAccounts]).toEqual([]);
  });

  it('are offered to nobody who may not see them', async () => {
    open('/identity', ['iam.searchUsers', 'iam.createProject']);
    await screen.findByRole('link', { name: 'alice' });
    expect(screen.queryByRole('tab', { name: 'Accounts' })).toBeNull();
  });
});

describe('IAM-10 attaching a policy shows first what would have changed', () => {
  it('in all projects', async () => {
    const { user, world } = open(`/identity/groups/${OPERATORS}?dialog=attachPolicy`);
    const dialog = within(await screen.findByRole('dialog', { name: 'Attach Policy' }));
    await user.click(dialog.getByRole('combobox', { name: 'Policy' }));
    await user.click(await screen.findByRole('option', { name: 'KMS CMKReadOnlyAccess' }));
    expect(await dialog.findByText(/alice: disableKey orders/)).toBeVisible();
    expect(dialog.getByText('allowed → denied')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    await screen.findByText('KMS CMKReadOnlyAccess is attached to operators.');
    expect(world.attached).toEqual([{ policyId: READ_ONLY, groupId: OPERATORS }]);
    expect(world.replayed[0]).toMatchObject({ change: 'attach', policyId: READ_ONLY, groupId: OPERATORS });
  });

  it('to a user, and detached from it again', async () => {
    const { user, world } = open(`/identity/users/${ALICE}?dialog=attachPolicy`);
    const dialog = within(await screen.findByRole('dialog', { name: 'Attach Policy' }));
    await user.click(dialog.getByRole('combobox', { name: 'Policy' }));
    await user.click(await screen.findByRole('option', { name: 'KMS CMKReadOnlyAccess' }));
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    await screen.findByText('KMS CMKReadOnlyAccess is attached to alice.');
    expect(world.attached).toEqual([{ policyId: READ_ONLY, userId: ALICE }]);
    await user.click(await screen.findByRole('button', { name: 'Detach KMS CMKReadOnlyAccess' }));
    const asked = within(await screen.findByRole('dialog', { name: 'Detach KMS CMKReadOnlyAccess' }));
    expect(await asked.findByText(/alice: disableKey orders/)).toBeVisible();
    await user.click(asked.getByRole('button', { name: 'OK' }));
    await screen.findByText('KMS CMKReadOnlyAccess is detached from alice.');
    expect(world.user(ALICE).attachments).toEqual([]);
  });
});

describe('IAM-04 policies', () => {
  it('are written in the visual editor, which shows in JSON', async () => {
    const { user, world } = open('/identity/policies/new');
    await user.type(await screen.findByLabelText(/Policy name/), 'use-keys');
    await user.type(screen.getByRole('combobox', { name: 'Actions' }), 'kms:cmk:crypto{Enter}');
    await user.click(screen.getByRole('radio', { name: 'Specific' }));
    await user.type(screen.getByLabelText('Path'), 'key-1{Enter}');
    await user.click(screen.getByRole('tab', { name: 'JSON' }));
    const written = {
      Version: '1.1',
      Statement: [{ Effect: 'Allow', Action: ['kms:cmk:crypto'], Resource: ['kms:*:*:KeyId:key-1'] }],
    };
    expect(screen.getByLabelText('Policy in JSON')).toHaveValue(JSON.stringify(written, null, 2));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Policy use-keys is saved.');
    expect(JSON.parse(world.saved[0]?.document ?? '')).toEqual(written);
  });

  it('have their problems told with the line, which a click selects; nothing is saved', async () => {
    const { user, world } = open('/identity/policies/new?editor=json');
    const area = await screen.findByLabelText<HTMLTextAreaElement>('Policy in JSON');
    fireEvent.change(area, { target: { value: CUSTOM_TEXT.replace('kms:cmk:list', 'kms:cmk:nothing') } });
    await user.click(await screen.findByRole('button', { name: 'Line 4' }));
    expect(area).toHaveFocus();
    expect(area.value.slice(area.selectionStart, area.selectionEnd)).toContain('kms:cmk:nothing');
    await user.type(screen.getByLabelText(/Policy name/), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/The policy is not valid/)).toBeVisible();
    expect(world.saved).toEqual([]);
  });

  it('are replayed before they are saved (IAM-10)', async () => {
    const { user, world } = open(`/identity/policies/${CUSTOM}/edit?editor=json`);
    const area = await screen.findByLabelText('Policy in JSON');
    expect(screen.getByText('The policy is as it was saved.')).toBeVisible();
    const changed = CUSTOM_TEXT.replace('Allow', 'Deny');
    fireEvent.change(area, { target: { value: changed } });
    expect(await screen.findByText(/alice: disableKey orders/)).toBeVisible();
    expect(world.replayed).toMatchObject([{ change: 'update', policyId: CUSTOM, document: changed }]);
    expect(world.saved).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Policy list-keys is saved.');
    expect(world.saved).toMatchObject([{ document: changed }]);
  });

  it('of the system are read, and copied to new ones', async () => {
    open(`/identity/policies/${READ_ONLY}`);
    expect(await screen.findByRole('link', { name: 'Copy to New' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
  });

  it('are asked by the simulator, which names the statement', async () => {
    const { user } = open('/identity/simulator');
    server.use(
      mockOperation('iam.simulateAccess', ({ userId, action }) => ({
        allowed: false,
        explicitDeny: true,
        statement: { policyId: CUSTOM, policyName: 'list-keys', statement: 2 },
        reason: `${userId === ALICE ? 'alice' : '?'} may not ${action}.`,
        remedy: 'Detach it.',
      })),
    );
    await user.click(await screen.findByRole('combobox', { name: 'User' }));
    await user.click(await screen.findByRole('option', { name: 'alice' }));
    await user.type(screen.getByRole('combobox', { name: 'Action' }), 'kms:cmk:create');
    await user.click(screen.getByRole('button', { name: 'Simulate' }));
    const answer = await screen.findByRole('status', { name: 'Answer' });
    expect(answer).toHaveTextContent('Denied by a statement');
    expect(answer).toHaveTextContent('alice may not kms:cmk:create.');
    expect(within(answer).getByRole('link', { name: 'list-keys' })).toBeVisible();
    expect(answer).toHaveTextContent('Statement 2');
  });
});

describe('IAM-06, IAM-08 rules of the account', () => {
  it('are saved; a list that locks oneself out asks first, and limits that contradict are told', async () => {
    const { user } = open('/identity/access-control');
    const asked: unknown[] = [];
    const limit = { perSecond: 100, burst: 200 };
    server.use(
      mockOperation('iam.showAccessControl', () => ({ console: [], api: [], sourceIp: '198.51.100.7' })),
      mockOperation('iam.showFlowControl', () => ({ user: limit, account: limit, own: false })),
      mockOperation('iam.updateAccessControl', (input) => {
        if (!input.confirmLockout) throw new OperationError('ownAddressLockedOut');
        asked.push(input);
        return {};
      }),
      mockOperation('iam.updateFlowControl', (input) => {
        asked.push(input);
        return {};
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Add to Console' }));
    await user.type(screen.getByLabelText('Address or network'), '192.0.2.0/24');
    await user.click(screen.getByRole('button', { name: 'Save lists' }));
    await user.click(await screen.findByRole('checkbox', { name: 'I understand that I lock myself out' }));
    await user.click(screen.getByRole('button', { name: 'Save lists' }));
    await screen.findByText('The lists hold now.');
    expect(asked[0]).toMatchObject({ console: [{ network: '192.0.2.0/24' }], api: [] });
    await user.click(screen.getByRole('switch', { name: 'Limits of this account' }));
    const each = within(screen.getByRole('group', { name: 'Each user' }));
    await user.clear(each.getByLabelText('At once'));
    await user.type(each.getByLabelText('At once'), '5');
    expect(screen.getByRole('button', { name: 'Save limits' })).toBeDisabled();
    await user.type(each.getByLabelText('At once'), '00');
    await user.click(screen.getByRole('button', { name: 'Save limits' }));
    await screen.findByText('The limits hold now.');
    expect(asked[1]).toMatchObject({ limits: { user: { perSecond: 100, burst: 500 } } });
  });
});

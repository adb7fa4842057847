import { OperationError, type OperationOutput } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { USER_ID } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

type AccessKey = OperationOutput<'iam.listAccessKeys'>['credentials'][number];
const SECRET = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYab';
const ID = 'AKIAIOSFODNN7EXAMPLE';

function aKey(access: string, differences: Partial<AccessKey> = {}): AccessKey {
  const createTime = Date.UTC(2026, 10, 1);
  return { userId: USER_ID, access, status: 'active', createTime, description: '', ...differences };
}

function open(keys: AccessKey[], address = '/credentials') {
  const user = openConsole(new World(), address);
  server.use(
    mockOperation('console.listSessions', () => ({ sessions: [] })),
    mockOperation('iam.listAccessKeys', () => ({ credentials: keys })),
    mockOperation('iam.createAccessKey', ({ credential: { description = '' } }) => {
      const made = aKey(ID, { description });
      keys.push(made);
      return { credential: { ...made, secret: SECRET } };
    }),
    mockOperation('iam.updateAccessKey', ({ accessKey, credential: { status = 'active' } }) => {
      const at = keys.findIndex(({ access }) => access === accessKey);
      const changed = { ...aKey(accessKey), ...keys[at], status };
      keys[at] = changed;
      return { credential: changed };
    }),
    mockOperation('iam.deleteAccessKey', ({ accessKey }) => {
      keys.splice(
        keys.findIndex(({ access }) => access === accessKey),
        1,
      );
      return {};
    }),
  );
  return user;
}

afterEach(() => vi.restoreAllMocks());

describe('IAM-05 access keys', () => {
  it('are made with a secret that is shown once: masked, revealed on purpose, copied, saved as CSV', async () => {
    const user = open([]);
    await user.click(await screen.findByRole('button', { name: 'Create Access Key' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Description' }), 'backup{Enter}');
    expect(await dialog.findByText('The access key is created')).toBeVisible();
    expect(dialog.queryByText(SECRET)).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Show for 30 seconds' }));
    expect(dialog.getByText(SECRET)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Hide' }));
    expect(dialog.queryByText(SECRET)).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Copy secret access key' }));
    expect(await navigator.clipboard.readText()).toBe(SECRET);

    const saved: Blob[] = [];
    URL.createObjectURL = vi.fn((blob: Blob) => {
      saved.push(blob);
      return 'blob:test';
    });
    URL.revokeObjectURL = vi.fn();
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    await user.click(dialog.getByRole('button', { name: 'Download CSV' }));
    expect(await saved[0]?.text()).toBe(
      `"User Name","Access Key Id","Secret Access Key"\r\n"admin","${ID}","${SECRET}"\r\n`,
    );

    // Not left by accident.
    await user.keyboard('{Escape}');
    expect(dialog.getByRole('button', { name: 'Done' })).toBeDisabled();
    await user.click(dialog.getByRole('checkbox', { name: 'I have kept the secret access key' }));
    await user.click(dialog.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(await screen.findByText('backup')).toBeVisible();
    const kept = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href]);
    expect(kept + document.documentElement.outerHTML).not.toContain(SECRET);
  });

  it('are two at most', async () => {
    open([aKey('A'.repeat(20)), aKey('B'.repeat(20))], '/credentials?dialog=createAccessKey');
    expect(await screen.findByRole('table', { name: 'Access keys' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Create Access Key' })).toBeDisabled();
    expect(screen.getByLabelText('You have 2 access keys already. Delete one first.')).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('tell a refusal, and nothing is made', async () => {
    const user = open([], '/credentials?dialog=createAccessKey');
    server.use(
      mockOperation('iam.createAccessKey', () => {
        throw new OperationError('accessKeyQuotaExceeded');
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByRole('alert')).toHaveTextContent(/as many access keys as a user can have/);
  });

  it('are disabled after a question, and enabled without', async () => {
    const keys = [aKey(ID, { lastUseTime: Date.UTC(2026, 10, 21) })];
    const user = open(keys);
    await user.click(await screen.findByRole('button', { name: `Disable access key ${ID}` }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Disable Access Key' }));
    expect(dialog.getByText(/Nov 21, 2026|Nov 20, 2026/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText(`Access key ${ID} is disabled.`)).toBeVisible();
    expect(keys[0]?.status).toBe('inactive');
    await user.click(await screen.findByRole('button', { name: `Enable access key ${ID}` }));
    expect(await screen.findByText(`Access key ${ID} is enabled.`)).toBeVisible();
    expect(keys[0]?.status).toBe('active');
  });

  it('are deleted when their ID was typed', async () => {
    const keys = [aKey(ID)];
    const user = open(keys);
    await user.click(await screen.findByRole('button', { name: `Delete access key ${ID}` }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete Access Key' }));
    expect(dialog.getByText('Never')).toBeVisible();
    await user.type(dialog.getByRole('textbox', { name: 'Access key ID' }), ID.slice(1));
    expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
    await user.clear(dialog.getByRole('textbox', { name: 'Access key ID' }));
    await user.type(dialog.getByRole('textbox', { name: 'Access key ID' }), ID);
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('No access keys yet')).toBeVisible();
    expect(keys).toEqual([]);
  });
});

import { OperationError, type OperationOutput } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

type Approval = OperationOutput<'iam.listApprovals'>['approvals'][number];

const id = keyIdOf(1);
const keys = () => [aKey(1, { keyAlias: 'orders' })];

const approval = (differences: Partial<Approval> = {}): Approval => ({
  id: 'request-1',
  operationId: 'kms.scheduleKeyDeletion',
  request: '{"key_id":"k","pending_days":7}',
  resourceName: 'orders',
  resourceId: 'k',
  requesterName: 'alice',
  own: false,
  state: 'pending',
  approverName: null,
  createdAt: Date.UTC(2026, 10, 26),
  expiresAt: Date.UTC(2026, 10, 27),
  ...differences,
});

function openApprovals(approvals: Approval[]) {
  const calls: string[] = [];
  const user = openConsole(
    new World({ permitted: ['iam.showFourEyes', 'iam.updateFourEyes'] }),
    '/identity/approvals',
  );
  const decide = (state: 'approved' | 'rejected') => (input: { approvalId: string }) => {
    calls.push(`${state} ${input.approvalId}`);
    approvals.splice(0, approvals.length, approval({ state, approverName: 'admin' }));
    return { state };
  };
  server.use(
    mockOperation('iam.showFourEyes', () => ({ enabled: true })),
    mockOperation('iam.listApprovals', () => ({ approvals })),
    mockOperation('iam.approveRequest', decide('approved')),
    mockOperation('iam.rejectRequest', decide('rejected')),
  );
  return { user, calls };
}

describe('IAM-11 an irreversible act that asks for more', () => {
  const place = `/keys?dialog=scheduleDeletion&on=${id}`;

  async function refusedWith(errorName: 'confirmationRequired' | 'approvalRequired', days?: string) {
    const { code, message } = new OperationError(errorName);
    const user = openConsole(new World({ keys: keys() }), place);
    server.use(
      mockOperation('console.batch', () => ({
        results: [{ input: 0, ok: false, error: { code, message } }],
      })),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(await dialog.findByLabelText(/Type the alias|alias/i), 'orders');
    if (days !== undefined) {
      await user.clear(dialog.getByLabelText('Days until deletion'));
      await user.type(dialog.getByLabelText('Days until deletion'), days);
    }
    await user.click(dialog.getByRole('checkbox'));
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    return dialog;
  }

  it('offers to sign in again, and comes back to the same dialog', async () => {
    const dialog = await refusedWith('confirmationRequired');
    const link = await dialog.findByRole('link', { name: 'Confirm that it is you' });
    const url = new URL(link.getAttribute('href') ?? '', 'http://console.test');
    expect(url.pathname).toBe('/auth/login');
    expect(url.searchParams.get('confirm')).toBe('1');
    expect(url.searchParams.get('returnTo')).toBe(place);
  });

  it('comes back to the days that were chosen', async () => {
    const dialog = await refusedWith('confirmationRequired', '30');
    const link = await dialog.findByRole('link', { name: 'Confirm that it is you' });
    const url = new URL(link.getAttribute('href') ?? '', 'http://console.test');
    expect(url.searchParams.get('returnTo')).toBe(`${place}&days=30`);
  });

  it('begins with the days that the address names', async () => {
    openConsole(new World({ keys: keys() }), `${place}&days=30`);
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByLabelText('Days until deletion')).toHaveValue('30');
  });

  it('leads to the requests for approval', async () => {
    const dialog = await refusedWith('approvalRequired');
    const link = await dialog.findByRole('link', { name: 'Show the requests for approval' });
    expect(link).toHaveAttribute('href', '/identity/approvals');
  });
});

describe('IAM-11 requests for approval', () => {
  it('of others are approved or rejected', async () => {
    const { user, calls } = openApprovals([approval()]);
    expect(await screen.findByText('kms.scheduleKeyDeletion orders')).toBeVisible();
    expect(screen.getByText('alice')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Reject' })).toBeEnabled();
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    expect(await screen.findByText('The act is approved.')).toBeVisible();
    expect(await screen.findByText('Approved (admin)')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(calls).toEqual(['approved request-1']);
  });

  it('of one’s own are withdrawn, never approved', async () => {
    const { user, calls } = openApprovals([approval({ own: true, requesterName: 'admin' })]);
    await user.click(await screen.findByRole('button', { name: 'Withdraw' }));
    expect(await screen.findByText('The request is rejected.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(calls).toEqual(['rejected request-1']);
  });

  it('say so when there is none, and why four eyes cannot be turned off', async () => {
    const { user } = openApprovals([]);
    server.use(
      mockOperation('iam.updateFourEyes', () => {
        throw new OperationError('approvalRequired');
      }),
    );
    expect(await screen.findByText('Nothing waits for approval.')).toBeVisible();
    await user.click(await screen.findByRole('switch', { name: 'Irreversible acts need a second person' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('needs the approval of a second person');
  });
});

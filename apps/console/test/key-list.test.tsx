import { OperationError } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { rowOf } from './support/rows.ts';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

const threeKeys = [
  aKey(1, { keyAlias: 'orders', state: 'enabled' }),
  aKey(2, { keyAlias: 'backups', state: 'disabled' }),
  aKey(3, { keyAlias: 'old-reports', state: 'pendingDeletion', deletionAt: Date.UTC(2026, 11, 1) }),
];

describe('KEY-13 the faces of the key list', () => {
  it('shows alias, ID, state in words, algorithm, usage, and the quota', async () => {
    openConsole(new World({ keys: threeKeys }), '/keys');
    await screen.findByRole('link', { name: 'orders' });
    const row = within(rowOf('orders'));
    expect(row.getByText(keyIdOf(1))).toBeVisible();
    expect(row.getByText('Enabled')).toBeVisible();
    expect(row.getByText('AES_256')).toBeVisible();
    expect(row.getByText('ENCRYPT_DECRYPT')).toBeVisible();
    expect(within(rowOf('old-reports')).getByText('Pending deletion')).toBeVisible();
    expect(await screen.findByText('3 of 100 keys used.')).toBeVisible();
  });

  it('is busy with a skeleton while the keys are on their way', async () => {
    const answer = Promise.withResolvers<void>();
    openConsole(new World({ keys: threeKeys }), '/keys');
    server.use(
      mockOperation('kms.searchKeys', async () => {
        await answer.promise;
        return { items: threeKeys, nextCursor: null, count: { value: 3, capped: false } };
      }),
    );
    await screen.findByRole('heading', { name: 'Key Management' });
    expect(screen.getByRole('status', { name: 'Loading' })).toHaveAttribute('aria-busy', 'true');
    answer.resolve();
    await screen.findByRole('link', { name: 'orders' });
    expect(screen.queryByRole('status', { name: 'Loading' })).toBeNull();
  });

  it('says what keys are for and offers to create the first one where there is none', async () => {
    const user = openConsole(new World(), '/keys');
    const panel = (await screen.findByText('No keys yet')).closest<HTMLElement>('[role=status]');
    if (!panel) throw new Error('the empty list is no status');
    await user.click(within(panel).getByRole('button', { name: 'Create Key' }));
    expect(await screen.findByRole('dialog', { name: 'Create Key' })).toBeVisible();
  });

  it('offers to clear the filters where nothing matches', async () => {
    const user = openConsole(new World({ keys: threeKeys }), '/keys?q=nowhere');
    await user.click(await screen.findByRole('button', { name: 'Clear filters' }));
    await screen.findByRole('link', { name: 'orders' });
    expect(window.location.search).toBe('');
  });

  it('names the missing action, what decided, and the remedy where listing is refused', async () => {
    openConsole(new World({ keys: threeKeys }), '/keys');
    server.use(
      mockOperation('kms.searchKeys', () => {
        throw new OperationError('permissionDenied', {
          explanation: {
            action: 'kms:cmk:list',
            reason: 'No policy of user "viewer" allows it.',
            remedy: 'Attach the policy "KMS CMKReadOnlyAccess".',
          },
        });
      }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Action: kms:cmk:list');
    expect(alert).toHaveTextContent('No policy of user "viewer" allows it.');
    expect(alert).toHaveTextContent('Attach the policy "KMS CMKReadOnlyAccess".');
    expect(within(alert).queryByRole('button')).toBeNull();
  });

  it('quotes the request when the server fails, and tries again when asked', async () => {
    const user = openConsole(new World({ keys: threeKeys }), '/keys');
    let failing = true;
    server.use(
      mockOperation('kms.searchKeys', () => {
        if (failing) throw new OperationError('internal');
        return { items: threeKeys, nextCursor: null, count: { value: 3, capped: false } };
      }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('00000000-0000-4000-8000-000000000000');
    failing = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'orders' })).toBeVisible();
  });

  it('keeps the keys on screen when a refresh fails, and says so', async () => {
    const user = openConsole(new World({ keys: threeKeys }), '/keys');
    await screen.findByRole('link', { name: 'orders' });
    server.use(
      mockOperation('kms.searchKeys', () => {
        throw new OperationError('internal');
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('An internal error occurred.');
    expect(screen.getByRole('link', { name: 'orders' })).toBeVisible();
  });

  it('turns Create Key off for those who may not, and names the action', async () => {
    openConsole(new World({ keys: threeKeys, permitted: ['kms.searchKeys'] }), '/keys');
    const button = await screen.findByRole('button', { name: 'Create Key' });
    expect(button).toBeDisabled();
    expect(button.parentElement).toHaveAttribute('title', expect.stringContaining('kms:cmk:create'));
    await screen.findByRole('link', { name: 'orders' });
    expect(within(rowOf('orders')).queryByRole('button', { name: 'Disable' })).toBeNull();
  });
});

describe('KEY-13 the state of the key list lives in the URL', () => {
  it('asks for what a link says', async () => {
    const world = new World({ keys: threeKeys });
    openConsole(
      world,
      '/keys?status=disabled&status=enabled&algorithm=AES_256&q=o&tag=team%3Dpay&created=2026-01-01..2026-01-31&sort=alias&size=50',
    );
    await screen.findByRole('link', { name: 'orders' });
    expect(world.searches[0]).toMatchObject({
      q: 'o',
      state: ['disabled', 'enabled'],
      keySpec: ['AES_256'],
      tag: [{ key: 'team', value: 'pay' }],
      sort: 'alias',
      limit: 50,
    });
    const { createdFrom = 0, createdTo = 0 } = world.searches[0] ?? {};
    expect(createdTo - createdFrom).toBe(31 * 86_400_000 - 1);
    expect(screen.getByRole('button', { name: 'Status: Disabled' })).toBeVisible();
  });

  it('takes a typed property and value as a filter, and free text beside it', async () => {
    const user = openConsole(new World({ keys: threeKeys }), '/keys');
    const box = await screen.findByRole('combobox', { name: 'Search keys' });
    await user.type(box, 'status: dis{Enter}');
    await waitFor(() => expect(screen.queryByRole('link', { name: 'orders' })).toBeNull());
    expect(screen.getByRole('link', { name: 'backups' })).toBeVisible();
    await user.type(screen.getByRole('combobox', { name: 'Search keys' }), 'back{Enter}');
    await waitFor(() => expect(new URLSearchParams(window.location.search).get('q')).toBe('back'));
    expect(new URLSearchParams(window.location.search).getAll('status')).toEqual(['disabled']);
  });

  it('suggests values while typing', async () => {
    const user = openConsole(new World({ keys: threeKeys }), '/keys');
    await user.type(await screen.findByRole('combobox', { name: 'Search keys' }), 'pending');
    await user.click(await screen.findByRole('option', { name: 'Status: Pending deletion' }));
    await waitFor(() => expect(window.location.search).toBe('?status=pendingDeletion'));
  });

  it('goes to the next page, back to the one before, and starts anew when the order changes', async () => {
    const keys = Array.from({ length: 25 }, (_, index) => aKey(index + 1));
    const user = openConsole(new World({ keys }), '/keys?size=10');
    await screen.findByRole('link', { name: 'key-25' });
    expect(screen.getByRole('button', { name: 'Previous page' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByRole('link', { name: 'key-15' });
    expect(screen.getByText('Page 2')).toBeVisible();
    expect(new URLSearchParams(window.location.search).get('cursor')).toBe('10');
    await user.click(screen.getByRole('button', { name: 'Previous page' }));
    await screen.findByRole('link', { name: 'key-25' });
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByRole('link', { name: 'key-15' });
    await user.click(screen.getByRole('columnheader', { name: 'Alias/ID' }));
    await screen.findByRole('link', { name: 'key-1' });
    expect(new URLSearchParams(window.location.search).get('cursor')).toBeNull();
  });

  it('leads a colleague, who knows no page before, to the first one', async () => {
    const keys = Array.from({ length: 25 }, (_, index) => aKey(index + 1));
    const user = openConsole(new World({ keys }), '/keys?size=10&cursor=10&page=2');
    await screen.findByRole('link', { name: 'key-15' });
    expect(screen.getByRole('button', { name: 'Previous page' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'First page' }));
    expect(await screen.findByRole('link', { name: 'key-25' })).toBeVisible();
  });
});

describe('KEY-13 the columns of the key list', () => {
  it('are hidden and shown, remembered for this user, and hold nothing about keys', async () => {
    const user = openConsole(new World({ keys: threeKeys }), '/keys');
    await screen.findByRole('columnheader', { name: 'Origin' });
    await user.click(screen.getByRole('button', { name: 'Columns and sorting' }));
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Origin' }));
    await waitFor(() => expect(screen.queryByRole('columnheader', { name: 'Origin' })).toBeNull());
    const kept = Object.entries({ ...localStorage });
    expect(kept).toEqual([
      [
        `dewpoint.table.${'b'.repeat(32)}.keys`,
        '{"hiddenColumns":["enterpriseProject","origin"],"density":"comfortable"}',
      ],
    ]);
  });
});

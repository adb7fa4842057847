import { OperationError } from '@dewpoint/contract';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { TabWorld } from './support/tab-world.ts';

const id = keyIdOf(1);

describe('ROT-02 the versions of a key', () => {
  it('come in pages, the newest first', async () => {
    const user = openConsole(
      new TabWorld({ keys: [aKey(1, { currentVersion: 25 })] }),
      `/keys/${id}/versions`,
    );
    const versions = within(await screen.findByRole('table', { name: 'Versions' }));
    expect(versions.getAllByRole('row')).toHaveLength(21);
    await user.click(screen.getByRole('button', { name: 'Show older versions' }));
    await waitFor(() => expect(versions.getAllByRole('row')).toHaveLength(26));
    expect(versions.getAllByRole('row')[25]).toHaveTextContent(/^1Decrypts only/);
    expect(screen.queryByRole('button', { name: 'Show older versions' })).toBeNull();
  });

  it('are none before material was imported', async () => {
    const world = new TabWorld({
      keys: [aKey(1, { currentVersion: 0, origin: 'external', state: 'pendingImport' })],
    });
    openConsole(world, `/keys/${id}/versions`);
    expect(await screen.findByText('No version yet')).toBeVisible();
  });

  it('cannot be seen without permission, and the page names it', async () => {
    const world = new TabWorld({ keys: [aKey(1)] });
    world.refuse.set('versions', new OperationError('permissionDenied'));
    openConsole(world, `/keys/${id}/versions`);
    expect(await screen.findByRole('alert')).toHaveTextContent('You may not see this');
  });
});

import type { OperationInput, OperationOutput } from '@dewpoint/contract';
import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

type Thing = OperationOutput<'console.search'>['pinned'][number];

const key: Thing = { kind: 'key', id: keyIdOf(1), name: 'orders', description: 'Bills' };
const secret: Thing = { kind: 'secret', id: keyIdOf(7), name: 'orders/login', description: '' };
const user: Thing = { kind: 'user', id: 'a'.repeat(32), name: 'orders-clerk', description: '' };

let pins: Thing[];
let asked: string[];
let visits: OperationInput<'console.rememberVisit'>[];
beforeEach(() => {
  pins = [];
  asked = [];
  visits = [];
});

function open() {
  const world = new World({ keys: [aKey(1, { keyAlias: 'orders' })] });
  const typing = openConsole(world, '/keys');
  server.use(
    mockOperation('console.search', ({ q }) => {
      asked.push(q);
      return {
        found: q.startsWith('ord')
          ? [
              { ...key, in: 'name' as const, tag: null },
              { ...secret, in: 'tag' as const, tag: 'flow=orders' },
              { ...user, in: 'name' as const, tag: null },
            ]
          : [],
        pinned: pins,
        recent: [key, secret],
      };
    }),
    mockOperation('console.pin', () => {
      pins = [key];
      return {};
    }),
    mockOperation('console.unpin', () => {
      pins = [];
      return {};
    }),
    mockOperation('console.rememberVisit', (input) => {
      visits.push(input);
      return {};
    }),
  );
  return typing;
}

describe('OPS-07 the search over everything', () => {
  it('opens by keyboard, finds by kind, and leads to what is chosen', async () => {
    const typing = open();
    await screen.findByRole('link', { name: 'orders' });
    await typing.keyboard('{Control>}k{/Control}');
    const box = await screen.findByRole('combobox', { name: 'Search' });
    expect(box).toHaveFocus();
    await typing.type(box, 'orders');
    const secrets = await screen.findByRole('group', { name: 'Secrets' });
    expect(within(secrets).getByRole('option')).toHaveTextContent('orders/loginTag flow=orders');
    expect(within(screen.getByRole('group', { name: 'Keys' })).getByRole('option')).toHaveTextContent(
      'Bills',
    );
    await typing.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await waitFor(() => expect(window.location.pathname).toBe(`/identity/users/${user.id}`));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(visits).toEqual([{ kind: 'user', id: user.id }]);
  });

  it('asks once for what was typed, and nothing of it is in the address', async () => {
    const typing = open();
    await typing.click(await screen.findByRole('button', { name: 'Search everything' }));
    await typing.type(await screen.findByRole('combobox', { name: 'Search' }), 'nothing here');
    expect(await screen.findByText('Nothing that you may see matches.')).toBeVisible();
    expect(asked).toEqual(['', 'nothing here']);
    expect(window.location.href).not.toContain('nothing');
  });

  it('shows what was opened last, pins it and unpins it', async () => {
    const typing = open();
    await typing.click(await screen.findByRole('button', { name: 'Search everything' }));
    const recent = await screen.findByRole('group', { name: 'Opened last' });
    expect(
      within(recent)
        .getAllByRole('option')
        .map((option) => option.textContent),
    ).toEqual(['ordersKeys', 'orders/loginSecrets']);
    await typing.click(await screen.findByRole('button', { name: 'Pin orders' }));
    const pinned = await screen.findByRole('group', { name: 'Pinned' });
    expect(within(pinned).getByRole('option')).toHaveTextContent('orders');
    await typing.click(await screen.findByRole('button', { name: 'Unpin orders' }));
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Pinned' })).not.toBeInTheDocument());
  });

  it('is closed by Escape, the focus returns, and axe finds nothing', async () => {
    const typing = open();
    const button = await screen.findByRole('button', { name: 'Search everything' });
    await typing.click(button);
    await typing.type(await screen.findByRole('combobox', { name: 'Search' }), 'ord');
    await screen.findByRole('group', { name: 'Keys' });
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await typing.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(button).toHaveFocus();
  });
});

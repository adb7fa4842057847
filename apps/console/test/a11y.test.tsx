import { screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { World } from './support/world.ts';

const id = keyIdOf(1);
let world: World;
beforeEach(() => {
  world = new World({
    keys: [aKey(1, { keyAlias: 'orders' }), aKey(2, { keyAlias: 'old', state: 'disabled' })],
  });
});

/** Contrast is measured in a browser, where there are colours. */
async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return found.flatMap(({ id: rule, nodes }) => nodes.map(({ html }) => `${rule}: ${html.slice(0, 200)}`));
}

describe('WCAG 2.2: axe finds nothing', () => {
  it('in the key list, also with keys selected and suggestions open', async () => {
    const user = openConsole(world, '/keys');
    await screen.findByRole('link', { name: 'orders' });
    await user.click(screen.getAllByRole('checkbox', { name: 'Select key' })[0] ?? document.body);
    await screen.findByRole('region', { name: 'Selected keys' });
    await user.type(screen.getByRole('combobox', { name: 'Search keys' }), 'dis');
    await screen.findByRole('option', { name: 'Status: Disabled' });
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['the empty list', '/keys?q=nowhere', 'No key matches'],
    ['Create Key', '/keys?dialog=create', 'Cannot be changed later.'],
    ['the tool', `/keys/${id}/tool`, 'Execute'],
    ['the details of a key', `/keys/${id}/details`, 'Key ID'],
    ['the usage of a key', `/keys/${id}/usage`, 'orders-service'],
    ['scheduling a deletion', `/keys/${id}?dialog=scheduleDeletion&on=${id}`, 'orders-service'],
    ['Settings', '/settings', 'API reference (OpenAPI 3.1)'],
    ['an address that leads nowhere', '/nowhere', 'There is no such page'],
  ])('in %s', async (_name, address, words) => {
    openConsole(world, address);
    await screen.findByText(words);
    expect(await violations()).toEqual([]);
  });
});

describe('the keyboard', () => {
  it('passes the navigation by', async () => {
    const user = openConsole(world, '/settings');
    await screen.findByRole('heading', { name: 'Settings' });
    await user.tab();
    expect(screen.getByRole('link', { name: 'Skip to content' })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('main')).toHaveFocus();
  });

  it('lands on the title of the page that a link leads to', async () => {
    const user = openConsole(world, '/keys');
    await user.click(await screen.findByRole('link', { name: 'orders' }));
    expect(await screen.findByRole('heading', { name: 'orders' })).toHaveFocus();
  });

  it('acknowledges and disables', async () => {
    const user = openConsole(world, `/keys/${id}/details`);
    const button = await screen.findByRole('button', { name: 'Disable' });
    button.focus();
    await user.keyboard('{Enter}');
    const dialog = within(await screen.findByRole('dialog'));
    await dialog.findByText('orders-service');
    dialog.getByRole('checkbox').focus();
    await user.keyboard(' ');
    dialog.getByRole('button', { name: 'OK' }).focus();
    await user.keyboard('{Enter}');
    await screen.findByText('Key orders is disabled.');
    expect(world.key(id).state).toBe('disabled');
  });
});

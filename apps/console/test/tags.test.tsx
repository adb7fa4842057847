import { OperationError } from '@dewpoint/contract';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { TabWorld } from './support/tab-world.ts';

const id = keyIdOf(1);
const some = [
  { key: 'cost', value: '100' },
  { key: 'owner', value: '' },
];
const worldWith = (tags: { key: string; value: string }[], differences: Parameters<typeof aKey>[1] = {}) =>
  new TabWorld({ keys: [aKey(1, { keyAlias: 'orders', tags, ...differences })] });

describe('TAG-01 adding tags', () => {
  it('adds several at once; a row can be deleted before', async () => {
    const world = worldWith([]);
    const user = openConsole(world, `/keys/${id}/tags`);
    await user.click(await screen.findByRole('button', { name: 'Add Tag' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Add Tag' }));
    await user.type(dialog.getByRole('textbox', { name: 'Tag key' }), 'größe 大');
    await user.click(dialog.getByRole('button', { name: 'Add another tag' }));
    const second = within(dialog.getByRole('group', { name: 'Tag 2' }));
    expect(second.getByRole('textbox', { name: 'Tag key' })).toHaveFocus();
    await user.type(second.getByRole('textbox', { name: 'Tag key' }), 'mistake');
    await user.click(dialog.getByRole('button', { name: 'Add another tag' }));
    const third = within(dialog.getByRole('group', { name: 'Tag 3' }));
    await user.type(third.getByRole('textbox', { name: 'Tag key' }), 'cost');
    await user.type(third.getByRole('textbox', { name: 'Tag value' }), '100');
    await user.click(dialog.getByRole('button', { name: 'Delete row 2' }));
    expect(dialog.getByText('18 more tags can be added.')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('2 tags are added.')).toBeVisible();
    expect(world.key(id).tags).toEqual([
      { key: 'größe 大', value: '' },
      { key: 'cost', value: '100' },
    ]);
    expect(await screen.findByText(/2 of 20 tags/)).toBeVisible();
  });

  it('tells a broken rule at its field and sends nothing', async () => {
    const world = worldWith(some);
    const user = openConsole(world, `/keys/${id}/tags?dialog=addTags`);
    const dialog = within(await screen.findByRole('dialog'));
    const key = dialog.getByRole('textbox', { name: 'Tag key' });
    const ok = dialog.getByRole('button', { name: 'OK' });
    for (const [typed, words] of [
      ['a#b', /must be 1 to 128 letters, digits, spaces/],
      [' a', /must not start or end with a space/],
      ['cost', /is a tag already/],
    ] as const) {
      await user.clear(key);
      await user.type(key, typed);
      await user.click(ok);
      await waitFor(() => expect(key, typed).toHaveAccessibleDescription(words));
      expect(key).toHaveFocus();
    }
    await user.clear(key);
    await user.type(key, 'new');
    await user.click(dialog.getByRole('textbox', { name: 'Tag value' }));
    await user.paste('x'.repeat(256));
    await user.click(ok);
    expect(await dialog.findByText(/must be at most 255 letters/)).toBeVisible();
    expect(world.key(id).tags).toEqual(some);
  });

  it('refuses the same key twice', async () => {
    const user = openConsole(worldWith([]), `/keys/${id}/tags?dialog=addTags`);
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Tag key' }), 'cost');
    await user.click(dialog.getByRole('button', { name: 'Add another tag' }));
    const second = within(dialog.getByRole('group', { name: 'Tag 2' }));
    await user.type(second.getByRole('textbox', { name: 'Tag key' }), 'cost');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await dialog.findByText('Tag key is given twice.')).toBeVisible();
  });

  it('ends at 20', async () => {
    const full = Array.from({ length: 20 }, (_, index) => ({ key: `k${index}`, value: '' }));
    openConsole(worldWith(full), `/keys/${id}/tags`);
    expect(await screen.findByText(/20 of 20 tags/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Add Tag' })).toBeDisabled();
    expect(screen.getByLabelText('There can be at most 20 tags. Delete one first.')).toBeVisible();
  });

  it.each([
    [{ defaultService: 'obs' }, 'Tags cannot be added to default keys.'],
    [{ state: 'pendingDeletion' }, 'The key is pending deletion. Its tags cannot be changed.'],
  ] as const)('KEY-11 is off for %j', async (differences, why) => {
    openConsole(worldWith([], differences), `/keys/${id}/tags`);
    expect(await screen.findByText(why)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Add Tag' })).toBeDisabled();
  });
});

describe('TAG-01 changing and deleting tags', () => {
  it('edits the value; the key stays', async () => {
    const world = worldWith(some);
    const user = openConsole(world, `/keys/${id}/tags`);
    await user.click(await screen.findByRole('button', { name: 'Edit tag cost' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Edit Tag' }));
    expect(dialog.getByRole('textbox', { name: 'Tag key' })).toHaveAttribute('readonly');
    const value = dialog.getByRole('textbox', { name: 'Tag value' });
    await user.clear(value);
    await user.type(value, '#');
    expect(dialog.getByRole('button', { name: 'OK' })).toBeDisabled();
    await user.clear(value);
    await user.type(value, '200');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    expect(await screen.findByText('The value of tag cost is changed.')).toBeVisible();
    expect(world.key(id).tags).toContainEqual({ key: 'cost', value: '200' });
  });

  it('deletes one, and several at once', async () => {
    const world = worldWith([...some, { key: 'stage', value: 'test' }]);
    const user = openConsole(world, `/keys/${id}/tags`);
    await user.click(await screen.findByRole('button', { name: 'Delete tag stage' }));
    let dialog = within(await screen.findByRole('dialog', { name: 'Delete Tag' }));
    expect(dialog.getByRole('list', { name: 'Tags' })).toHaveTextContent('stage = test');
    await user.click(dialog.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByText('The tag is deleted.')).toBeVisible();
    expect(world.key(id).tags).toEqual(some);
    await user.click(await screen.findByRole('checkbox', { name: 'Select all tags' }));
    await user.click(screen.getByRole('button', { name: 'Delete 2 tags' }));
    dialog = within(await screen.findByRole('dialog', { name: 'Delete Tags' }));
    await user.click(dialog.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByText('No tags yet')).toBeVisible();
    expect(world.key(id).tags).toEqual([]);
  });
});

describe('TAG-01 tags of a new key', () => {
  async function createWithTag(world: TabWorld) {
    const user = openConsole(world, '/keys?dialog=create');
    const dialog = within(await screen.findByRole('dialog', { name: 'Create Key' }));
    await user.type(dialog.getByRole('textbox', { name: 'Alias' }), 'invoices');
    await user.click(dialog.getByRole('button', { name: 'Add tags' }));
    await user.type(dialog.getByRole('textbox', { name: 'Tag key' }), 'cost');
    await user.click(dialog.getByRole('button', { name: 'OK' }));
    return user;
  }
  const made = (world: TabWorld) => [...world.keys.values()].find(({ keyAlias }) => keyAlias === 'invoices');

  it('are added as soon as it is there', async () => {
    const world = worldWith([]);
    await createWithTag(world);
    expect(await screen.findByText('Key invoices is created.')).toBeVisible();
    expect(made(world)?.tags).toEqual([{ key: 'cost', value: '' }]);
  });

  it('may be refused: the key stays, and the message leads to its tags', async () => {
    const world = worldWith([]);
    world.refuse.set('tags', new OperationError('unavailable'));
    const user = await createWithTag(world);
    expect(await screen.findByText(/Key invoices is created, but without its tags/)).toBeVisible();
    // Until the dialog has left, everything behind it is hidden from roles.
    await user.click(await screen.findByRole('button', { name: 'Add them' }));
    await waitFor(() => expect(window.location.pathname).toBe(`/keys/${made(world)?.keyId}/tags`));
  });
});

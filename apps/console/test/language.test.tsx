import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { changeLanguage } from '../src/shared/i18n/i18n.ts';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { World } from './support/world.ts';

const world = () => new World({ keys: [aKey(1, { keyAlias: 'orders' })] });

afterEach(() => changeLanguage('en'));

describe('the language switch', () => {
  it('turns the console to Chinese, says so to the browser, and remembers it', async () => {
    const user = openConsole(world(), '/keys');
    await screen.findByRole('link', { name: 'orders' });
    await user.click(screen.getByRole('button', { name: 'Language' }));
    await user.click(await screen.findByRole('menuitemradio', { name: '简体中文' }));
    expect(await screen.findByRole('heading', { name: '密钥管理' })).toBeVisible();
    expect(screen.getByText('启用')).toBeVisible();
    expect(document.documentElement.lang).toBe('zh-CN');
    expect(localStorage.getItem('dewpoint.language')).toBe('zh');
  });

  it('turns it to French', async () => {
    const user = openConsole(world(), '/keys');
    await screen.findByRole('link', { name: 'orders' });
    await user.click(screen.getByRole('button', { name: 'Language' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Français' }));
    expect(await screen.findByRole('heading', { name: 'Gestion des clés' })).toBeVisible();
    expect(screen.getByText('Activée')).toBeVisible();
    expect(document.documentElement.lang).toBe('fr');
    expect(localStorage.getItem('dewpoint.language')).toBe('fr');
  });

  it('says broken rules and refusals of the server in Chinese too', async () => {
    await changeLanguage('zh');
    const user = openConsole(world(), '/keys?dialog=create');
    const alias = await screen.findByRole('textbox', { name: '别名' });
    await user.type(alias, 'no alias');
    await user.click(screen.getByRole('button', { name: '确定' }));
    expect(await screen.findByText('别名必须为 1 到 255 个字母、数字或 - _ : /。')).toBeVisible();
    await user.clear(alias);
    await user.type(alias, 'orders');
    await user.click(screen.getByRole('button', { name: '确定' }));
    expect(await screen.findByText('该别名已被其他密钥使用。请换一个别名。')).toBeVisible();
  });
});

describe('Settings', () => {
  it('shows times in the zone that was chosen, and leads to the API reference', async () => {
    const user = openConsole(world(), '/settings');
    expect(await screen.findByRole('link', { name: 'API reference (OpenAPI 3.1)' })).toHaveAttribute(
      'href',
      '/openapi.json',
    );
    await user.click(screen.getByRole('combobox', { name: 'Time zone' }));
    await user.clear(screen.getByRole('combobox', { name: 'Time zone' }));
    await user.type(screen.getByRole('combobox', { name: 'Time zone' }), 'Asia/Tokyo');
    await user.click(await screen.findByRole('option', { name: 'Asia/Tokyo' }));
    expect(screen.getByText(/\(Asia\/Tokyo\)/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Open navigation' }));
    await user.click(await screen.findByRole('link', { name: 'Key Management' }));
    await screen.findByRole('link', { name: 'orders' });
    // Created at 08:30 UTC on 11 January; Tokyo is nine hours ahead.
    expect(screen.getByText('2026-01-11 17:30')).toBeVisible();
    expect(localStorage.getItem('dewpoint.timeZone')).toBe('Asia/Tokyo');
  });

  it('remembers the theme', async () => {
    const user = openConsole(world(), `/keys/${keyIdOf(1)}/usage`);
    await user.click(await screen.findByRole('button', { name: 'Theme' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Dark' }));
    await waitFor(() => expect(localStorage.getItem('dewpoint.appearance')).toBe('dark'));
  });
});

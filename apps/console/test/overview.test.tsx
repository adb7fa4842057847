import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 3_600_000;

let world: World;
beforeEach(() => {
  world = new World({
    permitted: ['kms.keyQuota', 'csms.secretQuota', 'csms.secretOverview', 'cts.operationsPerHour'],
  });
});

function open(address: string) {
  const user = openConsole(world, address);
  server.use(
    mockOperation('kms.keyOverview', () => ({
      states: [
        { state: 'enabled', keys: 1234 },
        { state: 'disabled', keys: 2 },
        { state: 'pendingDeletion', keys: 1 },
        { state: 'pendingImport', keys: 0 },
      ],
      due: [
        { kind: 'deletion', keyId: keyIdOf(1), keyAlias: 'old', at: NOW },
        { kind: 'rotation', keyId: keyIdOf(2), keyAlias: 'orders', at: NOW + HOUR_MS },
      ],
      protection: { kind: 'hsm', detail: 'module' },
      tokens: [{ label: 'token-1', ok: false, detail: 'gone' }],
      healthy: true,
    })),
    mockOperation('kms.keyQuota', () => ({ used: 95, quota: 100 })),
    mockOperation('csms.secretQuota', () => ({
      secrets: { used: 50, quota: 200 },
      events: { used: 0, quota: 30 },
    })),
    mockOperation('csms.secretOverview', () => ({
      due: [{ kind: 'expiry', secretName: 'login', at: NOW + HOUR_MS / 2 }],
    })),
    mockOperation('cts.operationsPerHour', () => ({
      hours: Array.from({ length: 24 }, (_, at) => ({ start: NOW + at * HOUR_MS, operations: at * 10 })),
    })),
    mockOperation('cts.listUsage', () => ({
      from: '2026-11-01',
      to: '2026-11-02',
      days: [
        { day: '2026-11-01', apiRequests: 5, keys: 1, secrets: 0 },
        { day: '2026-11-02', apiRequests: 123456, keys: 2, secrets: 3 },
      ],
    })),
    mockOperation('cts.exportUsage', () => ({
      fileName: 'usage.csv',
      mediaType: 'text/csv; charset=utf-8',
      content: 'a\r\n',
    })),
  );
  return user;
}

/** The list that an element stands in. */
function list(element: HTMLElement): HTMLElement {
  const found = element.closest('ol');
  if (!found) throw new TypeError('the element is in no list');
  return found;
}

describe('Overview', () => {
  it('is the first page: keys by state, quota, health, operations and what is due', async () => {
    open('/');
    expect(await screen.findByRole('link', { name: '1,234' })).toHaveAttribute(
      'href',
      '/keys?status=enabled',
    );
    const quotaOf = (name: string) => screen.findByRole('progressbar', { name });
    expect(await quotaOf('Quota of keys')).toHaveAttribute('aria-valuenow', '95');
    expect(await quotaOf('Quota of secrets')).toHaveAttribute('aria-valuenow', '25');
    expect(screen.getByText('50 of 200 secrets')).toBeVisible();
    expect(screen.getByText('Does not answer · gone')).toBeVisible();
    const plot = await screen.findByRole('img', {
      name: '2,760 operations in 24 hours, at most 230 in an hour.',
    });
    expect(plot.querySelectorAll('rect')).toHaveLength(24);
    const due = await screen.findByRole('link', { name: 'login' });
    expect(due).toHaveAttribute('href', '/secrets/login');
    expect(
      within(list(due))
        .getAllByRole('link')
        .map((link) => link.textContent),
    ).toEqual(['old', 'login', 'orders']);
    expect(list(due)).toHaveTextContent(/Expiry of a version/);
    expect(screen.getByRole('link', { name: 'orders' })).toHaveAttribute('href', `/keys/${keyIdOf(2)}`);
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations).toEqual([]);
  });
});

describe('OPS-04 usage', () => {
  it('is listed by day, the latest first, and downloaded as CSV', async () => {
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    URL.createObjectURL = () => 'blob:';
    URL.revokeObjectURL = () => undefined;
    const user = open('/usage');
    await screen.findByText('123,456');
    const [, latest] = screen.getAllByRole('row');
    expect(latest).toHaveTextContent('2026-11-02123,45623');
    await user.click(screen.getByRole('button', { name: 'Download CSV' }));
    await waitFor(() => expect(clicked.mock.contexts[0]).toMatchObject({ download: 'usage.csv' }));
  });
});

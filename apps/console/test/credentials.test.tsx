import { mockOperation } from '@dewpoint/contract/testing';
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { PROJECT_ID, USER_ID } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

const session = { createdAt: Date.UTC(2026, 10, 22), lastSeenAt: Date.UTC(2026, 10, 22), current: false };
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe('My Credentials', () => {
  it('shows the IDs that the API asks for', async () => {
    const user = openConsole(new World(), '/credentials');
    server.use(mockOperation('console.listSessions', () => ({ sessions: [] })));
    expect(await screen.findByText(USER_ID)).toBeVisible();
    expect(screen.getByText(PROJECT_ID)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Copy ID of project local-1' }));
    expect(await navigator.clipboard.readText()).toBe(PROJECT_ID);
  });

  it('IAM-01 ends another session, and never the one in use', async () => {
    const user = openConsole(new World(), '/credentials');
    const live = new Map([
      ['mine', { ...session, handle: 'mine', sourceIp: '127.0.0.1', userAgent: '', current: true }],
      ['other', { ...session, handle: 'other', sourceIp: '192.0.2.7', userAgent: firefox }],
    ]);
    server.use(
      mockOperation('console.listSessions', () => ({ sessions: [...live.values()] })),
      mockOperation('console.endSession', ({ handle }) => {
        live.delete(handle);
        return {};
      }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'End session: Firefox 140, Linux, 192.0.2.7' }),
    );
    await waitFor(() => expect(screen.queryByText('Firefox 140, Linux')).toBeNull());
    expect([...live.keys()]).toEqual(['mine']);
    expect(screen.getByText('This browser')).toBeVisible();
    expect(screen.queryByRole('button', { name: /End session/ })).toBeNull();
  });
});

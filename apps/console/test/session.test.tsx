import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { browser } from '../src/app/session/browser.ts';
import { aKey, keyIdOf } from './support/keys.ts';
import { openConsole } from './support/render.tsx';
import { server } from './support/server.ts';
import { World } from './support/world.ts';

const world = () => new World({ keys: [aKey(1, { keyAlias: 'orders' })] });

afterEach(() => vi.restoreAllMocks());

describe('IAM-01 signing in', () => {
  it('sends who is not signed in to the sign-in page, and back to where they wanted to go', async () => {
    const replace = vi.spyOn(browser, 'replace').mockImplementation(() => {});
    const nobody = world();
    nobody.signedIn = false;
    openConsole(nobody, '/keys?status=enabled');
    await waitFor(() => expect(replace).toHaveBeenCalled());
    expect(replace).toHaveBeenLastCalledWith('/auth/login?returnTo=%2Fkeys%3Fstatus%3Denabled');
    expect(screen.queryByRole('heading')).toBeNull();
  });

  it('says so when the session cannot be asked for, and tries again', async () => {
    const user = openConsole(world(), '/keys');
    server.use(
      http.get('*/console/api/session', () => HttpResponse.text('<html>proxy</html>', { status: 502 })),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The console cannot start');
    server.resetHandlers();
    server.use(...world().handlers());
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'orders' })).toBeVisible();
  });
});

describe('IAM-01 the end of a session', () => {
  it('asks to sign in again over the page, loses nothing typed, and goes on afterwards', async () => {
    const some = world();
    const user = openConsole(some, `/keys/${keyIdOf(1)}/tool`);
    await user.type(await screen.findByRole('textbox', { name: 'Plaintext' }), 'half a thought');
    some.signedIn = false;
    await user.click(screen.getByRole('button', { name: 'Disable' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Your session has ended' });
    const link = within(dialog).getByRole('link', { name: 'Sign in again' });
    expect(link).toHaveAttribute('target', '_blank');
    expect(link).toHaveAttribute(
      'href',
      expect.stringMatching(`^/auth/login\\?returnTo=${encodeURIComponent(`/keys/${keyIdOf(1)}/tool`)}`),
    );
    some.signedIn = true;
    window.dispatchEvent(new Event('focus'));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(screen.getByDisplayValue('half a thought')).toBeInTheDocument();
  });

  it('is heard from the tool, whose calls are no queries', async () => {
    const some = world();
    const user = openConsole(some, `/keys/${keyIdOf(1)}/tool`);
    await user.type(await screen.findByRole('textbox', { name: 'Plaintext' }), 'x');
    server.use(
      http.post('*/tool/encrypt', () =>
        HttpResponse.json(
          { error_code: 'APIGW.0301', error_msg: 'You are not signed in.', request_id: 'r', error: {} },
          { status: 401 },
        ),
      ),
    );
    await user.click(screen.getByRole('button', { name: 'Execute' }));
    expect(await screen.findByRole('alertdialog', { name: 'Your session has ended' })).toBeVisible();
  });

  it('loads the page anew when somebody else signs in', async () => {
    const reload = vi.spyOn(browser, 'reload').mockImplementation(() => {});
    const some = world();
    const user = openConsole(some, '/keys');
    await screen.findByRole('link', { name: 'orders' });
    some.signedIn = false;
    await user.click(screen.getByRole('button', { name: 'Refresh' }));
    await screen.findByRole('alertdialog');
    some.signedIn = true;
    some.userId = 'c'.repeat(32);
    window.dispatchEvent(new Event('focus'));
    await waitFor(() => expect(reload).toHaveBeenCalled());
  });
});

describe('IAM-01 signing out', () => {
  it('ends the session with a call marked as the console’s own, and goes where the server says', async () => {
    const assign = vi.spyOn(browser, 'assign').mockImplementation(() => {});
    const user = openConsole(world(), '/keys');
    let header: string | null = null;
    server.use(
      http.post('*/auth/logout', ({ request }) => {
        header = request.headers.get('X-Dewpoint-Request');
        return HttpResponse.json({ location: '/oidc/session/end?x=1' });
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Account of admin' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    await waitFor(() => expect(assign).toHaveBeenCalledWith('/oidc/session/end?x=1'));
    expect(header).toBe('1');
  });

  it('says so when the session may still be alive', async () => {
    const user = openConsole(world(), '/keys');
    server.use(http.post('*/auth/logout', () => new HttpResponse(null, { status: 503 })));
    await user.click(await screen.findByRole('button', { name: 'Account of admin' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('HTTP 503');
  });
});

import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { startTranslations } from '../../src/shared/i18n/i18n.ts';
import { server } from './server.ts';

configure({
  asyncUtilTimeout: 30_000,
  // The message names what was looked for; the whole document would bury it.
  getElementError: (message) => new Error(message?.split('\n\n')[0] ?? 'not found'),
});

beforeAll(async () => {
  server.listen({ onUnhandledFrame: 'error' });
  await startTranslations();
});

beforeEach(() => {
  // jsdom lays nothing out: media queries answer as a desktop does.
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
});

afterEach(() => {
  cleanup();
  server.resetHandlers();
  localStorage.clear();
  sessionStorage.clear();
  window.history.replaceState(null, '', '/');
});

afterAll(() => server.close());

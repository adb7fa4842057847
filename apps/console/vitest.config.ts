import react from '@vitejs/plugin-react';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { consoleSurface } from './build/console-surface.ts';

const SOURCE_CONDITION = 'dewpoint-source';

export default defineConfig({
  plugins: [react(), consoleSurface()],
  resolve: { conditions: [SOURCE_CONDITION, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [SOURCE_CONDITION, ...defaultServerConditions] } },
  test: {
    name: 'console',
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://console.test/' } },
    setupFiles: ['test/support/realm.ts', 'test/support/setup.ts'],
    // A screen draws slowly on a busy machine.
    testTimeout: 90_000,
    restoreMocks: true,
  },
});

import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { consoleSurface } from './build/console-surface.ts';
import { scriptBudget } from './build/script-budget.ts';

/** What the server answers; everything else is a page of the console. */
const SERVER_PATHS = [
  '/console/api',
  '/oidc',
  '/auth',
  '/v1.0',
  '/v1',
  '/v3',
  '/openapi.json',
  '/healthz',
  '/readyz',
  '/metrics',
];
const upstream = process.env.DEV_UPSTREAM ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [
    react(),
    consoleSurface(),
    scriptBudget({ modules: ['/src/main.tsx', '/features/keys/list/key-list-page.tsx'], maxBytes: 200_000 }),
  ],
  // The server replaces this literal with a fresh nonce in every answer; styles and scripts of the page carry it.
  html: { cspNonce: '__CSP_NONCE__' },
  // Our own packages are bundled from their sources.
  resolve: { conditions: ['dewpoint-source', ...defaultClientConditions] },
  build: {
    target: 'es2024',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    // What every page needs is one script: compressed together it is smaller by 17 KB than in its 65 parts, and one request.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, { target: upstream, xfwd: true }])),
  },
});

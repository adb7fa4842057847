import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // Our own packages are bundled from their sources.
  resolve: { conditions: ['dewpoint-source', ...defaultClientConditions] },
  build: { target: 'es2024', modulePreload: { polyfill: false }, chunkSizeWarningLimit: 900 },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/console/api', '/auth', '/oidc', '/openapi.json'].map((path) => [path, 'http://127.0.0.1:8080']),
    ),
  },
});

import { defineConfig } from 'vitest/config';

/** RSA-4096 keys and thousands of published vectors take longer than Vitest's five seconds when other tests run beside them. */
export default defineConfig({
  resolve: { conditions: ['dewpoint-source'] },
  ssr: { resolve: { conditions: ['dewpoint-source'] } },
  test: {
    name: 'crypto-core',
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

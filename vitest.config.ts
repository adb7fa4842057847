import { existsSync } from 'node:fs';
import { defaultServerConditions } from 'vite';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

/** The packages that run in Node; the console brings a configuration of its own for jsdom. */
const NODE_PACKAGES = ['packages/contract', 'packages/crypto-core', 'packages/engine', 'apps/bff'];
const CONSOLE_CONFIG = 'apps/console/vitest.config.ts';
const LONG_TESTS = '**/*.long.test.ts';

/** Our packages resolve to their sources; `dist` is what production runs. */
const SOURCE_CONDITION = 'dewpoint-source';
const fromSource = {
  resolve: { conditions: [SOURCE_CONDITION, ...defaultServerConditions] },
  ssr: { resolve: { conditions: [SOURCE_CONDITION, ...defaultServerConditions] } },
};

function nodeProject(name: string, include: string[], exclude: string[]): TestProjectConfiguration {
  return {
    ...fromSource,
    test: {
      name,
      include,
      exclude: ['**/node_modules/**', '**/dist/**', ...exclude],
      environment: 'node',
      pool: 'forks',
      // What a test starts with child_process.fork inherits this and so runs from source as well.
      execArgv: [`--conditions=${SOURCE_CONDITION}`],
      // Only a test that hangs is ended: a busy machine must not turn into a failure.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      unstubEnvs: true,
      restoreMocks: true,
    },
  };
}

const everyRun = [
  ...NODE_PACKAGES.map((folder) =>
    nodeProject(folder.slice(folder.indexOf('/') + 1), [`${folder}/test/**/*.test.ts`], [LONG_TESTS]),
  ),
  nodeProject('scripts', ['scripts/test/**/*.test.mjs'], []),
  ...(existsSync(CONSOLE_CONFIG) ? [CONSOLE_CONFIG] : []),
];

const long = nodeProject(
  'long',
  NODE_PACKAGES.map((folder) => `${folder}/test/${LONG_TESTS}`),
  [],
);

export default defineConfig({
  test: {
    // Crash loops and soaks take minutes: `pnpm test:long` runs them and nothing else.
    projects: process.env.DEWPOINT_LONG === '1' ? [long] : everyRun,
  },
});

import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const CHROMIUM_PATHS = [
  process.env.DEWPOINT_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A browser that talks to the product and to nobody else. */
const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const LONG_SPECS = /\.long\.spec\.ts$/;
const long = process.env.DEWPOINT_LONG === '1';
const minutes = (count: number) => count * 60_000;

function chromium(): string {
  const path = CHROMIUM_PATHS.find((candidate) => candidate !== undefined && existsSync(candidate));
  if (path === undefined) {
    throw new Error(
      'No Chromium found. Install it (Debian: apt-get install chromium) or name its program in DEWPOINT_CHROMIUM.',
    );
  }
  return path;
}

export default defineConfig({
  testDir: 'specs',
  outputDir: '../test-results',
  // Each worker has a product of its own; two are what two cores carry.
  workers: long ? 1 : 2,
  retries: 0,
  forbidOnly: process.env.CI === 'true',
  timeout: long ? minutes(30) : minutes(1),
  globalTimeout: long ? minutes(110) : minutes(35),
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '../.cache/reports/playwright.json' }]],
  use: {
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: chromium(), args: CHROMIUM_ARGUMENTS },
  },
  // Specs named *.long.spec.ts run with `pnpm test:long`, and then nothing else does.
  projects: long ? [{ name: 'long', testMatch: LONG_SPECS }] : [{ name: 'chromium', testIgnore: LONG_SPECS }],
});

// `pnpm dev`: the server from its sources, started anew at every change, and the console through Vite's development
// server, which passes everything but the console on to the server. Open the address that Vite prints.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './lib/install.mjs';
import { CommandError, runVisibly } from './lib/run.mjs';
import { NODE, ROOT, tool, toolEnvironment } from './lib/workspace.mjs';

const CONSOLE_PORT = '5173';
const SERVER_ENTRY = 'apps/bff/src/main.ts';

async function server() {
  const code = await runVisibly(NODE, ['--watch', '--conditions=dewpoint-source', SERVER_ENTRY], {
    // The browser is at Vite's address, so sign-in has to come back there.
    env: { DEWPOINT_PUBLIC_URL: `http://localhost:${CONSOLE_PORT}`, ...toolEnvironment() },
  });
  throw new CommandError(`the server ended with code ${code}`);
}

async function consoleServer() {
  const upstream = `http://127.0.0.1:${process.env.DEWPOINT_PORT ?? '8080'}`;
  const code = await runVisibly(tool('apps/console', 'vite'), ['--port', CONSOLE_PORT, '--strictPort'], {
    cwd: join(ROOT, 'apps/console'),
    env: { ...toolEnvironment(), DEV_UPSTREAM: upstream },
  });
  throw new CommandError(`the development server of the console ended with code ${code}`);
}

try {
  await ensureInstalled((message) => console.error(message));
  for (const path of [SERVER_ENTRY, 'apps/console/package.json']) {
    if (!existsSync(join(ROOT, path))) throw new CommandError(`${path} is missing`);
  }
  await Promise.race([server(), consoleServer()]);
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  console.error(error.message);
  // The other one runs still: ending ourselves ends it.
  process.kill(process.pid, 'SIGTERM');
}

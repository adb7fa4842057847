// `pnpm check`: format, lint, import rules, types; every failing one is named at the end.
import { runChecks } from './lib/checks.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { CommandError } from './lib/run.mjs';

try {
  await ensureInstalled((message) => console.error(message));
  const { failed } = await runChecks();
  if (failed.length > 0) {
    console.error(
      `Failed: ${failed.join(', ')}. \`pnpm exec biome check --write .\` mends format and import order.`,
    );
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

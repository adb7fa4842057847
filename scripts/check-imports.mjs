// The import rules step of `pnpm check`. Needs the workspace installed and Node.js 24.
import { forbiddenImports } from './lib/import-scan.mjs';
import { ROOT } from './lib/workspace.mjs';

const refusals = forbiddenImports(ROOT);
for (const { file, line, specifier, reason } of refusals) {
  console.error(`${file}:${line} imports '${specifier}': ${reason}`);
}
if (refusals.length > 0) {
  console.error(
    `${refusals.length} forbidden ${refusals.length === 1 ? 'import' : 'imports'}; the rules: docs/architecture.md`,
  );
  process.exitCode = 1;
}

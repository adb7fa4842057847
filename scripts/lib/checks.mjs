import { runVisibly } from './run.mjs';
import { NODE, tool } from './workspace.mjs';

/** @typedef {{ name: string, command: string, args: readonly string[] }} Check */

/**
 * What `pnpm check` looks at, cheapest first.
 *
 * @returns {Check[]}
 */
export function checks() {
  const biome = tool('.', 'biome');
  return [
    { name: 'format', command: biome, args: ['format', '.'] },
    {
      name: 'lint',
      command: biome,
      args: ['check', '--formatter-enabled=false', '--error-on-warnings', '.'],
    },
    { name: 'import rules', command: NODE, args: ['scripts/check-imports.mjs'] },
    { name: 'types', command: tool('.', 'tsc'), args: ['-b'] },
  ];
}

/**
 * Runs every check, also after one failed, so that one run tells all that is to mend.
 *
 * @returns {Promise<{ passed: number, failed: string[] }>} `failed` holds the names
 */
export async function runChecks() {
  const all = checks();
  const failed = [];
  for (const { name, command, args } of all) {
    const code = await runVisibly(command, args);
    console.log(`check ${name}: ${code === 0 ? 'passed' : 'FAILED'}`);
    if (code !== 0) failed.push(name);
  }
  return { passed: all.length - failed.length, failed };
}

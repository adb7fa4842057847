import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

export interface ScriptBudget {
  /** Modules whose scripts are needed before the page can be used, by the end of their path. */
  readonly modules: readonly string[];
  /** Of all their scripts together, gzipped, in bytes. */
  readonly maxBytes: number;
}

interface Script {
  readonly code: string;
  readonly imports: readonly string[];
  readonly moduleIds: readonly string[];
}

/** Fails the build when the scripts of a page have grown over their budget. */
export function scriptBudget({ modules, maxBytes }: ScriptBudget): Plugin {
  return {
    name: 'dewpoint:script-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const scripts = new Map<string, Script>();
      for (const output of Object.values(bundle))
        if (output.type === 'chunk') scripts.set(output.fileName, output);
      const needed = closure(scripts, modules);
      const sizes = [...needed].map(
        (name) => [name, gzipSync(scripts.get(name)?.code ?? '').length] as const,
      );
      const total = sizes.reduce((sum, [, size]) => sum + size, 0);
      const told = `${kilobytes(total)} of ${kilobytes(maxBytes)} KB gzipped script before the grid`;
      if (total <= maxBytes) return this.info(told);
      const largest = sizes.toSorted(([, a], [, b]) => b - a).slice(0, 12);
      this.error(`${told}:\n${largest.map(([name, size]) => `  ${kilobytes(size)} KB ${name}`).join('\n')}`);
    },
  };
}

/** File names of the scripts of the modules and of all that they import at once. */
function closure(scripts: ReadonlyMap<string, Script>, modules: readonly string[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const add = (name: string): void => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const imported of scripts.get(name)?.imports ?? []) add(imported);
  };
  for (const module of modules) {
    const found = [...scripts].find(([, { moduleIds }]) => moduleIds.some((id) => id.endsWith(module)));
    if (!found) throw new Error(`no script holds ${module}: is the budget in vite.config.ts up to date?`);
    add(found[0]);
  }
  return needed;
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);

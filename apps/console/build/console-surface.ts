import { join } from 'node:path';
import { defaultServerConditions, type Plugin, runnerImport } from 'vite';

const NAME = 'virtual:console-surface';
const RESOLVED = `\0${NAME}`;
const CATALOGUE = join(import.meta.dirname, '../../../packages/contract/src/catalogue.ts');

interface Offered {
  readonly id: string;
  readonly scope: string;
  readonly console: { readonly method: string; readonly path: string };
}

interface Catalogue {
  readonly operations: Readonly<Record<string, Omit<Offered, 'console'> & Partial<Offered>>>;
}

/**
 * Draws from the contract's catalogue where the console surface offers its operations, so that the first script holds methods and paths
 * but no schemas.
 */
export function consoleSurface(): Plugin {
  return {
    name: 'dewpoint:console-surface',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      this.addWatchFile(CATALOGUE);
      const { module } = await runnerImport<Catalogue>(CATALOGUE, {
        configFile: false,
        logLevel: 'error',
        resolve: { conditions: ['dewpoint-source', ...defaultServerConditions] },
      });
      const offered = Object.values(module.operations).filter(
        (operation): operation is Offered => operation.console !== undefined,
      );
      // Rows without the names of their fields: the first script pays for every byte.
      const rows = offered.map(({ id, scope, console: { method, path, ...rest } }) => [
        id,
        scope,
        method,
        path,
        ...(Object.keys(rest).length > 0 ? [rest] : []),
      ]);
      return [
        `const rows = ${JSON.stringify(rows)};`,
        'const placed = ([id, scope, method, path, rest]) => [id, { id, scope, console: { method, path, ...rest } }];',
        'export const consoleSurface = Object.fromEntries(rows.map(placed));',
      ].join('\n');
    },
  };
}

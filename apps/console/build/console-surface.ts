import { join } from 'node:path';
import { defaultServerConditions, type Plugin, runnerImport } from 'vite';

const NAME = 'virtual:console-surface';
const RESOLVED = `\0${NAME}`;
const CATALOGUE = join(import.meta.dirname, '../../../packages/contract/src/catalogue.ts');

interface Catalogue {
  readonly operations: Readonly<Record<string, { id: string; scope: string; console?: object }>>;
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
      const offered = Object.values(module.operations).filter((operation) => operation.console !== undefined);
      const places = offered.map(({ id, scope, console }) => [id, { id, scope, console }]);
      return `export const consoleSurface = ${JSON.stringify(Object.fromEntries(places))};`;
    },
  };
}

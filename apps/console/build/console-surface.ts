import { join } from 'node:path';
import { defaultServerConditions, type Plugin, runnerImport } from 'vite';

const NAME = 'virtual:console-surface';
const RESOLVED = `\0${NAME}`;
const CATALOGUE = join(import.meta.dirname, '../../../packages/contract/src/catalogue.ts');

interface Binding {
  readonly method: string;
  readonly path: string;
  readonly bodyOnDelete?: boolean;
  readonly queryFields?: readonly string[];
}

interface Catalogue {
  readonly operations: Readonly<Record<string, { id: string; scope: string; console?: Binding }>>;
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
      return `const places = ${JSON.stringify(offered.map(placeOf))};
export const consoleSurface = Object.fromEntries(places.map(([id, scope, method, path, more]) =>
  [id, { id, scope, console: { method, path, ...more } }]));`;
    },
  };
}

/** Only what a caller needs, in a row: every word less is one less in the first script. */
function placeOf({ id, scope, console }: Catalogue['operations'][string]) {
  if (!console) throw new TypeError(`${id} is not offered on the console surface`);
  const { method, path, bodyOnDelete, queryFields } = console;
  const more = { bodyOnDelete, queryFields };
  return bodyOnDelete || queryFields ? [id, scope, method, path, more] : [id, scope, method, path];
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Both `src` and `dist` lie one level below the package. */
const packageFolder = join(import.meta.dirname, '..');

const manifest: { version: string } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));

export const version = manifest.version;

/** Where the build of the console lies. */
export const consoleFolder = join(packageFolder, '..', 'console', 'dist');

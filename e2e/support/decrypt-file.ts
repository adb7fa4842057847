import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Api } from './api.ts';
import type { Product } from './product.ts';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const NODE = join(REPOSITORY, 'node_modules', '.bin', 'node');
const COMMAND = join(REPOSITORY, 'apps', 'bff', 'dist', 'cli', 'main.js');

/** Runs `dewpoint decrypt-file`, as a user of the built product would. Rejects with what it printed when it fails. */
export async function decryptFile(product: Product, api: Api, file: string, output: string): Promise<void> {
  await promisify(execFile)(
    NODE,
    [COMMAND, 'decrypt-file', file, '--output', output, '--server', product.baseURL],
    { env: { PATH: process.env.PATH ?? '', OS_TOKEN: api.token } },
  );
}

import { readFileSync } from 'node:fs';

const folder = new URL('../../../crypto-core/test/vectors/import/', import.meta.url);

/** A file of the worked examples of key import, which lie with crypto-core. */
export function readCommittedBytes(name: string): Buffer {
  return readFileSync(new URL(name, folder));
}

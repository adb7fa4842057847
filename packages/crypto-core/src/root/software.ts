import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { RootUnavailableError } from '../errors.ts';
import { createOwnerOnlyFile, readOwnerOnlyFile, replaceOwnerOnlyFile } from './durable-file.ts';
import {
  encodeSealed,
  encodeUnsealed,
  type KeyFile,
  MAX_KEY_FILE_LENGTH_IN_BYTES,
  parseKeyFile,
  unseal,
} from './key-file.ts';
import { MemoryRoot, ROOT_KEY_LENGTH_IN_BYTES } from './memory-root.ts';
import type { RootOfTrust } from './root-of-trust.ts';

export interface SoftwareRootOptions {
  /** Path of the root key file (format: key-file.ts). */
  readonly file: string;
  /** Seals the file. Without it the file is protected by its mode only, and `describe().sealed` is false. */
  readonly passphrase?: string;
  /** Whether a missing file may be created; false once the store holds keys, which a new root key could not open. */
  readonly mayCreate: boolean;
}

/**
 * Opens the root key file, or creates it at the first start. A file in clear is sealed in its place when a passphrase is
 * given for the first time.
 *
 * @throws RootUnavailableError when the file is missing, damaged, open to others, or does not open with the passphrase
 * @throws TypeError for an empty path or passphrase
 */
export async function openSoftwareRoot(options: SoftwareRootOptions): Promise<RootOfTrust> {
  const { file: path, passphrase } = options;
  if (path === '') {
    throw new TypeError('file: want the path of the root key file, got an empty text');
  }
  if (passphrase === '') {
    throw new TypeError('passphrase: must not be empty; leave it out to protect the file by its mode only');
  }
  const stored = await readKeyFile(path);
  const rootKey =
    stored === undefined ? await createRootKey(options) : await loadRootKey(stored, path, passphrase);
  const sealed = passphrase !== undefined;
  return new MemoryRoot(rootKey, {
    kind: 'software',
    sealed,
    label: 'Software root key',
    // Screens show this to every user of the console, so it does not tell where on the machine the file lies.
    detail: sealed
      ? `AES-256 key in ${basename(path)}, sealed with a passphrase (scrypt, AES-256-GCM)`
      : `AES-256 key in ${basename(path)}, not sealed: whoever reads this file or a copy of it can read every key`,
  });
}

async function readKeyFile(path: string): Promise<KeyFile | undefined> {
  const text = await readOwnerOnlyFile(path, MAX_KEY_FILE_LENGTH_IN_BYTES);
  return text === undefined ? undefined : parseKeyFile(text, path);
}

async function createRootKey(options: SoftwareRootOptions): Promise<Buffer> {
  const { file: path, passphrase, mayCreate } = options;
  if (!mayCreate) {
    throw new RootUnavailableError(
      `the root key file ${path} is missing, and a new root key could not open what is stored; restore the file from a backup`,
    );
  }
  const rootKey = randomBytes(ROOT_KEY_LENGTH_IN_BYTES);
  const text = passphrase === undefined ? encodeUnsealed(rootKey) : await encodeSealed(rootKey, passphrase);
  if (await createOwnerOnlyFile(path, text)) {
    return rootKey;
  }
  rootKey.fill(0);
  const winner = await readKeyFile(path);
  if (winner === undefined) {
    throw new RootUnavailableError(
      `the root key file ${path} was created and removed by another program during the start; start again`,
    );
  }
  return loadRootKey(winner, path, passphrase);
}

async function loadRootKey(stored: KeyFile, path: string, passphrase: string | undefined): Promise<Buffer> {
  if (stored.sealed) {
    if (passphrase === undefined) {
      throw new RootUnavailableError(
        `the root key file ${path} is sealed, and no passphrase was given; give the passphrase it was sealed with`,
      );
    }
    return unseal(stored, passphrase, path);
  }
  if (passphrase !== undefined) {
    await replaceOwnerOnlyFile(path, await encodeSealed(stored.key, passphrase));
  }
  return stored.key;
}

import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { RootUnavailableError } from '../errors.ts';

const OWNER_ONLY = 0o600;
const GROUP_OR_OTHERS = 0o077;

/** The code of a Node system error such as ENOENT. */
function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * Reads a file that nobody but its owner may read.
 *
 * @returns undefined when there is no such file
 * @throws RootUnavailableError when it cannot be read, is no plain file, is open to others or is longer than `maxLengthInBytes`
 */
export async function readOwnerOnlyFile(path: string, maxLengthInBytes: number): Promise<string | undefined> {
  // NONBLOCK: a FIFO in this place must give an error, not hang the start.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw new RootUnavailableError(
      `the root key file ${path} cannot be opened (${systemErrorCode(error)}); let the user that runs this program read it`,
    );
  });
  if (file === undefined) {
    return undefined;
  }
  try {
    const status = await file.stat();
    if (!status.isFile()) {
      throw new RootUnavailableError(`the root key file ${path} is not a plain file`);
    }
    if (process.platform !== 'win32' && (status.mode & GROUP_OR_OTHERS) !== 0) {
      const mode = (status.mode & 0o777).toString(8).padStart(4, '0');
      throw new RootUnavailableError(
        `the root key file ${path} has mode ${mode}, so others than its owner can reach it; run: chmod 600 ${path}`,
      );
    }
    if (status.size > maxLengthInBytes) {
      throw new RootUnavailableError(
        `the root key file ${path} is longer than ${maxLengthInBytes} bytes, so it is not a root key file`,
      );
    }
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

/**
 * Writes a new file, durable before the promise resolves. Of two processes that create the same file one wins, and
 * neither ever sees half of it: the text is complete under another name before `link` gives it this one.
 *
 * @returns false, with nothing written, when the file exists already
 * @throws RootUnavailableError
 */
export async function createOwnerOnlyFile(path: string, text: string): Promise<boolean> {
  return publish(path, text, async (temporary) => {
    try {
      await link(temporary, path);
      return true;
    } catch (error) {
      if (systemErrorCode(error) === 'EEXIST') {
        return false;
      }
      throw error;
    } finally {
      await unlink(temporary);
    }
  });
}

/**
 * Puts a text in the place of a file in one step, durable before the promise resolves.
 *
 * @throws RootUnavailableError
 */
export async function replaceOwnerOnlyFile(path: string, text: string): Promise<void> {
  await publish(path, text, async (temporary) => {
    await rename(temporary, path);
    return true;
  });
}

async function publish(
  path: string,
  text: string,
  giveName: (temporary: string) => Promise<boolean>,
): Promise<boolean> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await createFolder(dirname(path));
    const file = await open(temporary, 'wx', OWNER_ONLY);
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    const published = await giveName(temporary);
    await syncFolder(dirname(path));
    return published;
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw new RootUnavailableError(
      `the root key file ${path} cannot be written (${systemErrorCode(error) ?? 'unknown error'}); ` +
        'give this program a local folder that it may write to',
      { cause: error },
    );
  }
}

async function createFolder(path: string): Promise<void> {
  const topmost = await mkdir(path, { recursive: true, mode: 0o700 });
  if (topmost === undefined) {
    return;
  }
  for (let folder = resolve(path); folder !== dirname(resolve(topmost)); folder = dirname(folder)) {
    await syncFolder(dirname(folder));
  }
}

/** A new name is durable only once its folder is. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') {
    return; // Windows opens no folder for fsync; NTFS journals names by itself.
  }
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

import { randomUUID } from 'node:crypto';
import { link, open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import {
  decodeFileHeader,
  decryptingStream,
  ENCRYPTED_FILE_EXTENSION,
  MAX_FILE_HEADER_IN_BYTES,
} from '@dewpoint/contract/file';
import { type CommandOutput, UsageError } from '../command.ts';
import { type Credentials, credentialsFrom } from './credentials.ts';
import { openDataKey } from './data-key.ts';

const DEFAULT_SERVER = 'http://localhost:8080';
/** What is decrypted is for its own user only. */
const OWN_FILE = 0o600;

export const usage = `dewpoint decrypt-file <file> [--output <file>] [--server <origin>]

Decrypts a file that the console encrypted (${ENCRYPTED_FILE_EXTENSION}). The server opens the data key of the file; the content stays on this machine.

  --output   where the plaintext goes; absent: the name without ${ENCRYPTED_FILE_EXTENSION}. A file that is there is not replaced
  --server   origin of Dewpoint; absent: DEWPOINT_PUBLIC_URL, or ${DEFAULT_SERVER}

Credentials come from the environment: OS_TOKEN, a token of the project of the key; or HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, an access key.

Exit codes: 0 decrypted; 2 it could not be decrypted, and nothing was written.`;

/** Throws `UsageError` for arguments that cannot be meant, and an error that says why the file cannot be decrypted. */
export async function decryptFile(args: readonly string[], output: CommandOutput): Promise<number> {
  const { file, target, server } = parse(args, output.environment);
  const credentials = credentialsFrom(output.environment);
  const bytes = await decryptTo(file, target, server, credentials);
  output.print(`${target}: ${bytes} bytes`);
  return 0;
}

interface Arguments {
  readonly file: string;
  readonly target: string;
  readonly server: URL;
}

function parse(args: readonly string[], environment: CommandOutput['environment']): Arguments {
  const { values, positionals } = parseStrictly(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError(`Name one file.\n\n${usage}`);
  const target = values.output ?? withoutExtension(file);
  return {
    file,
    target,
    server: serverOf(values.server ?? environment.DEWPOINT_PUBLIC_URL ?? DEFAULT_SERVER),
  };
}

function parseStrictly(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { output: { type: 'string' }, server: { type: 'string' } },
    });
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(`${error.message}\n\n${usage}`) : error;
  }
}

function withoutExtension(file: string): string {
  if (file.endsWith(ENCRYPTED_FILE_EXTENSION)) return file.slice(0, -ENCRYPTED_FILE_EXTENSION.length);
  throw new UsageError(
    `${file} does not end with ${ENCRYPTED_FILE_EXTENSION}. Name the plaintext with --output.`,
  );
}

/** Data key and credentials travel over TLS, or not beyond this machine. */
function serverOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLocal = url !== null && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url;
  throw new UsageError(
    `--server ${text} is not valid. Give an origin with https://, or http:// on this machine.`,
  );
}

/** Writes beside the target and puts it in place when all of it is known to be good. @returns bytes of plaintext */
async function decryptTo(
  file: string,
  target: string,
  server: URL,
  credentials: Credentials,
): Promise<number> {
  await using source = await open(file, 'r');
  const start = Buffer.alloc(MAX_FILE_HEADER_IN_BYTES);
  const { bytesRead } = await source.read(start, 0, start.length, 0);
  const { header, lengthInBytes } = decodeFileHeader(start.subarray(0, bytesRead));
  const dataKey = await openDataKey(header, server, credentials);
  const decrypting = await decryptingStream(header, dataKey);
  dataKey.fill(0);

  const partial = `${target}.${randomUUID()}.partial`;
  const sink = await open(partial, 'wx', OWN_FILE);
  try {
    const content: ReadableStream<Uint8Array> = Readable.toWeb(
      source.createReadStream({ start: lengthInBytes, autoClose: false }),
    );
    await sink.writeFile(content.pipeThrough(decrypting));
    await sink.sync();
    const { size } = await sink.stat();
    await link(partial, target).catch((error: unknown) => {
      throw isTaken(error)
        ? new UsageError(`${target} is there already. Name another file with --output.`)
        : error;
    });
    return size;
  } finally {
    await sink.close();
    await rm(partial, { force: true });
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

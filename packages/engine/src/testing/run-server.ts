import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const START_LIMIT_IN_MS = 60_000;

/** How a database server for tests is found or started. */
export interface RunServer {
  readonly name: string;
  /** Variable that names a server which is already there. */
  readonly variable: string;
  /** Debian's package and the user that its servers run as: they refuse to run as root. */
  readonly debian: { readonly package: string; readonly user: string };
  /** Path of what starts it; null when it is not installed. */
  find(): string | null;
  /** Shell commands, writing to `$folder/log`: `make` fills `$folder/data`, `serve` runs in the foreground. */
  script(program: string, folder: string, port: number): { readonly make: string; readonly serve: string };
  url(port: number): string;
  /** Resolves when it accepts connections. */
  connect(url: string): Promise<void>;
}

/**
 * URL of a server for tests: the one its variable names, or a private one that this test run starts and that ends with it.
 * Rejects with what to install when there is neither.
 */
export async function urlOfRunServer(server: RunServer): Promise<string> {
  const given = process.env[server.variable];
  if (given) return given;
  if (process.env.CI) throw new Error(`${server.variable} is not set; in CI nothing may be skipped`);
  const program = server.find();
  if (program === null) {
    throw new Error(
      `tests: ${server.name} is missing. Install it (Debian: apt-get install ${server.debian.package}) or set ${server.variable}`,
    );
  }
  // All test files of one run share the server: its folder is named after the process that runs them.
  const folder = join(tmpdir(), `dewpoint-test-${server.name.toLowerCase()}-${process.ppid}`);
  const urlFile = join(folder, 'url');
  try {
    mkdirSync(folder);
  } catch {
    return waitForUrl(server, urlFile);
  }
  const url = await start(server, program, folder, process.ppid);
  writeFileSync(urlFile, url);
  return url;
}

async function waitForUrl(server: RunServer, urlFile: string): Promise<string> {
  const limit = Date.now() + START_LIMIT_IN_MS;
  while (Date.now() < limit) {
    if (existsSync(urlFile)) {
      const url = readFileSync(urlFile, 'utf8');
      if (url !== '') return url;
    }
    await delay(50);
  }
  throw new Error(`tests: the ${server.name} server of this run did not start; look into ${urlFile}/../log`);
}

async function start(server: RunServer, program: string, folder: string, runner: number): Promise<string> {
  const owner = ownerOf(server);
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const port = await freePort();
  const { make, serve } = server.script(program, folder, port);
  const script = `
    { ${make}; } >'${folder}/log' 2>&1 || exit 1
    ${serve} >>'${folder}/log' 2>&1 &
    server=$!
    while kill -0 ${runner} 2>/dev/null || [ -d /proc/${runner} ]; do sleep 1; done
    kill -QUIT $server; wait $server; rm -rf '${folder}'`;
  const child: ChildProcess = spawn('/bin/sh', ['-c', script], {
    ...(owner ?? {}),
    cwd: folder,
    stdio: 'ignore',
    detached: true,
  });
  child.unref();
  const url = server.url(port);
  const limit = Date.now() + START_LIMIT_IN_MS;
  for (;;) {
    try {
      await server.connect(url);
      return url;
    } catch (error) {
      if (Date.now() > limit) {
        throw new Error(`tests: ${server.name} did not start; look into ${folder}/log`, { cause: error });
      }
      await delay(100);
    }
  }
}

function ownerOf({ debian }: RunServer): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, debian.user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Servers under measurement: each a process of its own, on one core where `taskset` exists. */
const adminPassword = 'Bench-Password-1';
const taskset = '/usr/bin/taskset';
/** Where data goes; on a RAM disk a benchmark shows what is left without the disk. */
const folder = process.env.BENCH_FOLDER ?? tmpdir();

export function newDataFolder(): string {
  return mkdtempSync(join(folder, 'dewpoint-bench-'));
}

export interface Started {
  readonly child: ChildProcess;
  readonly port: number;
}

/** @param portPattern what the server prints when it is ready; group 1 is its port */
export async function start(
  script: string,
  portPattern: RegExp,
  environment: Record<string, string> = {},
  nodeOptions: readonly string[] = [],
): Promise<Started> {
  const file = join(import.meta.dirname, script);
  const node = [process.execPath, '--conditions=dewpoint-source', ...nodeOptions, file];
  const [command = '', ...args] = existsSync(taskset) ? [taskset, '-c', '0', ...node] : node;
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('DEWPOINT_'));
  const child = spawn(command, args, {
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    if (output.length > 10_000) return;
    output += text;
    const port = portPattern.exec(output)?.[1];
    if (port !== undefined) resolve(Number(port));
  });
  child.once('exit', (code) => reject(new Error(`${script} ended with ${code}: ${output}`)));
  return { child, port: await promise };
}

export interface Access {
  readonly token: string;
  readonly projectId: string;
}

async function signIn(port: number): Promise<Access> {
  const response = await fetch(`http://127.0.0.1:${port}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: { methods: ['password'], password: { user: { name: 'admin', password: adminPassword } } },
        scope: { project: { name: 'local-1' } },
      },
    }),
  });
  const { token } = (await response.json()) as { token: { project: { id: string } } };
  return { token: response.headers.get('x-subject-token') ?? '', projectId: token.project.id };
}

export function requestText(port: number, access: Access, operation: string, body: unknown): string {
  const text = JSON.stringify(body);
  return [
    `POST /v1.0/${access.projectId}/kms/${operation} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `X-Auth-Token: ${access.token}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    '',
    text,
  ].join('\r\n');
}

export function readingText(port: number, access: Access, secretName: string): string {
  return [
    `GET /v1/${access.projectId}/secrets/${secretName}/versions/latest HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `X-Auth-Token: ${access.token}`,
    '',
    '',
  ].join('\r\n');
}

export async function createSecret(port: number, access: Access, name: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/${access.projectId}/secrets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': access.token },
    body: JSON.stringify({ name, secret_string: 'x'.repeat(200) }),
  });
  if (!response.ok) throw new Error(`create secret: ${response.status} ${await response.text()}`);
}

export async function call<Answer>(
  port: number,
  access: Access,
  operation: string,
  body: unknown,
): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/v1.0/${access.projectId}/kms/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': access.token },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

export interface Product extends Started {
  readonly dataFolder: string;
  readonly access: Access;
  /** A body of 200 bytes. */
  readonly encrypt: unknown;
}

/** A product of its own with an administrator's token and a key. */
export async function startProduct(nodeOptions: readonly string[] = []): Promise<Product> {
  const dataFolder = newDataFolder();
  const environment = {
    DEWPOINT_PORT: '0',
    DEWPOINT_DATA_DIR: dataFolder,
    DEWPOINT_ADMIN_PASSWORD: adminPassword,
  };
  const started = await start('../src/main.ts', /"message":"ready".*"port":(\d+)/, environment, nodeOptions);
  const access = await signIn(started.port);
  const { key_info } = await call<{ key_info: { key_id: string } }>(started.port, access, 'create-key', {
    key_alias: 'bench',
  });
  const { key_id } = key_info;
  const plain_text = 'x'.repeat(200 - JSON.stringify({ key_id, plain_text: '' }).length);
  return { ...started, dataFolder, access, encrypt: { key_id, plain_text } };
}

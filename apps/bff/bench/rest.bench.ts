import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoadResult, runLoad } from './load.ts';

/**
 * REST encrypt-data, decrypt-data and the reading of a secret (SEC-10) with token authentication and a durable trace, beside a bare
 * node:http echo in the same run: only the ratio means something on a shared machine. `costOfTraces` is the part of the speed that a
 * build has which discards them. Servers run on one core, the load on the other, where `taskset` exists. Prints one JSON object a line.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const durationInMs = Number(process.env.BENCH_SECONDS ?? 3) * 1000;
const connections = 32;
const adminPassword = 'Bench-Password-1';
const taskset = '/usr/bin/taskset';

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
}

async function start(
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

interface Access {
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

function requestText(port: number, access: Access, operation: string, body: unknown): string {
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

function readingText(port: number, access: Access, secretName: string): string {
  return [
    `GET /v1/${access.projectId}/secrets/${secretName}/versions/latest HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `X-Auth-Token: ${access.token}`,
    '',
    '',
  ].join('\r\n');
}

async function createSecret(port: number, access: Access, name: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/${access.projectId}/secrets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': access.token },
    body: JSON.stringify({ name, secret_string: 'x'.repeat(200) }),
  });
  if (!response.ok) throw new Error(`create secret: ${response.status} ${await response.text()}`);
}

async function call<Answer>(port: number, access: Access, operation: string, body: unknown): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/v1.0/${access.projectId}/kms/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-auth-token': access.token },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** User and system time of a process in microseconds (proc(5): fields 14 and 15, in ticks of 10 ms); NaN elsewhere than on Linux. */
function cpuMicros(processId: number | undefined): number {
  const file = `/proc/${processId}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const fields = readFileSync(file, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

interface Product extends Started {
  readonly dataFolder: string;
  readonly access: Access;
  /** A body of 200 bytes. */
  readonly encrypt: unknown;
}

/** A product of its own with an administrator's token and a key. */
async function startProduct(nodeOptions: readonly string[] = []): Promise<Product> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'dewpoint-bench-'));
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

const echo = await start('echo-server.ts', /^(\d+)\n/);
const product = await startProduct();
const untraced = await startProduct(['--import', join(import.meta.dirname, 'without-traces.ts')]);
try {
  const { port, access, encrypt } = product;
  const { cipher_text } = await call<{ cipher_text: string }>(port, access, 'encrypt-data', encrypt);
  await createSecret(port, access, 'bench');
  const contenders = [
    {
      name: 'echo',
      child: echo.child,
      port: echo.port,
      request: requestText(echo.port, access, 'encrypt-data', encrypt),
    },
    {
      name: 'encrypt-data',
      child: product.child,
      port,
      request: requestText(port, access, 'encrypt-data', encrypt),
    },
    {
      name: 'encrypt-data, traces discarded',
      child: untraced.child,
      port: untraced.port,
      request: requestText(untraced.port, untraced.access, 'encrypt-data', untraced.encrypt),
    },
    {
      name: 'decrypt-data',
      child: product.child,
      port,
      request: requestText(port, access, 'decrypt-data', { cipher_text }),
    },
    {
      name: 'read secret',
      child: product.child,
      port,
      request: readingText(port, access, 'bench'),
    },
  ];
  for (const contender of contenders) await runLoad({ ...contender, connections, durationInMs: 1000 });
  const results = new Map<string, (LoadResult & { readonly cpu: number })[]>();
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) {
      const before = cpuMicros(contender.child.pid);
      const result = await runLoad({ ...contender, connections, durationInMs });
      const cpu =
        (cpuMicros(contender.child.pid) - before) / ((result.requestsPerSecond * durationInMs) / 1000);
      results.set(contender.name, [...(results.get(contender.name) ?? []), { ...result, cpu }]);
    }
  }
  const rate = (name: string) => median((results.get(name) ?? []).map((result) => result.requestsPerSecond));
  for (const { name } of contenders) {
    const own = results.get(name) ?? [];
    console.log(
      JSON.stringify({
        benchmark: `rest ${name}`,
        connections,
        requestsPerSecond: rate(name),
        // Steadier than the rate where other work shares the machine.
        cpuMicrosPerRequest: Number(median(own.map((result) => result.cpu)).toFixed(1)),
        ratioToEcho: Number((rate(name) / rate('echo')).toFixed(3)),
        ...(name === 'encrypt-data'
          ? { costOfTraces: Number((1 - rate(name) / rate('encrypt-data, traces discarded')).toFixed(3)) }
          : {}),
        p50InMs: median(own.map((result) => result.p50InMs)),
        p99InMs: median(own.map((result) => result.p99InMs)),
      }),
    );
  }
} finally {
  for (const { child } of [echo, product, untraced]) {
    child.removeAllListeners('exit');
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  for (const { dataFolder } of [product, untraced]) rmSync(dataFolder, { recursive: true, force: true });
}

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadResult, runLoad } from './load.ts';
import {
  call,
  createSecret,
  newDataFolder,
  readingText,
  requestText,
  start,
  startProduct,
} from './servers.ts';

/**
 * REST encrypt-data, decrypt-data and the reading of a secret (SEC-10) with token authentication and a durable trace, beside a bare
 * node:http echo and a bare durable server (see `bare-durable-server.ts`) in the same run: only ratios mean something on a shared machine.
 * What the disk costs differs between two machines more than anything else: the bare durable server tells how much it leaves possible here,
 * and `BENCH_FOLDER` on a RAM disk leaves it out. `costOfTraces` is the part of the speed that a build has which discards them. Servers run on one core, the load
 * on the other, where `taskset` exists. Prints one JSON object a line.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const durationInMs = Number(process.env.BENCH_SECONDS ?? 3) * 1000;
const warmUpInMs = durationInMs / 3;
const CONNECTIONS = 32;
const MANY_CONNECTIONS = 128;

interface Contender {
  readonly name: string;
  readonly child: ChildProcess;
  readonly port: number;
  /** Whole request, head and body. */
  readonly request: string;
  readonly connections: number;
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

const echo = await start('echo-server.ts', /^(\d+)\n/);
const bareFolder = newDataFolder();
const bare = await start('bare-durable-server.ts', /^(\d+)\n/, {
  BENCH_DATABASE: join(bareFolder, 'bare.db'),
});
const product = await startProduct();
const untraced = await startProduct(['--import', join(import.meta.dirname, 'without-traces.ts')]);
try {
  const { port, access, encrypt } = product;
  const { cipher_text } = await call<{ cipher_text: string }>(port, access, 'encrypt-data', encrypt);
  await createSecret(port, access, 'bench');
  const onEach = (connections: number): readonly Contender[] => [
    { name: 'echo', ...echo, request: requestText(echo.port, access, 'encrypt-data', encrypt), connections },
    {
      name: 'bare durable',
      ...bare,
      request: requestText(bare.port, access, 'encrypt-data', encrypt),
      connections,
    },
    {
      name: 'encrypt-data',
      ...product,
      request: requestText(port, access, 'encrypt-data', encrypt),
      connections,
    },
  ];
  const contenders: readonly Contender[] = [
    ...onEach(CONNECTIONS),
    {
      name: 'encrypt-data, traces discarded',
      ...untraced,
      request: requestText(untraced.port, untraced.access, 'encrypt-data', untraced.encrypt),
      connections: CONNECTIONS,
    },
    {
      name: 'decrypt-data',
      ...product,
      request: requestText(port, access, 'decrypt-data', { cipher_text }),
      connections: CONNECTIONS,
    },
    {
      name: 'read secret',
      ...product,
      request: readingText(port, access, 'bench'),
      connections: CONNECTIONS,
    },
    ...onEach(MANY_CONNECTIONS),
  ];
  const results = new Map<Contender, (LoadResult & { readonly cpu: number })[]>();
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) {
      // What V8 and the caches of the machine forgot while the others ran belongs to no contender.
      await runLoad({ ...contender, durationInMs: warmUpInMs });
      const before = cpuMicros(contender.child.pid);
      const result = await runLoad({ ...contender, durationInMs });
      const cpu =
        (cpuMicros(contender.child.pid) - before) / ((result.requestsPerSecond * durationInMs) / 1000);
      results.set(contender, [...(results.get(contender) ?? []), { ...result, cpu }]);
    }
  }
  const rate = (name: string, connections: number) => {
    const contender = contenders.find((c) => c.name === name && c.connections === connections);
    const own = (contender && results.get(contender)) ?? [];
    return median(own.map((result) => result.requestsPerSecond));
  };
  for (const contender of contenders) {
    const { name, connections } = contender;
    const own = results.get(contender) ?? [];
    const speed = rate(name, connections);
    console.log(
      JSON.stringify({
        benchmark: `rest ${name}`,
        connections,
        requestsPerSecond: speed,
        // Steadier than the rate where other work shares the machine.
        cpuMicrosPerRequest: Number(median(own.map((result) => result.cpu)).toFixed(1)),
        ratioToEcho: ratio(speed, rate('echo', connections)),
        ratioToBareDurable: ratio(speed, rate('bare durable', connections)),
        ...(name === 'encrypt-data' && connections === CONNECTIONS
          ? { costOfTraces: costOf(speed, rate('encrypt-data, traces discarded', connections)) }
          : {}),
        p50InMs: median(own.map((result) => result.p50InMs)),
        p99InMs: median(own.map((result) => result.p99InMs)),
      }),
    );
  }
} finally {
  for (const { child } of [echo, bare, product, untraced]) {
    child.removeAllListeners('exit');
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  for (const folder of [bareFolder, product.dataFolder, untraced.dataFolder])
    rmSync(folder, { recursive: true, force: true });
}

/** The part of the speed without something that is lost with it. */
function costOf(withIt: number, without: number): number {
  return Number((1 - withIt / without).toFixed(3));
}

function ratio(of: number, to: number): number {
  return Number((of / to).toFixed(3));
}

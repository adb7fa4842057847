import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperationInput } from '@dewpoint/contract';
import { openEphemeralRoot } from '@dewpoint/crypto-core';
import type { AuditWriter } from '../src/audit/audit.ts';
import { TraceSearch } from '../src/audit/search/trace-search.ts';
import { systemClock } from '../src/clock.ts';
import type { RequestContext } from '../src/context.ts';
import { createEngine } from '../src/create-engine.ts';
import { type CsmsOperationId, createCsms } from '../src/csms/create-csms.ts';
import { secretsOnKey } from '../src/csms/secrets/secrets-on-key.ts';
import type { Engine } from '../src/engine.ts';
import { createIam } from '../src/iam/iam.ts';
import { JobRunner } from '../src/jobs/job-runner.ts';
import { createKms } from '../src/kms/create-kms.ts';
import type { PermittedOperations } from '../src/kms/kms-parts.ts';
import { TokenBucketLimiter } from '../src/limits/rate-limiter.ts';
import { permittedOn } from '../src/pipeline/permitted-operations.ts';
import { Pipeline } from '../src/pipeline/pipeline.ts';
import { openStore } from '../src/store/open-store.ts';
import { RecordingLog } from '../src/testing/index.ts';

/**
 * SEC-10: reading the value of a secret through the whole engine on SQLite, each answered after its trace is durable (TRC-02), beside
 * the same pipeline without the trace in the same run. `share` is the part of the untraced speed that is left.
 */
const CALLERS = [1, 64];
const VALUES = { '200 B': 200, '32 KB': 32_768 };
const REPETITIONS = 5;
const SLICE_IN_MS = 500;
const generous = { perSecond: 1e9, burst: 1e9 };
const limits = { user: generous, account: generous };
const log = new RecordingLog();
const names = {
  accountName: 'default',
  projectName: 'local-1',
  adminPassword: 'correct horse battery staple',
};

type Execute = <Id extends CsmsOperationId>(
  id: Id,
  context: RequestContext,
  input: OperationInput<Id>,
) => ReturnType<Pipeline<Id>['execute']>;

interface Contender {
  readonly execute: Execute;
  readonly context: RequestContext;
  close(): Promise<void>;
}

async function adminContext(identity: Engine['identity']): Promise<RequestContext> {
  await identity.bootstrap(names);
  const user = await identity.authenticatePassword({
    accountName: null,
    userName: 'admin',
    password: names.adminPassword,
    sourceIp: '127.0.0.1',
    requestId: 'bench',
  });
  const [project] = await identity.projectsOf(user.accountId);
  return {
    principal: {
      kind: 'user',
      userId: user.id,
      userName: user.name,
      accountId: user.accountId,
      credential: 'token',
      authenticatedAt: Date.now(),
      multiFactor: false,
    },
    account: { id: user.accountId, name: user.accountName },
    project: project ?? null,
    channel: 'api',
    sourceIp: '127.0.0.1',
    requestId: 'bench',
  };
}

async function traced(file: string): Promise<Contender> {
  const engine = await createEngine({
    store: { kind: 'sqlite', file },
    root: await openEphemeralRoot(),
    clock: systemClock,
    region: 'local-1',
    publicUrl: 'http://localhost:8080',
    quotas: { keys: 100, secrets: 200 },
    limits,
    log,
  });
  return {
    execute: (id, context, input) => engine.execute(id, context, input),
    context: await adminContext(engine.identity),
    close: () => engine.close(),
  };
}

/** The same parts with an audit trail that forgets: only for the comparison. */
async function untraced(file: string): Promise<Contender> {
  const store = await openStore({ kind: 'sqlite', file });
  const root = await openEphemeralRoot();
  const audit: AuditWriter = {
    append: async () => '',
    appendWithin: async () => '',
    flush: async () => {},
  };
  const shared = { store, root, audit, clock: systemClock, log, region: 'local-1' };
  const iam = createIam({ ...shared, search: new TraceSearch(store), publicUrl: 'http://localhost:8080' });
  const permittedOperations: PermittedOperations = (context, resource) =>
    permittedOn(iam.authorizer, context, resource);
  const more = {
    ...shared,
    jobs: new JobRunner(shared),
    quotas: { keys: 100, secrets: 200 },
    permittedOperations,
    dependents: secretsOnKey(store, permittedOperations),
  };
  const kms = createKms(more);
  const csms = createCsms({
    ...more,
    keys: kms.serviceKeys,
    defaultKeys: kms.defaultKeys,
    accountKeys: kms.accountKeys,
  });
  const pipeline = new Pipeline<CsmsOperationId>({
    ...shared,
    handlers: csms.handlers,
    authorizer: iam.authorizer,
    limiter: new TokenBucketLimiter(systemClock, limits),
  });
  return {
    execute: (id, context, input) => pipeline.execute(id, context, input),
    context: await adminContext(iam.identity),
    async close() {
      csms.close();
      kms.close();
      await store.close();
      await root.close();
    },
  };
}

/** Makes a secret with a value of this length; answers how to read it. */
async function readerOf(
  { execute, context }: Contender,
  name: string,
  lengthInBytes: number,
): Promise<() => Promise<unknown>> {
  await execute('csms.createSecret', context, {
    name,
    description: '',
    secretString: 'x'.repeat(lengthInBytes),
    secretType: 'COMMON',
    autoRotation: false,
    eventSubscriptions: [],
    enterpriseProjectId: '0',
    tags: [],
  });
  return () => execute('csms.showSecretVersion', context, { secretName: name, versionId: 'latest' });
}

async function callsPerSecond(call: () => Promise<unknown>, callers: number): Promise<number> {
  const start = performance.now();
  const end = start + SLICE_IN_MS;
  let done = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < end) {
        await call();
        done += 1;
      }
    }),
  );
  return (done / (performance.now() - start)) * 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const folder = mkdtempSync(join(tmpdir(), 'dewpoint-bench-'));
const contenders = [
  await traced(join(folder, 'traced.db')),
  await untraced(join(folder, 'untraced.db')),
] as const;
try {
  const kinds = [];
  for (const [size, lengthInBytes] of Object.entries(VALUES)) {
    const name = `value-${lengthInBytes}`;
    const withTrace = await readerOf(contenders[0], name, lengthInBytes);
    const without = await readerOf(contenders[1], name, lengthInBytes);
    for (const callers of CALLERS) {
      kinds.push({ size, callers, withTrace, without, traced: [] as number[], untraced: [] as number[] });
    }
  }
  // Interleaved, so that a slow moment of the machine meets both; the first round only warms up.
  for (let repetition = 0; repetition <= REPETITIONS; repetition += 1) {
    for (const kind of kinds) {
      const bare = await callsPerSecond(kind.without, kind.callers);
      const ours = await callsPerSecond(kind.withTrace, kind.callers);
      if (repetition === 0) continue;
      kind.untraced.push(bare);
      kind.traced.push(ours);
    }
  }
  for (const { size, callers, traced: ours, untraced: bare } of kinds) {
    console.log(
      JSON.stringify({
        name: `engine read secret ${size}, durable trace, ${callers} callers`,
        value: Math.round(median(ours)),
        unit: 'operations/s',
        reference: 'the same without the trace',
        referenceValue: Math.round(median(bare)),
        share: Number((median(ours) / median(bare)).toFixed(3)),
      }),
    );
  }
} finally {
  for (const contender of contenders) await contender.close();
  rmSync(folder, { recursive: true, force: true });
}

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createEngine, type Engine, openRoot, type RequestContext, systemClock } from '@dewpoint/engine';
import { makeTestLocation, RecordingLog, type TestLocation, testPostgresUrl } from '@dewpoint/engine/testing';
import pg from 'pg';
import { runCommand } from '../../src/cli/run-command.ts';

type Location = TestLocation['location'];

/** A store as a product left it, to be copied for every test that harms it. */
export interface TraceStore extends AsyncDisposable {
  readonly accountId: string;
  readonly location: Location;
  /** Starts the product on the store again, does things, and stops it. */
  goOn(work: (engine: Engine, context: RequestContext) => Promise<void>): Promise<void>;
  copy(): Promise<HarmedStore>;
}

export interface HarmedStore extends AsyncDisposable {
  readonly location: Location;
  /** SQL with `?` for parameters; returns rows where it selects. */
  sql(
    text: string,
    ...parameters: readonly (string | number | Uint8Array | null)[]
  ): Promise<readonly Record<string, unknown>[]>;
}

export async function makeTraceStore(
  dialect: 'sqlite' | 'postgres',
  operations: number,
): Promise<TraceStore> {
  const place = await makeTestLocation(dialect);
  const folder = mkdtempSync(join(tmpdir(), 'dewpoint-root-'));
  const removals: (() => Promise<void>)[] = [place.remove, async () => rmSync(folder, { recursive: true })];
  const rootFile = join(folder, 'root.key');
  let accountId = '';
  async function goOn(work: (engine: Engine, context: RequestContext) => Promise<void>): Promise<void> {
    const log = new RecordingLog();
    const root = await openRoot({ kind: 'software', file: rootFile }, place.location);
    const engine = await createEngine({
      store: place.location,
      root,
      clock: systemClock,
      region: 'local-1',
      quotas: { keys: 100, secrets: 200 },
      publicUrl: 'http://localhost:8080',
      log,
    });
    await engine.start();
    const context = await adminContext(engine);
    accountId = context.account.id;
    await work(engine, context);
    // Stopping puts what is durable into the tree.
    await engine.close();
  }
  await goOn((engine, context) => encryptOften(engine, context, operations));
  return {
    accountId,
    location: place.location,
    goOn,
    copy: async () => copyOf(place.location),
    async [Symbol.asyncDispose]() {
      for (const remove of removals) await remove();
    },
  };
}

/** Leaves `count` traces of random numbers. */
export async function encryptOften(engine: Engine, context: RequestContext, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, () => engine.execute('kms.createRandom', context, { randomDataLength: 8 })),
  );
}

async function adminContext(engine: Engine): Promise<RequestContext> {
  const password = 'correct horse battery staple';
  await engine.identity.bootstrap({
    accountName: 'default',
    projectName: 'local-1',
    adminPassword: password,
  });
  const user = await engine.identity.authenticatePassword({
    accountName: null,
    userName: 'admin',
    password,
    sourceIp: '127.0.0.1',
    requestId: 'r',
  });
  const [project] = await engine.identity.projectsOf(user.accountId);
  return {
    principal: {
      kind: 'user',
      userId: user.id,
      userName: user.name,
      accountId: user.accountId,
      credential: 'token',
      authenticatedAt: 0,
      multiFactor: false,
    },
    account: { id: user.accountId, name: user.accountName },
    project: project ?? null,
    channel: 'api',
    sourceIp: '192.0.2.1',
    requestId: 'r',
  };
}

async function copyOf(location: Location): Promise<HarmedStore> {
  return location.kind === 'sqlite' ? copyOfFile(location.file) : copyOfDatabase(location.url);
}

function copyOfFile(original: string): HarmedStore {
  const folder = mkdtempSync(join(tmpdir(), 'dewpoint-harm-'));
  const file = join(folder, 'dewpoint.db');
  copyFileSync(original, file);
  return {
    location: { kind: 'sqlite', file },
    async sql(text, ...parameters) {
      const database = new DatabaseSync(file);
      try {
        return database.prepare(text).all(...parameters);
      } finally {
        database.close();
      }
    },
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true });
    },
  };
}

let copies = 0;

async function copyOfDatabase(original: string): Promise<HarmedStore> {
  const server = await testPostgresUrl();
  const name = `dewpoint_harm_${process.pid}_${copies++}`;
  await query(server, `create database ${name} template ${new URL(original).pathname.slice(1)}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    location: { kind: 'postgres', url: url.href },
    async sql(text, ...parameters) {
      let number = 0;
      return query(
        url.href,
        text.replaceAll('?', () => `$${++number}`),
        parameters,
      );
    },
    async [Symbol.asyncDispose]() {
      await query(server, `drop database ${name} with (force)`);
    },
  };
}

async function query(url: string, text: string, parameters: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, [...parameters])).rows;
  } finally {
    await client.end();
  }
}

/** Runs `dewpoint verify-traces` as an operator does. */
export async function verify(
  location: Location,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly output: string; readonly error: string }> {
  const lines: string[] = [];
  const errors: string[] = [];
  const environment =
    location.kind === 'postgres'
      ? { DEWPOINT_DATABASE_URL: location.url }
      : { DEWPOINT_DATA_DIR: join(location.file, '..') };
  const code = await runCommand(['verify-traces', ...args], {
    environment,
    print: (text) => lines.push(text),
    printError: (text) => errors.push(text),
  });
  return { code, output: lines.join('\n'), error: errors.join('\n') };
}

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperationInput } from '@dewpoint/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import { createEngine } from '../../src/create-engine.ts';
import type { Engine, User } from '../../src/engine.ts';
import { openRoot } from '../../src/open-root.ts';
import { openStore } from '../../src/store/open-store.ts';
import {
  dialects,
  ManualClock,
  makeBareLocation,
  RecordingLog,
  type TestLocation,
} from '../../src/testing/index.ts';

const PASSWORD = 'correct horse battery staple';
const DAY_IN_MS = 86_400_000;
const createInput = {
  keyAlias: 'my-key',
  keySpec: 'AES_256',
  origin: 'kms',
  enterpriseProjectId: '0',
} as const;

describe.each(dialects)('OPS-01 engine on %s', (dialect) => {
  let place: TestLocation;
  let folder: string;
  let clock: ManualClock;
  let log: RecordingLog;
  let engine: Engine;
  beforeEach(async () => {
    place = await makeBareLocation(dialect);
    folder = mkdtempSync(join(tmpdir(), 'dewpoint-engine-'));
    clock = new ManualClock();
    log = new RecordingLog();
    engine = await start();
  });
  afterEach(async () => {
    await engine.close();
    await place.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(): Promise<Engine> {
    const started = await createEngine({
      store: place.location,
      root: await openRoot({ kind: 'software', file: rootFile(), passphrase: 'test' }, place.location),
      clock,
      region: 'local-1',
      publicUrl: 'http://localhost:8080',
      quotas: { keys: 100, secrets: 200 },
      log,
    });
    await started.identity.bootstrap({
      accountName: 'default',
      projectName: 'local-1',
      adminPassword: PASSWORD,
    });
    await started.start();
    return started;
  }

  function rootFile(): string {
    return join(folder, 'root.key');
  }

  async function restart(): Promise<void> {
    await engine.close();
    engine = await start();
  }

  function signIn(): Promise<User> {
    return engine.identity.authenticatePassword({
      accountName: null,
      userName: 'admin',
      password: PASSWORD,
      sourceIp: '192.0.2.1',
      requestId: 'sign-in',
    });
  }

  async function contextOfAdmin(): Promise<RequestContext> {
    const user = await signIn();
    const [project] = await engine.identity.projectsOf(user.accountId);
    return {
      principal: {
        kind: 'user',
        userId: user.id,
        userName: user.name,
        accountId: user.accountId,
        credential: 'token',
        authenticatedAt: clock.now(),
        multiFactor: false,
      },
      account: { id: user.accountId, name: user.accountName },
      project: project ?? null,
      channel: 'api',
      sourceIp: '192.0.2.1',
      requestId: 'request',
    };
  }

  async function createKey(context: RequestContext): Promise<string> {
    const { output } = await engine.execute('kms.createKey', context, createInput);
    return output.keyInfo.keyId;
  }

  /** What is in the trail once the engine has closed. */
  async function tracesAfterClose(): Promise<{ name: string; user_name: string; rating: string }[]> {
    await engine.close();
    const store = await openStore(place.location);
    const rows = await store.read
      .selectFrom('traces')
      .select(['name', 'user_name', 'rating'])
      .orderBy('seq')
      .execute();
    await store.close();
    engine = await start();
    return rows;
  }

  it('encrypts, is stopped and started, and decrypts, with a trace of each step', async () => {
    const context = await contextOfAdmin();
    const keyId = await createKey(context);
    const { output: encrypted } = await engine.execute('kms.encryptData', context, {
      keyId,
      plainText: 'attack at dawn',
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    });
    await restart();
    const { output, traceId } = await engine.execute('kms.decryptData', context, {
      cipherText: encrypted.cipherText,
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    });
    expect(output).toMatchObject({ keyId, plainText: 'attack at dawn' });
    expect(traceId).toMatch(/^[0-9a-f-]{36}$/);
    const traces = await tracesAfterClose();
    expect(traces.map((trace) => trace.name)).toEqual(
      expect.arrayContaining(['createKey', 'encryptData', 'decryptData']),
    );
    expect(traces.filter((trace) => trace.name === 'decryptData')).toEqual([
      { name: 'decryptData', user_name: 'admin', rating: 'normal' },
    ]);
  });

  it('HSM-01 does not make a new root key in the place of a lost one', async () => {
    await createKey(await contextOfAdmin());
    await engine.close();
    const kept = readFileSync(rootFile());
    rmSync(rootFile());
    await expect(start()).rejects.toThrow('root.key');
    expect(existsSync(rootFile())).toBe(false);
    writeFileSync(rootFile(), kept, { mode: 0o600 });
    engine = await start();
  });

  it('TRC-01 writes sign-in to the trail without password and token', async () => {
    const context = await contextOfAdmin();
    // The edge knows nothing of the caller yet.
    const nobody: RequestContext = {
      ...context,
      principal: { kind: 'anonymous' },
      account: { id: '', name: '' },
      project: null,
    };
    const inputWith = (password: string): OperationInput<'iam.createToken'> => ({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'admin', password, domain: { name: 'default' } } },
        },
        scope: { project: { name: 'local-1' } },
      },
    });
    const { output } = await engine.execute('iam.createToken', nobody, inputWith(PASSWORD));
    await expect(engine.execute('iam.createToken', nobody, inputWith('not it'))).rejects.toMatchObject({
      errorName: 'passwordWrong',
    });
    expect(await engine.identity.resolveToken(output.subjectToken)).toMatchObject({
      user: { name: 'admin' },
      project: { name: 'local-1' },
    });
    await engine.close();
    const store = await openStore(place.location);
    const traces = await store.read.selectFrom('traces').selectAll().orderBy('seq').execute();
    await store.close();
    engine = await start();
    const tokens = traces.filter(({ name }) => name === 'createToken');
    expect(tokens).toMatchObject([
      { account_id: context.account.id, user_name: 'admin', rating: 'normal' },
      { account_id: context.account.id, user_name: '', rating: 'warning' },
    ]);
    const trail = JSON.stringify(traces);
    expect(trail).not.toContain(PASSWORD);
    expect(trail).not.toContain(output.subjectToken);
  });

  it('KEY-09 destroys a key by itself when its time has come', async () => {
    const context = await contextOfAdmin();
    const keyId = await createKey(context);
    await engine.execute('kms.scheduleKeyDeletion', context, { keyId, pendingDays: 7 });
    clock.advance(7 * DAY_IN_MS + 1);
    await restart();
    await vi.waitFor(
      () =>
        expect(engine.execute('kms.enableKey', context, { keyId })).rejects.toMatchObject({
          errorName: 'keyNotFound',
        }),
      { timeout: 10_000 },
    );
    expect(await tracesAfterClose()).toContainEqual({
      name: 'deleteKey',
      user_name: 'key-deletion',
      rating: 'warning',
    });
  });

  it('refuses a user without policies, in the same words for a key that exists and one that does not', async () => {
    const admin = await contextOfAdmin();
    const keyId = await createKey(admin);
    const nobody: RequestContext = {
      ...admin,
      principal: { ...admin.principal, userId: 'f'.repeat(32) } as RequestContext['principal'],
    };
    await expect(
      engine.execute('kms.createKey', nobody, { ...createInput, keyAlias: 'b' }),
    ).rejects.toMatchObject({ errorName: 'permissionDenied', explanation: { action: 'kms:cmk:create' } });
    const answers = await Promise.all(
      [keyId, '22222222-2222-4222-8222-222222222222'].map((id) =>
        engine.execute('kms.disableKey', nobody, { keyId: id }).catch((error: unknown) => error),
      ),
    );
    const [hidden, missing] = answers.map((error) => {
      const { code, status, message, field, explanation } = error as Record<string, unknown>;
      return { code, status, message, field, explanation };
    });
    expect(hidden).toEqual(missing);
    expect(missing).toMatchObject({ status: 404 });
    expect(await engine.permittedOperations(nobody)).not.toContain('kms.createKey');
    expect(await engine.permittedOperations(admin)).toContain('kms.createKey');
  });

  it('OPS-03 says that store, root of trust and jobs work, and counts what it does', async () => {
    await createKey(await contextOfAdmin());
    expect(await engine.health()).toMatchObject({
      ready: true,
      parts: [
        { name: 'store', ok: true },
        { name: 'root-of-trust', ok: true },
        { name: 'jobs', ok: true },
      ],
    });
    const names = engine.metrics().map((metric) => metric.name);
    expect(new Set(names).size).toBe(names.length);
    expect(engine.metrics().find((metric) => metric.name === 'operations_total')?.samples).toContainEqual({
      labels: { operation: 'kms.createKey', outcome: 'done' },
      value: 1,
    });
  });

  it('finishes what runs before it closes, refuses what comes after, and then is not ready', async () => {
    const context = await contextOfAdmin();
    const running = Array.from({ length: 5 }, (_, i) =>
      engine.execute('kms.createKey', context, { ...createInput, keyAlias: `key-${i}` }),
    );
    const closed = engine.close();
    const late = engine.execute('kms.createKey', context, { ...createInput, keyAlias: 'late' });
    await expect(late).rejects.toMatchObject({ errorName: 'unavailable', status: 503 });
    expect(await Promise.all(running)).toHaveLength(5);
    await closed;
    expect((await engine.health()).ready).toBe(false);
    engine = await start();
    const { output } = await engine.execute('kms.searchKeys', context, { sort: 'alias', limit: 20 });
    expect(output.items.map((key) => key.keyAlias)).toEqual(['key-0', 'key-1', 'key-2', 'key-3', 'key-4']);
  });
});

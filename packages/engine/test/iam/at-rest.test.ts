import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobScheduler } from '../../src/jobs/job.ts';
import { dialects } from '../../src/testing/index.ts';
import {
  ADMIN_PASSWORD,
  HOUR,
  MINUTE,
  NOON,
  openWorld,
  refusalOf,
  signedInAdmin,
  signIn,
  type World,
} from './iam-world.ts';

const MARKER = 'planted-marker';

describe('IAM-05 TRC-02 secrets in the store', () => {
  it('passwords, tokens, session IDs, codes and their contents are nowhere in the database files', async () => {
    const world = await openWorld('sqlite');
    const admin = await signedInAdmin(world);
    const { iam, sqliteFile } = world;
    await refusalOf(signIn(iam, `${MARKER}-name`, `${MARKER}-password`));
    const { token } = await iam.identity.issueToken({ user: admin, projectId: null });
    const { id: sessionId } = await iam.sessions.create({
      user: admin,
      idleLimitInMs: HOUR,
      absoluteLimitInMs: HOUR,
      authenticatedAt: NOON,
      multiFactor: false,
      sourceIp: '192.0.2.1',
      userAgent: 'Browser/1',
      issuer: 'issuer',
      subject: 'subject',
      providerSessionId: null,
      data: { idToken: `${MARKER}-id-token` },
    });
    await iam.documents.put({
      kind: 'AuthorizationCode',
      id: `${MARKER}-code`,
      value: `${MARKER}-value`,
      expiresAt: NOON + HOUR,
      groupKey: `${MARKER}-grant`,
      alternateKey: `${MARKER}-uid`,
    });
    await iam.identity.resolveToken(token);
    await iam.sessions.resolve(sessionId);
    const file = sqliteFile ?? '';
    const bytes = Buffer.concat(
      readdirSync(dirname(file))
        .filter((name) => name.startsWith(basename(file)))
        .map((name) => readFileSync(join(dirname(file), name))),
    );
    // Shows that the search finds what is there.
    expect(bytes.includes('AuthorizationCode')).toBe(true);
    expect(bytes.includes('Browser/1')).toBe(true);
    for (const secret of [MARKER, ADMIN_PASSWORD, token, sessionId])
      expect(bytes.includes(secret), secret).toBe(false);
    for (const secret of [token, sessionId])
      expect(bytes.includes(Buffer.from(secret, 'base64url'))).toBe(false);
    expect(JSON.stringify(world.log.lines)).not.toContain(MARKER);
    await world.close();
  });
});

describe.each(dialects)('OPS-03 what has ended is removed on %s', (dialect) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(dialect);
  });
  afterEach(() => world.close());

  const rows = async () => {
    const { read } = world.store;
    const tables = ['sessions', 'auth_tokens', 'expiring_documents', 'throttles'] as const;
    const counts = tables.map(
      async (table) =>
        (
          await read
            .selectFrom(table)
            .select((e) => e.lit(1).as('one'))
            .execute()
        ).length,
    );
    return Promise.all(counts);
  };

  it('sessions, documents and counters when they end, tokens a week later', async () => {
    const { iam, clock } = world;
    const admin = await signedInAdmin(world);
    const [purge] = iam.jobs;
    const runPurge = () =>
      purge?.run({
        id: 'j',
        kind: 'iam.purge',
        subject: 'instance',
        accountId: null,
        dueAt: clock.now(),
        attempts: 0,
        payload: null,
      });
    await iam.identity.issueToken({ user: admin, projectId: null });
    await iam.documents.put({ kind: 'Session', id: 'd', value: 'v', expiresAt: NOON + HOUR });
    await iam.sessions.create({
      user: admin,
      idleLimitInMs: HOUR,
      absoluteLimitInMs: 8 * HOUR,
      authenticatedAt: NOON,
      multiFactor: false,
      sourceIp: '',
      userAgent: '',
      issuer: '',
      subject: '',
      providerSessionId: null,
      data: {},
    });
    expect(await rows()).toEqual([1, 1, 1, 2]);
    expect(await runPurge()).toEqual({ kind: 'again', dueAt: NOON + 10 * MINUTE });
    expect(await rows()).toEqual([1, 1, 1, 2]);
    clock.advance(HOUR);
    await runPurge();
    expect(await rows()).toEqual([0, 1, 0, 0]);
    clock.advance(7 * 24 * HOUR + 22 * HOUR);
    await runPurge();
    expect(await rows()).toEqual([0, 1, 0, 0]);
    clock.advance(HOUR);
    await runPurge();
    expect(await rows()).toEqual([0, 0, 0, 0]);
  });

  it('is planned at the start', async () => {
    const planned: unknown[] = [];
    const scheduler: JobScheduler = {
      plan: async (_transaction, job) => {
        planned.push(job);
      },
      cancel: () => Promise.reject(new TypeError('nothing is cancelled')),
    };
    await world.iam.planJobs(scheduler);
    expect(planned).toEqual([
      { kind: world.iam.jobs[0]?.kind, subject: 'instance', accountId: null, dueAt: NOON },
    ]);
  });
});

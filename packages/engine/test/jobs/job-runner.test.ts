import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GroupCommitAuditWriter } from '../../src/audit/group-commit-writer.ts';
import type { DueJob, JobDefinition, JobResult } from '../../src/jobs/job.ts';
import { JobRunner } from '../../src/jobs/job-runner.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import {
  dialects,
  ManualClock,
  openTestStore,
  RecordingLog,
  seedAccount,
  type TestStore,
} from '../../src/testing/index.ts';

const KIND = 'test-job';

function definition(run: (job: DueJob) => Promise<JobResult>): JobDefinition {
  return { kind: KIND, principalName: KIND, run };
}

function runnerOn(store: Store, clock: ManualClock, run: (job: DueJob) => Promise<JobResult>): JobRunner {
  const log = new RecordingLog();
  const audit = new GroupCommitAuditWriter({ store, clock, log });
  const runner = new JobRunner({ store, clock, audit, log, random: () => 1 });
  runner.register([definition(run)]);
  return runner;
}

describe.each(dialects)('KEY-09 background jobs on %s', (dialect) => {
  let test: TestStore;
  let clock: ManualClock;
  beforeEach(async () => {
    clock = new ManualClock();
    test = await openTestStore(dialect, { clock });
  });
  afterEach(() => test.remove());

  function plan(runner: JobRunner, subject: string, dueInMs: number, payload?: unknown): Promise<void> {
    return test.store.transaction((t) =>
      runner.plan(t, { kind: KIND, subject, accountId: null, dueAt: clock.now() + dueInMs, payload }),
    );
  }

  function jobRows() {
    return test.store.read.selectFrom('jobs').selectAll().orderBy('subject').execute();
  }

  it('run when they are due and not before, once, and are gone then', async () => {
    const ran: DueJob[] = [];
    const runner = runnerOn(test.store, clock, async (job) => {
      ran.push(job);
      return { kind: 'done' };
    });
    await plan(runner, 's', 1_000, { text: 'x' });
    expect(await runner.runDue()).toBe(0);
    clock.advance(999);
    expect(await runner.runDue()).toBe(0);
    clock.advance(1);
    expect(await runner.runDue()).toBe(1);
    expect(ran).toMatchObject([{ kind: KIND, subject: 's', attempts: 1, payload: { text: 'x' } }]);
    expect(await runner.runDue()).toBe(0);
    expect(await jobRows()).toEqual([]);
  });

  it('are planned once per subject: the last plan counts', async () => {
    const ran: unknown[] = [];
    const runner = runnerOn(test.store, clock, async (job) => {
      ran.push(job.payload);
      return { kind: 'done' };
    });
    await plan(runner, 's', 0, 'old');
    await plan(runner, 's', 5_000, 'new');
    expect(await runner.runDue()).toBe(0);
    clock.advance(5_000);
    await runner.runDue();
    expect(ran).toEqual(['new']);
  });

  it('that were cancelled, or planned in a transaction that failed, do not run', async () => {
    const runner = runnerOn(test.store, clock, async () => ({ kind: 'done' }));
    await plan(runner, 's', 0);
    await test.store.transaction((t) => runner.cancel(t, KIND, 's'));
    await test.store
      .transaction(async (t) => {
        await runner.plan(t, { kind: KIND, subject: 'u', accountId: null, dueAt: 0 });
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(await runner.runDue()).toBe(0);
  });

  it('can ask to run again at another time', async () => {
    let runs = 0;
    const runner = runnerOn(test.store, clock, async () =>
      ++runs === 1 ? { kind: 'again', dueAt: clock.now() + 60_000 } : { kind: 'done' },
    );
    await plan(runner, 's', 0);
    expect(await runner.runDue()).toBe(1);
    expect(await runner.runDue()).toBe(0);
    clock.advance(60_000);
    expect(await runner.runDue()).toBe(1);
    expect(await jobRows()).toEqual([]);
  });

  it('that were planned anew while they ran are not taken away by the end of that run', async () => {
    const runner: JobRunner = runnerOn(test.store, clock, async () => {
      await plan(runner, 's', 60_000);
      return { kind: 'done' };
    });
    await plan(runner, 's', 0);
    await runner.runDue();
    expect(await jobRows()).toMatchObject([{ due_at: clock.now() + 60_000, lease_owner: null }]);
  });

  it('that fail are tried again, each time later, and say why', async () => {
    const attempts: number[] = [];
    const runner = runnerOn(test.store, clock, async (job) => {
      attempts.push(job.attempts);
      throw new Error('endpoint is down');
    });
    await plan(runner, 's', 0);
    for (const delay of [1_000, 2_000, 4_000]) {
      await runner.runDue();
      expect(await jobRows()).toMatchObject([
        { due_at: clock.now() + delay, last_error: 'endpoint is down', lease_owner: null },
      ]);
      clock.advance(delay - 1);
      expect(await runner.runDue()).toBe(0);
      clock.advance(1);
    }
    expect(attempts).toEqual([1, 2, 3]);
    for (let i = 0; i < 12; i++) {
      await runner.runDue();
      clock.advance(10 * 60_000);
    }
    expect(attempts).toHaveLength(15);
  });

  it('TRC-05 leave an incident under their principal when they fail for an account', async () => {
    const seeded = await seedAccount(test.store);
    const log = new RecordingLog();
    const audit = new GroupCommitAuditWriter({ store: test.store, clock, log });
    const runner = new JobRunner({ store: test.store, clock, audit, log });
    runner.register([
      {
        kind: 'key-deletion',
        principalName: 'key-deletion',
        failureTrace: {
          name: 'deleteKey',
          serviceType: 'KMS',
          resourceType: 'cmk',
          operationId: 'key-deletion',
        },
        run: async () => {
          throw new Error('secret detail');
        },
      },
    ]);
    await test.store.transaction((t) =>
      runner.plan(t, { kind: 'key-deletion', subject: 'k', accountId: seeded.accountId, dueAt: 0 }),
    );
    await runner.runDue();
    const traces = await test.store.read.selectFrom('traces').selectAll().execute();
    expect(traces).toMatchObject([
      {
        name: 'deleteKey',
        rating: 'incident',
        user_name: 'key-deletion',
        resource_id: 'k',
        account_id: seeded.accountId,
      },
    ]);
    expect(JSON.stringify(traces)).not.toContain('secret detail');
  });

  it.each(['own', 'none'])('TRC-05 leave one too without a documented name; account: %s', async (account) => {
    const first = await seedAccount(test.store);
    const other = await seedAccount(test.store);
    const log = new RecordingLog();
    const audit = new GroupCommitAuditWriter({ store: test.store, clock, log });
    const runner = new JobRunner({ store: test.store, clock, audit, log });
    const kind = `tidy-up-${account}`;
    runner.register([
      {
        kind,
        principalName: 'tidy-up',
        run: async () => {
          throw new Error('secret detail');
        },
      },
    ]);
    const accountId = account === 'own' ? other.accountId : null;
    await test.store.transaction((t) => runner.plan(t, { kind, subject: 's', accountId, dueAt: 0 }));
    await runner.runDue();
    const traces = await test.store.read
      .selectFrom('traces')
      .selectAll()
      .where('user_name', '=', 'tidy-up')
      .where('account_id', 'in', [first.accountId, other.accountId, await firstAccount()])
      .where('name', '=', account === 'own' ? 'tidyUpOwn' : 'tidyUpNone')
      .execute();
    expect(traces).toMatchObject([
      {
        rating: 'incident',
        resource_type: 'job',
        resource_id: 's',
        account_id: accountId ?? (await firstAccount()),
      },
    ]);
    expect(JSON.stringify(traces)).not.toContain('secret detail');
  });

  async function firstAccount(): Promise<string> {
    const row = await test.store.read
      .selectFrom('accounts')
      .select('id')
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow();
    return row.id;
  }

  it('of kinds that this release does not know are left alone', async () => {
    const runner = runnerOn(test.store, clock, async () => ({ kind: 'done' }));
    await test.store.transaction((t) =>
      runner.plan(t, { kind: 'from-the-future', subject: 's', accountId: null, dueAt: 0 }),
    );
    expect(await runner.runDue()).toBe(0);
    expect(await jobRows()).toMatchObject([{ attempts: 0 }]);
  });

  it('of a crashed process run again when their lease has ended', async () => {
    const crashed = runnerOn(test.store, clock, () => new Promise(() => undefined));
    await plan(crashed, 's', 0);
    void crashed.runDue();
    await vi.waitFor(async () => expect(await jobRows()).toMatchObject([{ attempts: 1 }]));
    const attempts: number[] = [];
    const other = runnerOn(test.store, clock, async (job) => {
      attempts.push(job.attempts);
      return { kind: 'done' };
    });
    expect(await other.runDue()).toBe(0);
    clock.advance(8_000);
    expect(await other.runDue()).toBe(1);
    expect(attempts).toEqual([2]);
  });

  it('start by themselves, are found within seconds and end before the runner has stopped', async () => {
    const started = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    let ended = false;
    const runner = runnerOn(test.store, clock, async () => {
      started.resolve();
      await release.promise;
      ended = true;
      return { kind: 'done' };
    });
    await runner.start();
    expect(runner.healthy).toBe(true);
    await plan(runner, 's', 0);
    await started.promise;
    const stopped = runner.stop();
    release.resolve();
    await stopped;
    expect(ended).toBe(true);
    expect(await jobRows()).toEqual([]);
  });

  it('that are planned while the runner rests are run, one after another', async () => {
    const runs: PromiseWithResolvers<void>[] = [];
    const runner = runnerOn(test.store, clock, async ({ subject }) => {
      runs[Number(subject)]?.resolve();
      return { kind: 'done' };
    });
    await runner.start();
    for (const subject of [0, 1, 2]) {
      const run = Promise.withResolvers<void>();
      runs[subject] = run;
      await plan(runner, String(subject), 0);
      await run.promise;
      await vi.waitFor(async () => expect(await jobRows()).toEqual([]));
      // Longer than the pause that follows a run: the next plan is what wakes the runner.
      await new Promise((resolve) => setTimeout(resolve, 120));
    }
    await runner.stop();
  });
});

describe('KEY-09 background jobs after a crash on sqlite', () => {
  it('run at the next start without waiting for the lease of a process that is gone', async () => {
    const clock = new ManualClock();
    const test = await openTestStore('sqlite', { clock });
    const crashed = runnerOn(test.store, clock, () => new Promise(() => undefined));
    await test.store.transaction((t) =>
      crashed.plan(t, { kind: KIND, subject: 's', accountId: null, dueAt: 0 }),
    );
    void crashed.runDue();
    await vi.waitFor(async () =>
      expect(await test.store.read.selectFrom('jobs').selectAll().execute()).toMatchObject([{ attempts: 1 }]),
    );
    const store = await test.reopen();
    const ran = Promise.withResolvers<void>();
    const runner = runnerOn(store, clock, async () => {
      ran.resolve();
      return { kind: 'done' };
    });
    await runner.start();
    await ran.promise;
    await runner.stop();
    await test.remove();
  });
});

describe('OPS-02 background jobs of two nodes on postgres', () => {
  it('run each job on one of them', async () => {
    const clock = new ManualClock();
    const test = await openTestStore('postgres', { clock });
    const second = await openStore(test.location, { clock });
    const ran: string[] = [];
    const run = async (job: DueJob): Promise<JobResult> => {
      ran.push(job.subject);
      await new Promise((resolve) => setImmediate(resolve));
      return { kind: 'done' };
    };
    const runners = [runnerOn(test.store, clock, run), runnerOn(second, clock, run)];
    const subjects = Array.from({ length: 60 }, (_, i) => `subject-${String(i).padStart(2, '0')}`);
    const [planner] = runners;
    await test.store.transaction(async (t) => {
      for (const subject of subjects)
        await planner?.plan(t, { kind: KIND, subject, accountId: null, dueAt: 0 });
    });
    const counts = await Promise.all(runners.map((runner) => runner.runDue()));
    expect(ran.toSorted()).toEqual(subjects);
    expect(counts.every((count) => count > 0)).toBe(true);
    await second.close();
    await test.remove();
  });
});

import { MAX_SECRET_STATUSES, MAX_SECRET_VERSIONS, OperationError } from '@dewpoint/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  afterDeleting,
  afterTaking,
  versionMeant,
  versionsToRemove,
} from '../../src/csms/versions/version-rules.ts';
import { dialects } from '../../src/testing/index.ts';
import { type CsmsWorld, openCsmsWorld } from './csms-world.ts';

/**
 * What the documents say of the life of versions, written down once more in the plainest way: a list of versions, each with its
 * statuses. The product keeps statuses by name instead.
 */
class VersionModel {
  versions: { number: number; value: string; stages: Set<string>; expiresAt: number | null; told: number }[] =
    [];
  last = 0;
  pending = false;

  put(value: string, stages: readonly string[], expiresAt: number | null): string {
    if (this.pending) return 'CSMS.0103';
    const former = this.holder('SYSCURRENT');
    const names = new Set([...this.versions.flatMap((version) => [...version.stages]), ...stages]);
    const pushes = former !== undefined && stages.includes('SYSCURRENT') && !stages.includes('SYSPREVIOUS');
    if (pushes) names.add('SYSPREVIOUS');
    if (names.size > MAX_SECRET_STATUSES) return 'CSMS.0203';
    for (const version of this.versions) for (const stage of stages) version.stages.delete(stage);
    if (pushes && former) this.give(former, 'SYSPREVIOUS');
    this.last += 1;
    this.versions.push({ number: this.last, value, stages: new Set(stages), expiresAt, told: 0 });
    while (this.versions.length > MAX_SECRET_VERSIONS) {
      const free = this.versions.findIndex((version) => version.stages.size === 0);
      this.versions.splice(free, 1);
    }
    return 'done';
  }

  move(stage: string, number: number): string {
    if (this.pending) return 'CSMS.0103';
    const target = this.versions.find((version) => version.number === number);
    if (target === undefined) return 'CSMS.0005';
    const former = this.holder('SYSCURRENT');
    const names = new Set([...this.versions.flatMap((version) => [...version.stages]), stage]);
    const pushes = stage === 'SYSCURRENT' && former !== undefined && former !== target;
    if (pushes) names.add('SYSPREVIOUS');
    if (names.size > MAX_SECRET_STATUSES) return 'CSMS.0203';
    this.give(target, stage);
    if (pushes && former) this.give(former, 'SYSPREVIOUS');
    return 'done';
  }

  remove(stage: string): string {
    if (this.pending) return 'CSMS.0103';
    if (stage === 'SYSCURRENT' || stage === 'SYSPREVIOUS') return 'CSMS.0105';
    const holder = this.holder(stage);
    if (holder === undefined) return 'CSMS.0005';
    holder.stages.delete(stage);
    return 'done';
  }

  expire(number: number, expiresAt: number | null): string {
    if (this.pending) return 'CSMS.0103';
    const target = this.versions.find((version) => version.number === number);
    if (target === undefined) return 'CSMS.0005';
    target.expiresAt = expiresAt;
    return 'done';
  }

  holder(stage: string) {
    return this.versions.find((version) => version.stages.has(stage));
  }

  private give(target: { stages: Set<string> }, stage: string): void {
    for (const version of this.versions) version.stages.delete(stage);
    target.stages.add(stage);
  }
}

const stageName = fc.constantFrom(
  'SYSCURRENT',
  'SYSPREVIOUS',
  ...Array.from({ length: 13 }, (_, i) => `S${i}`),
);
const number = fc.integer({ min: 1, max: 30 });
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      stages: fc.uniqueArray(stageName, { minLength: 1, maxLength: 4 }),
      ahead: fc.option(fc.integer({ min: 1, max: 50 })),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('putPlain' as const), count: fc.integer({ min: 1, max: 15 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('move' as const), stage: stageName, number }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), stage: stageName }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('expire' as const),
      number,
      ahead: fc.option(fc.integer({ min: 1, max: 50 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('schedule' as const, 'cancel' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (error instanceof OperationError) return error.code;
    throw error;
  }
}

describe.each(dialects)('SEC-05 SEC-06 SEC-07 the life of versions against a model on %s', (dialect) => {
  let world: CsmsWorld;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  async function runStep(model: VersionModel, { ...step }: Step, told: Map<number, number>): Promise<void> {
    const { node, api, clock } = world;
    const secretName = 's';
    if (step.kind === 'put') {
      const value = `value ${model.last + 1}`;
      const expiresAt = step.ahead === null ? null : clock.now() + step.ahead;
      const done = await outcome(
        world.put(secretName, value, { versionStages: step.stages, expireTime: expiresAt }),
      );
      expect(done).toBe(model.put(value, step.stages, expiresAt));
    } else if (step.kind === 'putPlain') {
      for (let i = 0; i < step.count; i += 1) {
        const value = `value ${model.last + 1}`;
        expect(await outcome(world.put(secretName, value))).toBe(model.put(value, ['SYSCURRENT'], null));
      }
    } else if (step.kind === 'move') {
      const wire = { secretName, stageName: step.stage, versionId: `v${step.number}` };
      expect(await outcome(node.run('csms.updateSecretStage', api, wire))).toBe(
        model.move(step.stage, step.number),
      );
    } else if (step.kind === 'remove') {
      const wire = { secretName, stageName: step.stage };
      expect(await outcome(node.run('csms.deleteSecretStage', api, wire))).toBe(model.remove(step.stage));
    } else if (step.kind === 'expire') {
      const expireTime = step.ahead === null ? null : clock.now() + step.ahead;
      const wire = { secretName, versionId: `v${step.number}`, expireTime };
      expect(await outcome(node.run('csms.updateSecretVersion', api, wire))).toBe(
        model.expire(step.number, expireTime),
      );
    } else if (step.kind === 'wait') {
      clock.advance(step.ms);
      await node.jobs.runDue();
      for (const version of model.versions) {
        if (version.expiresAt === null || version.expiresAt > clock.now()) continue;
        if (version.told === version.expiresAt) continue;
        version.told = version.expiresAt;
        told.set(version.number, (told.get(version.number) ?? 0) + 1);
      }
    } else {
      const schedule = step.kind === 'schedule';
      const done = schedule
        ? await outcome(
            node.run('csms.scheduleSecretDeletion', api, { secretName, recoveryWindowInDays: 30 }),
          )
        : await outcome(node.run('csms.cancelSecretDeletion', api, { secretName }));
      expect(done).toBe(model.pending === schedule ? (schedule ? 'CSMS.0107' : 'CSMS.0108') : 'done');
      model.pending = schedule;
    }
  }

  async function compare(model: VersionModel, told: Map<number, number>): Promise<void> {
    const view = await world.node.run('csms.viewSecret', world.api, { secretName: 's' });
    expect(
      view.versions.map(({ versionId, statuses, expiresAt }) => [versionId, statuses, expiresAt]),
    ).toEqual(
      model.versions
        .map(({ number, stages, expiresAt }) => [number, [...stages].sort(), expiresAt])
        .reverse(),
    );
    expect(view.versions.filter(({ statuses }) => statuses.includes('SYSCURRENT'))).toHaveLength(1);
    const tellings = new Map<number, number>();
    for (const { event_type, content } of await world.outbox()) {
      if (event_type !== 'SECRET_VERSION_EXPIRED') continue;
      const version = Number(JSON.parse(content).data.versionId.slice(1));
      tellings.set(version, (tellings.get(version) ?? 0) + 1);
    }
    expect(tellings).toEqual(told);
  }

  it('does what the model does, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async (steps) => {
        await world.enterNewAccount();
        await world.createEvent('e', ['SECRET_VERSION_EXPIRED']);
        await world.createSecret('s', { secretString: 'value 1', eventSubscriptions: ['e'] });
        const model = new VersionModel();
        const told = new Map<number, number>();
        model.put('value 1', ['SYSCURRENT'], null);
        for (const next of steps) {
          await runStep(model, next, told);
          await compare(model, told);
        }
        if (model.pending) await world.node.run('csms.cancelSecretDeletion', world.api, { secretName: 's' });
        for (const { number, value, stages } of model.versions) {
          for (const place of [`v${number}`, ...stages]) {
            expect([place, (await world.read('s', place)).secretString]).toEqual([place, value]);
          }
        }
      }),
      { numRuns: dialect === 'sqlite' ? 25 : 8 },
    );
  }, 120_000);
});

describe('SEC-05 SEC-06 the rules of versions and statuses', () => {
  const map = fc
    .uniqueArray(fc.tuple(stageName, fc.integer({ min: 1, max: 20 })), {
      selector: ([name]) => name,
      maxLength: 12,
    })
    .map((entries) => new Map(entries));

  it('removing leaves 20 versions, every one with a status, and nothing newer than what stays free', () => {
    fc.assert(
      fc.property(map, fc.integer({ min: 1, max: 40 }), (stages, count) => {
        const versions = Array.from({ length: count }, (_, i) => i + 1);
        const removed = versionsToRemove(versions, stages);
        expect(versions.length - removed.length).toBe(Math.min(count, MAX_SECRET_VERSIONS));
        const held = new Set(stages.values());
        for (const version of removed) expect(held.has(version)).toBe(false);
        const oldestFree = versions.find((version) => !held.has(version) && !removed.includes(version));
        if (oldestFree !== undefined) for (const version of removed) expect(version).toBeLessThan(oldestFree);
      }),
    );
  });

  it('taking and deleting never change the map they were given', () => {
    fc.assert(
      fc.property(map, stageName, (stages, name) => {
        const before = [...stages];
        for (const change of [() => afterTaking(stages, 21, [name]), () => afterDeleting(stages, name)]) {
          try {
            change();
          } catch (error) {
            expect(error).toBeInstanceOf(OperationError);
          }
          expect([...stages]).toEqual(before);
        }
      }),
    );
  });

  it('SEC-10 a version that is there goes before a status of its name', () => {
    const stages = new Map([
      ['v2', { version: 1 }],
      ['v9', { version: 1 }],
      ['SYSCURRENT', { version: 3 }],
    ]);
    const versions = new Set([1, 2, 3]);
    const meant = (text: string) => versionMeant(text, versions, stages);
    expect(['v1', 'v2', 'v9', 'latest', 'SYSCURRENT', 'v4', 'none'].map(meant)).toEqual([
      1,
      2,
      1,
      3,
      3,
      undefined,
      undefined,
    ]);
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { begin, beginnings, walks } from './key-steps.ts';
import { type KmsWorld, openKmsWorld } from './kms-world.ts';

/** Walks of at most 80 steps; a failing one is made small, and printed with the seed that repeats it. */
const WALKS = { sqlite: 40, postgres: 15 } as const;

describe.each(dialects)('the life of keys beside a model on %s', (dialect) => {
  let world: KmsWorld;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('KEY-05 KEY-06 KEY-07 KEY-08 KEY-09 KEY-10 KEY-15 ROT-01 ROT-03 IMP-04 IMP-05 CRY-06 TAG-01 GRT-03 do as the model says', async () => {
    await fc.assert(
      fc.asyncProperty(beginnings, walks, async (kinds, walk) => {
        await world.enterNewAccount();
        await fc.asyncModelRun(() => begin(world, kinds), walk);
      }),
      { numRuns: WALKS[dialect] },
    );
  }, 300_000);
});

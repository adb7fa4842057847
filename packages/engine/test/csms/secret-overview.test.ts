import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { type CsmsWorld, DAY_IN_MS, openCsmsWorld } from './csms-world.ts';

describe.each(dialects)('what becomes due for secrets on %s', { timeout: 60_000 }, (dialect) => {
  let world: CsmsWorld;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect);
  });
  beforeEach(() => world.enterNewAccount());
  afterAll(() => world[Symbol.asyncDispose]());

  const create = (name: string, more: Record<string, unknown> = {}) =>
    world.node.rest('csms.createSecret', world.api, { name, secret_string: 'value', ...more });
  const due = async () => (await world.node.run('csms.secretOverview', world.api, {})).due;

  it('SEC-07 SEC-08 tells deletions, rotations and expiries in their order, and forgets what was taken back', async () => {
    const start = world.clock.now();
    await create('quiet');
    await create('leaving');
    await world.node.rest('csms.scheduleSecretDeletion', world.api, {
      secret_name: 'leaving',
      recovery_window_in_days: 7,
    });
    await create('ending');
    const version = (secret_name: string, days: number) =>
      world.node.rest('csms.createSecretVersion', world.api, {
        secret_name,
        secret_string: 'value',
        expire_time: start + days * DAY_IN_MS,
      });
    await version('ending', 3);
    await create('far');
    await version('far', 91);
    await world.store.transaction(async (transaction) => {
      await transaction
        .updateTable('secrets')
        .set({ rotation_enabled: 1, next_rotation_at: start + 5 * DAY_IN_MS })
        .where('name', '=', 'quiet')
        .where('account_id', '=', world.account.accountId)
        .execute();
    });
    expect(await due()).toEqual([
      { kind: 'expiry', secretName: 'ending', at: start + 3 * DAY_IN_MS },
      { kind: 'rotation', secretName: 'quiet', at: start + 5 * DAY_IN_MS },
      { kind: 'deletion', secretName: 'leaving', at: start + 7 * DAY_IN_MS },
    ]);
    await world.node.rest('csms.cancelSecretDeletion', world.api, { secret_name: 'leaving' });
    expect((await due()).map(({ secretName }) => secretName)).toEqual(['ending', 'quiet']);
    world.clock.advance(4 * DAY_IN_MS);
    expect((await due()).map(({ secretName }) => secretName)).toEqual(['quiet', 'far']);
  });

  it('tells nothing of other accounts', async () => {
    await create('leaving');
    await world.node.rest('csms.scheduleSecretDeletion', world.api, {
      secret_name: 'leaving',
      recovery_window_in_days: 7,
    });
    await world.enterNewAccount();
    expect(await due()).toEqual([]);
  });
});

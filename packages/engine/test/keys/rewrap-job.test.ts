import { openEphemeralRoot, openPkcs11Root, type RootOfTrust } from '@dewpoint/crypto-core';
import { PIN, SOFTHSM_MODULE, SoftHsmWorld } from '@dewpoint/crypto-core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GroupCommitAuditWriter } from '../../src/audit/group-commit-writer.ts';
import { createSealing, wrappedSealingKey } from '../../src/iam/sealing.ts';
import { JobRunner } from '../../src/jobs/job-runner.ts';
import { AccountKeys } from '../../src/keys/account-keys.ts';
import { createRewrapJob } from '../../src/keys/rewrap-job.ts';
import { wrappedAccountKeys } from '../../src/keys/wrapped-by-root.ts';
import {
  dialects,
  ManualClock,
  openTestStore,
  RecordingLog,
  seedAccount,
  type TestStore,
} from '../../src/testing/index.ts';

// Starts of modules and pauses between attempts add up on a busy machine; nothing here asserts how long anything takes.
vi.setConfig({ testTimeout: 60_000 });
const HEALING = { timeout: 20_000, interval: 50 };
const MINUTE_IN_MS = 60_000;

describe.each(dialects)('HSM-04 keys are wrapped again under every root key on %s', (dialect) => {
  const clock = new ManualClock();
  let place: TestStore;
  let hsm: SoftHsmWorld;
  const opened: RootOfTrust[] = [];
  beforeEach(async () => {
    place = await openTestStore(dialect, { clock });
    hsm = new SoftHsmWorld('east', 'west');
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((root) => root.close()));
    hsm[Symbol.dispose]();
    await place.remove();
  });

  async function openRoot(...tokenLabels: string[]): Promise<RootOfTrust> {
    const root = await openPkcs11Root({ modulePath: SOFTHSM_MODULE, tokenLabels, pin: PIN, mayCreate: true });
    opened.push(root);
    return root;
  }

  /** A node on the store: what it seals, and its job. */
  async function node(root: RootOfTrust) {
    const { store } = place;
    const log = new RecordingLog();
    const audit = new GroupCommitAuditWriter({ store, clock, log });
    const jobs = new JobRunner({ store, clock, audit, log });
    const wrapped = [wrappedAccountKeys, wrappedSealingKey];
    const rewrapping = createRewrapJob({ store, root, clock, audit, log, wrapped });
    jobs.register([rewrapping.job]);
    await rewrapping.plan(jobs);
    return {
      accountKeys: new AccountKeys({ store, root, clock }),
      sealing: createSealing({ store, root }),
      async run() {
        clock.advance(MINUTE_IN_MS);
        expect(await jobs.runDue()).toBe(1);
      },
    };
  }

  const rewraps = async () =>
    (
      await place.store.read
        .selectFrom('traces')
        .select(['account_id', 'user_name', 'resource_name', 'rating', 'code'])
        .where('name', '=', 'rewrapKey')
        .orderBy('seq')
        .execute()
    ).map(({ account_id: account, ...trace }) => ({ account, ...trace }));

  const everyTokenWorks = (root: RootOfTrust) =>
    vi.waitFor(
      async () => expect((await root.health()).tokens.map(({ ok }) => ok)).toEqual([true, true]),
      HEALING,
    );

  it('made while a token was away: once it is back, it alone opens everything', async () => {
    const first = await seedAccount(place.store);
    const secret = Buffer.from('secret');
    const root = await openRoot('east', 'west');
    const both = await node(root);
    const old = await both.accountKeys.seal(first.accountId, secret, 'test');

    hsm.unplug('west');
    await vi.waitFor(async () => expect((await root.health()).tokens[1]?.ok).toBe(false), HEALING);
    const second = await seedAccount(place.store);
    const recent = await both.accountKeys.seal(second.accountId, secret, 'test');
    const sealed = await both.sealing.seal(['session'], secret);
    await both.run();
    expect(await rewraps()).toEqual([]);

    hsm.plug('west');
    await everyTokenWorks(root);
    await both.run();
    const done = { user_name: 'root-rewrap', rating: 'normal', code: '200' };
    const traced = await rewraps();
    expect(traced).toHaveLength(2);
    expect(traced).toContainEqual({ ...done, account: second.accountId, resource_name: 'account key 1' });
    // What belongs to no account is told to the first one: both are equally old, so the order of their IDs decides.
    const [eldest] = [first.accountId, second.accountId].sort();
    expect(traced).toContainEqual({ ...done, account: eldest, resource_name: 'sealing key' });
    await both.run();
    expect(await rewraps()).toHaveLength(2);

    await root.close();
    hsm.unplug('east');
    const westOnly = await node(await openRoot('west'));
    for (const [account, blob] of [
      [first, old],
      [second, recent],
    ] as const) {
      expect(await westOnly.accountKeys.open(account.accountId, blob, 'test')).toEqual(secret);
    }
    expect(await westOnly.sealing.open(['session'], sealed)).toEqual(secret);
  });

  it('made before a token was added: the new token opens them too', async () => {
    const { accountId } = await seedAccount(place.store);
    const secret = Buffer.from('secret');
    const east = await openRoot('east');
    const sealed = await (await node(east)).accountKeys.seal(accountId, secret, 'test');
    await east.close();

    const root = await openRoot('east', 'west');
    await everyTokenWorks(root);
    await (await node(root)).run();
    await root.close();
    expect(await (await node(await openRoot('west'))).accountKeys.open(accountId, sealed, 'test')).toEqual(
      secret,
    );
  });

  it('leaves what another root wrapped as it is, and the failure is traced', async () => {
    const { accountId } = await seedAccount(place.store);
    await (await node(await openRoot('east'))).accountKeys.seal(accountId, Buffer.from('x'), 'test');
    const before = await place.store.read.selectFrom('account_keys').selectAll().execute();
    await (await node(await openRoot('west'))).run();
    expect(await place.store.read.selectFrom('account_keys').selectAll().execute()).toEqual(before);
    expect(await rewraps()).toEqual([
      { account: accountId, user_name: 'root-rewrap', resource_name: '', rating: 'incident', code: '500' },
    ]);
  });

  it('a software root key is the only one: nothing is wrapped again', async () => {
    const { accountId } = await seedAccount(place.store);
    const root = await openEphemeralRoot();
    opened.push(root);
    const software = await node(root);
    await software.accountKeys.seal(accountId, Buffer.from('x'), 'test');
    await software.run();
    expect(await rewraps()).toEqual([]);
  });
});

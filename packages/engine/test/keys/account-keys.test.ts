import { OperationError } from '@dewpoint/contract';
import { CryptoError, DecryptionFailedError, MalformedError, openEphemeralRoot } from '@dewpoint/crypto-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountKeys } from '../../src/keys/account-keys.ts';
import {
  dialects,
  ManualClock,
  openTestStore,
  seedAccount,
  type TestStore,
} from '../../src/testing/index.ts';
import { RootThatGoes } from './root-that-goes.ts';

describe.each(dialects)('account keys on %s', (dialect) => {
  const clock = new ManualClock();
  let place: TestStore;
  let root: RootThatGoes;
  let accountId: string;
  beforeAll(async () => {
    place = await openTestStore(dialect, { clock });
    root = new RootThatGoes(await openEphemeralRoot());
  });
  beforeEach(async () => {
    accountId = (await seedAccount(place.store)).accountId;
    root.away = false;
  });
  afterAll(() => place.remove());
  const open = () => new AccountKeys({ store: place.store, root, clock });
  const secret = Buffer.from('secret');

  it('KEY-16 HSM-01 nodes that race make one key for an account, kept wrapped', async () => {
    const nodes = [open(), open(), open()];
    const sealed = await Promise.all(nodes.map((node) => node.seal(accountId, secret, 'session 1')));
    for (const node of nodes) {
      for (const blob of sealed) {
        expect((await node.open(accountId, blob, 'session 1')).toString()).toBe('secret');
      }
    }
    const rows = await place.store.read
      .selectFrom('account_keys')
      .selectAll()
      .where('account_id', '=', accountId)
      .execute();
    expect(rows).toHaveLength(1);
  });

  it('IAM-02 what is sealed opens for its account and context only', async () => {
    const keys = open();
    const other = (await seedAccount(place.store)).accountId;
    const sealed = await keys.seal(accountId, secret, 'session 1');
    await expect(keys.open(other, sealed, 'session 1')).rejects.toThrow(DecryptionFailedError);
    await expect(keys.open(accountId, sealed, 'session 2')).rejects.toThrow(DecryptionFailedError);
    for (let at = 5; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const failure = await keys.open(accountId, changed, 'session 1').catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(CryptoError);
    }
    for (const bytes of [Buffer.alloc(0), Buffer.from([9, 0, 0, 0, 1, 7]), Buffer.from([1, 0, 0, 0, 2, 7])]) {
      await expect(keys.open(accountId, bytes, 'session 1')).rejects.toThrow(MalformedError);
    }
    await expect(keys.seal(accountId, secret, 'a\0b')).rejects.toThrow(TypeError);
  });

  it('KEY-16 a row of another account does not open', async () => {
    const other = (await seedAccount(place.store)).accountId;
    await open().seal(accountId, secret, 'x');
    const row = await place.store.read
      .selectFrom('account_keys')
      .selectAll()
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    await place.store.transaction((transaction) =>
      transaction
        .insertInto('account_keys')
        .values({ ...row, account_id: other })
        .execute(),
    );
    await expect(open().seal(other, secret, 'x')).rejects.toThrow();
  });

  it('HSM-04 while the root is away loaded keys serve on, others answer 503, and it heals by itself', async () => {
    const keys = open();
    await keys.seal(accountId, secret, 'x');
    root.away = true;
    await keys.seal(accountId, secret, 'x');
    keys.dropAll();
    const refusal = await keys.seal(accountId, secret, 'x').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(OperationError);
    expect(refusal).toMatchObject({ errorName: 'rootOfTrustUnavailable', status: 503 });
    root.away = false;
    await keys.seal(accountId, secret, 'x');
  });

  it('KEY-16 the unwrapped key goes after its time limit', async () => {
    const keys = open();
    await keys.seal(accountId, secret, 'x');
    await keys.seal(accountId, secret, 'x');
    const before = root.unwraps;
    clock.advance(10 * 60_000);
    keys.sweep();
    expect(keys.figures().size).toBe(0);
    await keys.seal(accountId, secret, 'x');
    expect(root.unwraps).toBe(before + 1);
  });
});

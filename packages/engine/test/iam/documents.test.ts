import { DecryptionFailedError, openEphemeralRoot, RootUnavailableError } from '@dewpoint/crypto-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSealing } from '../../src/iam/sealing.ts';
import { dialects } from '../../src/testing/index.ts';
import { addUser, MINUTE, NOON, openWorld, refusalOf, signedInAdmin, type World } from './iam-world.ts';

describe.each(dialects)('IAM-01 documents of sign-in flows on %s', (dialect) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(dialect);
  });
  afterEach(() => world.close());

  const documents = () => world.iam.documents;
  const code = { kind: 'AuthorizationCode', id: 'code-1', value: '{"a":1}', expiresAt: NOON + MINUTE };

  it('are kept until they end', async () => {
    await documents().put(code);
    expect(await documents().get('AuthorizationCode', 'code-1')).toEqual({
      value: '{"a":1}',
      consumedAt: null,
    });
    expect(await documents().get('AuthorizationCode', 'code-2')).toBeNull();
    expect(await documents().get('RefreshToken', 'code-1')).toBeNull();
    world.clock.advance(MINUTE);
    expect(await documents().get('AuthorizationCode', 'code-1')).toBeNull();
    expect(await documents().consume('AuthorizationCode', 'code-1')).toBe(false);
  });

  it('are consumed once, however many try at the same moment', async () => {
    await documents().put(code);
    const other = await world.secondNode();
    const tries = await Promise.all(
      [world.iam, other, world.iam, other].map((iam) => iam.documents.consume('AuthorizationCode', 'code-1')),
    );
    expect(tries.filter((consumed) => consumed)).toHaveLength(1);
    expect(await documents().get('AuthorizationCode', 'code-1')).toMatchObject({ consumedAt: NOON });
  });

  it('stay consumed when they are written again', async () => {
    await documents().put(code);
    await documents().consume('AuthorizationCode', 'code-1');
    await documents().put({ ...code, value: 'new' });
    expect(await documents().get('AuthorizationCode', 'code-1')).toEqual({ value: 'new', consumedAt: NOON });
  });

  it('are found by their second key, inside their kind', async () => {
    await documents().put({ ...code, kind: 'Session', alternateKey: 'uid-1' });
    expect(await documents().findByAlternateKey('Session', 'uid-1')).toEqual({
      id: 'code-1',
      value: '{"a":1}',
      consumedAt: null,
    });
    expect(await documents().findByAlternateKey('Interaction', 'uid-1')).toBeNull();
    world.clock.advance(MINUTE);
    expect(await documents().findByAlternateKey('Session', 'uid-1')).toBeNull();
  });

  it('are removed one by one and by group, across kinds', async () => {
    await documents().put({ ...code, groupKey: 'grant-1' });
    await documents().put({ ...code, kind: 'AccessToken', groupKey: 'grant-1' });
    await documents().put({ ...code, id: 'code-2', groupKey: 'grant-2' });
    await documents().put({ ...code, id: 'code-3' });
    await documents().removeGroup('grant-1');
    await documents().remove('AuthorizationCode', 'code-3');
    expect(await documents().get('AuthorizationCode', 'code-1')).toBeNull();
    expect(await documents().get('AccessToken', 'code-1')).toBeNull();
    expect(await documents().get('AuthorizationCode', 'code-3')).toBeNull();
    expect(await documents().get('AuthorizationCode', 'code-2')).not.toBeNull();
  });

  it('that are too large are refused', async () => {
    await expect(documents().put({ ...code, value: 'x'.repeat(300_000) })).rejects.toThrow(RangeError);
  });

  it('one document’s bytes do not open as another’s', async () => {
    await documents().put(code);
    await documents().put({ ...code, id: 'code-2' });
    const [row] = await world.store.read.selectFrom('expiring_documents').select('sealed_data').execute();
    await world.store.transaction((t) =>
      t
        .updateTable('expiring_documents')
        .set({ sealed_data: row?.sealed_data ?? Buffer.alloc(0) })
        .execute(),
    );
    const answers = await Promise.allSettled(
      ['code-1', 'code-2'].map((id) => documents().get('AuthorizationCode', id)),
    );
    expect(answers.filter((answer) => answer.status === 'rejected').map((answer) => answer.reason)).toEqual([
      expect.any(DecryptionFailedError),
    ]);
  });
});

describe.each(dialects)('IAM-01 sealing on %s', (dialect) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(dialect);
  });
  afterEach(() => world.close());

  const value = Buffer.from('planted value');

  it('opens on every node what any node sealed, also when all begin at once', async () => {
    const sealings = Array.from({ length: 4 }, () => createSealing(world));
    const sealed = await Promise.all(sealings.map((sealing) => sealing.seal(['a'], value)));
    for (const sealing of sealings) {
      for (const bytes of sealed) expect(await sealing.open(['a'], bytes)).toEqual(value);
    }
    expect(await world.store.read.selectFrom('instance_settings').select('name').execute()).toHaveLength(1);
  });

  it('seals the same value differently each time', async () => {
    const sealing = createSealing(world);
    expect(await sealing.seal(['a'], value)).not.toEqual(await sealing.seal(['a'], value));
  });

  it('refuses every changed byte, every shorter text and another binding', async () => {
    const sealing = createSealing(world);
    const sealed = await sealing.seal(['kind', 'id'], value);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(sealing.open(['kind', 'id'], changed)).rejects.toThrow(DecryptionFailedError);
      await expect(sealing.open(['kind', 'id'], sealed.subarray(0, at))).rejects.toThrow(
        DecryptionFailedError,
      );
    }
    for (const binding of [['kind'], ['kind', 'id2'], ['kindid'], ['kind', 'i', 'd'], ['id', 'kind']]) {
      await expect(sealing.open(binding, sealed)).rejects.toThrow(DecryptionFailedError);
    }
  });

  it('opens nothing with another root of trust', async () => {
    const sealed = await createSealing(world).seal(['a'], value);
    const root = await openEphemeralRoot();
    await expect(createSealing({ ...world, root }).open(['a'], sealed)).rejects.toThrow(/root of trust/);
    await root.close();
  });

  it('tries again when the root of trust was away', async () => {
    let away = true;
    const sealing = createSealing({
      store: world.store,
      root: {
        ...world.root,
        random: async (length) => {
          if (away) throw new RootUnavailableError('restarting');
          return world.root.random(length);
        },
        wrap: (key, context) => world.root.wrap(key, context),
        unwrap: (blob, context) => world.root.unwrap(blob, context),
      },
    });
    await expect(sealing.seal(['a'], value)).rejects.toThrow(RootUnavailableError);
    away = false;
    expect(await sealing.open(['a'], await sealing.seal(['a'], value))).toEqual(value);
  });
});

describe.each(dialects)('OPS-01 preferences on %s', (dialect) => {
  let world: World;
  let u1: string;
  let u2: string;
  beforeEach(async () => {
    world = await openWorld(dialect);
    const admin = await signedInAdmin(world);
    u1 = admin.id;
    u2 = (await addUser(world.store, admin, 'bob')).id;
  });
  afterEach(() => world.close());

  it('belong to one user', async () => {
    const { preferences } = world.iam;
    expect(await preferences.get(u1, 'keys.columns')).toBeNull();
    await preferences.set(u1, 'keys.columns', 'a');
    await preferences.set(u1, 'keys.columns', 'b');
    expect(await preferences.get(u1, 'keys.columns')).toBe('b');
    expect(await preferences.get(u2, 'keys.columns')).toBeNull();
  });

  it('are bounded in name, size and number', async () => {
    const { preferences } = world.iam;
    for (const name of ['', 'a b', 'x'.repeat(65), 'ä']) {
      expect(await refusalOf(preferences.set(u1, name, ''))).toMatchObject({
        errorName: 'parameterInvalid',
        field: 'name',
      });
    }
    expect(await refusalOf(preferences.set(u1, 'a', 'x'.repeat(16_385)))).toMatchObject({ field: 'value' });
    await world.store.transaction((t) =>
      t
        .insertInto('preferences')
        .values(Array.from({ length: 100 }, (_, i) => ({ user_id: u1, name: `n${i}`, value: '' })))
        .execute(),
    );
    expect(await refusalOf(preferences.set(u1, 'one-more', ''))).toMatchObject({ field: 'name' });
    await preferences.set(u1, 'n0', 'changed');
    await preferences.set(u2, 'one-more', '');
  });
});

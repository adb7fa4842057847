import { compileWireCodec, operations } from '@dewpoint/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dialects } from '../../src/testing/index.ts';
import { keySnapshot, tracesOf } from './key-snapshot.ts';
import { DAY_IN_MS, type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

const MISSING = '00000000-0000-4000-8000-000000000000';

describe.each(dialects)('KEY-02 further aliases on %s', (dialect) => {
  let world: KmsWorld;
  let keyId: string;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    keyId = await create('first');
  });
  afterAll(() => world[Symbol.asyncDispose]());

  async function create(keyAlias: string) {
    return (await world.node.run('kms.createKey', world.api, { keyAlias })).keyInfo.keyId;
  }
  const add = (alias: unknown, id: unknown = keyId) =>
    world.node.run('kms.createAlias', world.api, { keyId: id, alias });
  const remove = (aliases: unknown, id?: unknown) =>
    world.node.run('kms.deleteAlias', world.api, { aliases, ...(id === undefined ? {} : { keyId: id }) });
  const move = (alias: unknown, targetKeyId: unknown) =>
    world.node.run('kms.associateAlias', world.api, { alias, targetKeyId });
  const list = (fields: Record<string, unknown> = {}) => world.node.run('kms.listAliases', world.api, fields);
  const names = async (fields: Record<string, unknown> = {}) =>
    (await list(fields)).aliases.map((view) => view.alias);
  async function refused(call: Promise<unknown>, code: string) {
    const refusal = await refusalOf(call);
    expect([refusal.code, refusal.status]).toEqual([code, code === 'KMS.0207' ? 404 : 400]);
  }

  it('are created, listed, moved and deleted, with the reference’s fields', async () => {
    const wire = compileWireCodec(operations['kms.createAlias'].output, 'snake').encode(
      await add('alias/a:/_-1'),
    );
    const time = new Date(world.clock.now()).toISOString();
    expect(wire).toEqual({
      domain_id: world.account.accountId,
      key_id: keyId,
      alias: 'alias/a:/_-1',
      alias_urn: `kms:local-1:${world.account.accountId}:alias:a:/_-1`,
      create_time: time,
      update_time: time,
    });
    world.clock.advance(1000);
    const second = await create('second');
    expect(await move('alias/a:/_-1', second)).toMatchObject({
      keyId: second,
      createTime: world.clock.now() - 1000,
      updateTime: world.clock.now(),
    });
    expect(await names({ keyId })).toEqual([]);
    expect(await names({ keyId: second })).toEqual(['alias/a:/_-1']);
    expect(await remove(['alias/a:/_-1'], second)).toEqual({});
    expect(await names()).toEqual([]);
    const traces = (await tracesOf(world)).map(({ name }) => name);
    expect(traces.filter((name) => name.toLowerCase().includes('alias'))).toEqual([
      'createAlias',
      'associateAlias',
      'listAliases',
      'listAliases',
      'deleteAlias',
      'listAliases',
    ]);
  });

  it('are listed in pages; the last page has an empty marker', async () => {
    for (const name of ['c', 'a', 'b']) await add(`alias/${name}`);
    const first = await list({ limit: '2' });
    expect(first.aliases.map(({ alias }) => alias)).toEqual(['alias/a', 'alias/b']);
    expect(first.pageInfo).toEqual({ nextMarker: 'alias/b', currentCount: 2 });
    const second = await list({ limit: 2, marker: first.pageInfo.nextMarker });
    expect(second.aliases.map(({ alias }) => alias)).toEqual(['alias/c']);
    expect(second.pageInfo).toEqual({ nextMarker: '', currentCount: 1 });
  });

  it('are the account’s own: the same name in two accounts is two aliases', async () => {
    await add('alias/shared');
    const foreign = keyId;
    await world.enterNewAccount();
    keyId = await create('first');
    await add('alias/shared');
    expect(await names()).toEqual(['alias/shared']);
    await refused(list({ keyId: foreign }), 'KMS.0207');
    await refused(remove(['alias/shared'], foreign), 'KMS.0207');
    await refused(move('alias/shared', foreign), 'KMS.0207');
  });

  it('go with their key (KEY-09)', async () => {
    await add('alias/a');
    await world.node.run('kms.scheduleKeyDeletion', world.api, { keyId, pendingDays: 7 });
    world.clock.advance(7 * DAY_IN_MS);
    await world.node.jobs.runDue();
    expect(await names()).toEqual([]);
    keyId = await create('second');
    await add('alias/a');
  });

  it('of calls that race for one name one gets it', async () => {
    const race = await Promise.allSettled([add('alias/a'), add('alias/a'), add('alias/a')]);
    expect(race.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  });

  it('refusals change nothing', async () => {
    await add('alias/taken');
    const second = await create('second');
    const pending = await create('pending');
    await world.node.run('kms.scheduleKeyDeletion', world.api, { keyId: pending, pendingDays: 7 });
    const made = await world.node.run('kms.createDefaultKey', world.api, { service: 'obs' });
    const before = await keySnapshot(world);
    for (const alias of [
      '',
      'a',
      'alias/',
      'alias/ä',
      'alias/a b',
      `alias/${'a'.repeat(250)}`,
      undefined,
      7,
    ]) {
      const code = alias === undefined ? 'KMS.0204' : 'KMS.1101';
      await refused(add(alias), code);
      await refused(move(alias, second), code);
    }
    await refused(add('alias/taken', second), 'KMS.1104');
    await refused(add('alias/new', pending), 'KMS.0210');
    await refused(add('alias/new', made.keyInfo.keyId), 'KMS.0211');
    await refused(add('alias/new', MISSING), 'KMS.0207');
    await refused(add('alias/new', 'no-key'), 'KMS.0205');
    await refused(move('alias/absent', second), 'KMS.0207');
    await refused(move('alias/taken', pending), 'KMS.0210');
    await refused(move('alias/taken', made.keyInfo.keyId), 'KMS.0211');
    await refused(move('alias/taken', MISSING), 'KMS.0207');
    await refused(remove([]), 'KMS.0308');
    await refused(remove(['alias/absent']), 'KMS.0207');
    await refused(remove(['alias/taken', 'alias/absent']), 'KMS.0207');
    await refused(remove(['alias/taken'], second), 'KMS.0207');
    await refused(remove(['alias/taken'], MISSING), 'KMS.0207');
    await refused(list({ marker: 'x' }), 'KMS.1602');
    await refused(list({ limit: 0 }), 'KMS.1601');
    await refused(list({ keyId: MISSING }), 'KMS.0207');
    expect(await keySnapshot(world)).toEqual(before);
  });

  it('IAM-09 an alias of a key that the caller may not see does not exist to them', async () => {
    await add('alias/hidden');
    const second = await create('second');
    await add('alias/open', second);
    world.denied.rule = (_, request) => request.resource?.id === keyId;
    const before = await keySnapshot(world);
    const hidden = await refusalOf(remove(['alias/hidden']));
    const absent = await refusalOf(remove(['alias/absent']));
    expect([hidden.code, hidden.status, hidden.message]).toEqual([
      absent.code,
      absent.status,
      absent.message,
    ]);
    await refused(remove(['alias/open', 'alias/hidden']), 'KMS.0207');
    await refused(move('alias/hidden', second), 'KMS.0207');
    expect(await keySnapshot(world)).toEqual(before);
    await remove(['alias/open']);
  });
});

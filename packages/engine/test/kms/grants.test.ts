import { compileWireCodec, grantOperationNames, operations } from '@dewpoint/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import type { KmsOperationId } from '../../src/kms/create-kms.ts';
import { contextOf, dialects } from '../../src/testing/index.ts';
import { attachPolicy, idOf, newUser } from './grant-world.ts';
import { keySnapshot, tracesOf } from './key-snapshot.ts';
import { DAY_IN_MS, type KmsNode, type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

const MISSING = '00000000-0000-4000-8000-000000000000';
const everything = [{ Effect: 'Allow' as const, Action: ['kms:*:*'] }];
const digest = Buffer.alloc(32, 7).toString('base64');

describe.each(dialects)('grants on %s', (dialect) => {
  let world: KmsWorld;
  /** A user with all permissions on keys in the account of the key. */
  let owner: RequestContext;
  /** A user of the same account, and one of another account; neither has a policy. */
  let colleague: RequestContext;
  let stranger: RequestContext;
  let keyId: string;
  beforeAll(async () => {
    world = await openKmsWorld(dialect, { policies: true });
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    owner = world.api;
    await attachPolicy(world, owner, everything);
    colleague = await newUser(world, world.account);
    stranger = await newUser(world);
    keyId = await create('first');
  });
  afterAll(() => world[Symbol.asyncDispose]());

  async function create(keyAlias: string, fields: Record<string, unknown> = {}) {
    return (await world.node.run('kms.createKey', owner, { keyAlias, ...fields })).keyInfo.keyId;
  }
  const run = <Id extends KmsOperationId>(
    id: Id,
    context: RequestContext,
    fields: Record<string, unknown> = {},
    node: KmsNode = world.node,
  ) => node.run(id, context, { keyId, ...fields });
  const grant = async (to: RequestContext, wanted: readonly string[], fields: Record<string, unknown> = {}) =>
    (await run('kms.createGrant', owner, { granteePrincipal: idOf(to), operations: wanted, ...fields }))
      .grantId;
  const listed = async (fields: Record<string, unknown> = {}) => run('kms.listGrants', owner, fields);
  const ids = async () => (await listed()).grants.map(({ grantId }) => grantId);
  const encrypt = (context: RequestContext) => run('kms.encryptData', context, { plainText: 'x' });
  const cipherText = async () => Buffer.from((await encrypt(owner)).cipherText).toString('base64');
  async function refused(call: Promise<unknown>, code: string) {
    const refusal = await refusalOf(call);
    const status = { 'KMS.0207': 404, 'KMS.0306': 403 }[code] ?? 400;
    expect([refusal.code, refusal.status]).toEqual([code, status]);
  }

  describe('GRT-01 creating', () => {
    it('answers 64 hex digits and lists what was made, with the reference’s JSON types', async () => {
      const id = await grant(colleague, ['encrypt-data', 'decrypt-data', 'encrypt-data'], {
        name: 'for:a/job_1-x',
        retiringPrincipal: idOf(stranger),
      });
      expect(id).toMatch(/^[0-9a-f]{64}$/);
      const codec = compileWireCodec(operations['kms.listGrants'].output, 'snake');
      expect(codec.encode(await listed())).toEqual({
        grants: [
          {
            key_id: keyId,
            grant_id: id,
            grantee_principal: idOf(colleague),
            grantee_principal_type: 'user',
            operations: ['encrypt-data', 'decrypt-data'],
            issuing_principal: idOf(owner),
            creation_date: String(world.clock.now()),
            name: 'for:a/job_1-x',
            retiring_principal: idOf(stranger),
          },
        ],
        next_marker: '',
        total: 1,
        truncated: 'false',
      });
    });

    it.each([
      ['AES_256', undefined, 'sign,verify,get-publickey,generate-mac,verify-mac'],
      ['SM4', undefined, 'sign,verify,get-publickey,generate-mac,verify-mac'],
      [
        'EC_P256',
        undefined,
        'create-datakey,create-datakey-without-plaintext,encrypt-datakey,decrypt-datakey,encrypt-data,decrypt-data,generate-mac,verify-mac',
      ],
      [
        'SM2',
        'ENCRYPT_DECRYPT',
        'create-datakey,create-datakey-without-plaintext,encrypt-datakey,decrypt-datakey,sign,verify,generate-mac,verify-mac',
      ],
      [
        'HMAC_256',
        undefined,
        'create-datakey,create-datakey-without-plaintext,encrypt-datakey,decrypt-datakey,encrypt-data,decrypt-data,sign,verify,get-publickey',
      ],
    ])('%s %s can be granted all operations but %s', async (keySpec, keyUsage, misfits) => {
      keyId = await create('of-kind', { keySpec, keyUsage });
      const excluded = misfits.split(',');
      for (const misfit of excluded) {
        await refused(grant(colleague, ['describe-key', misfit]), 'KMS.2403');
      }
      await grant(
        colleague,
        grantOperationNames.filter((name) => !excluded.includes(name)),
      );
      expect((await listed()).total).toBe(1);
    });

    it('refusals change nothing', async () => {
      const enabled = keyId;
      const disabled = await create('disabled');
      await run('kms.disableKey', owner, { keyId: disabled });
      const pending = await create('pending');
      await run('kms.scheduleKeyDeletion', owner, { keyId: pending, pendingDays: 7 });
      const external = await create('external', { origin: 'external' });
      const made = await world.node.run('kms.createDefaultKey', owner, { service: 'obs' });
      const before = await keySnapshot(world);
      const one = { granteePrincipal: idOf(colleague), operations: ['encrypt-data'] };
      for (const [id, fields, code] of [
        [enabled, { ...one, operations: ['create-grant'] }, 'KMS.2401'],
        [enabled, { ...one, operations: ['create-grant', 'create-grant'] }, 'KMS.2401'],
        [enabled, { ...one, operations: [] }, 'KMS.0308'],
        [enabled, { ...one, operations: ['everything'] }, 'KMS.0308'],
        [enabled, { ...one, operations: undefined }, 'KMS.0204'],
        [enabled, { ...one, granteePrincipal: '' }, 'KMS.2402'],
        [enabled, { ...one, granteePrincipal: 'a-b' }, 'KMS.2402'],
        [enabled, { ...one, granteePrincipal: 'a'.repeat(65) }, 'KMS.2402'],
        [enabled, { ...one, retiringPrincipal: 'no id' }, 'KMS.2402'],
        [enabled, { ...one, granteePrincipalType: 'group' }, 'KMS.0308'],
        [enabled, { ...one, name: 'no spaces' }, 'KMS.0308'],
        [enabled, { ...one, name: 'n'.repeat(256) }, 'KMS.0308'],
        [disabled, one, 'KMS.1301'],
        [pending, one, 'KMS.1301'],
        [external, one, 'KMS.1301'],
        [made.keyInfo.keyId, one, 'KMS.0211'],
        [MISSING, one, 'KMS.0207'],
        ['no-key', one, 'KMS.0205'],
      ] as const) {
        await refused(run('kms.createGrant', owner, { ...fields, keyId: id }), code);
      }
      expect(await keySnapshot(world)).toEqual(before);
    });

    it('a key has at most 100 grants, also when they are made at the same time', async () => {
      await world.node.store.transaction((transaction) =>
        transaction
          .insertInto('key_grants')
          .values(
            Array.from({ length: 99 }, (_, i) => ({
              id: String(i).padStart(64, '0'),
              key_id: keyId,
              account_id: world.account.accountId,
              grantee_type: 'user' as const,
              grantee: 'someone',
              operations: '["describe-key"]',
              name: '',
              issuer: idOf(owner),
              retiring_principal: '',
              created_at: i,
            })),
          )
          .execute(),
      );
      const race = await Promise.allSettled([
        grant(colleague, ['sign']),
        grant(colleague, ['describe-key']),
        grant(colleague, ['encrypt-data']),
      ]);
      expect(race.filter(({ status }) => status === 'fulfilled').length).toBe(1);
      await refused(grant(colleague, ['describe-key']), 'KMS.2404');
      const { quotas } = await world.node.run('kms.showUserQuotas', owner, {});
      expect(quotas.resources).toContainEqual({ type: 'grant_per_CMK', used: 100, quota: 100 });
    });

    it('a user without policy and grant may not create one, and does not learn that the key exists', async () => {
      const fields = { granteePrincipal: idOf(colleague), operations: ['encrypt-data'] };
      await refused(run('kms.createGrant', colleague, fields), 'KMS.0207');
      await refused(run('kms.createGrant', stranger, fields), 'KMS.0207');
    });
  });

  describe('GRT-02 using', () => {
    const dataKeyText = {
      plainText: '006e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      datakeyPlainLength: '1',
    };
    /** Grant operation, the call it opens, what kind of key it is for. */
    const opened: readonly [string, KmsOperationId, Record<string, unknown>, Record<string, unknown>][] = [
      ['create-datakey', 'kms.createDatakey', {}, {}],
      ['create-datakey-without-plaintext', 'kms.createDatakeyWithoutPlaintext', {}, {}],
      ['encrypt-datakey', 'kms.encryptDatakey', dataKeyText, {}],
      ['describe-key', 'kms.describeKey', {}, {}],
      ['encrypt-data', 'kms.encryptData', { plainText: 'x' }, {}],
      ['sign', 'kms.sign', { message: digest, signingAlgorithm: 'ECDSA_SHA_256' }, { keySpec: 'EC_P256' }],
      ['get-publickey', 'kms.getPublicKey', {}, { keySpec: 'EC_P256' }],
      [
        'generate-mac',
        'kms.generateMac',
        { message: digest, macAlgorithm: 'HMAC_SHA_256' },
        { keySpec: 'HMAC_256' },
      ],
    ];

    it.each(opened)(
      '%s opens %s, for a colleague and for another account, and nothing else',
      async (name, id, fields, kind) => {
        keyId = await create('of-kind', kind);
        for (const grantee of [colleague, stranger]) {
          await refused(run(id, grantee, fields), 'KMS.0207');
          await grant(grantee, [name]);
          await run(id, grantee, fields);
          await refused(run('kms.disableKey', grantee), name === 'describe-key' ? 'KMS.0306' : 'KMS.0207');
          await refused(run('kms.listGrants', grantee), name === 'describe-key' ? 'KMS.0306' : 'KMS.0207');
        }
      },
    );

    it('decrypt-data and decrypt-datakey open by the key in the ciphertext', async () => {
      const text = await cipherText();
      const decrypt = (context: RequestContext) =>
        world.node.run('kms.decryptData', context, { cipherText: text });
      const { cipherText: wrapped } = await run('kms.createDatakey', owner);
      const unwrap = (context: RequestContext) =>
        run('kms.decryptDatakey', context, {
          cipherText: Buffer.from(wrapped).toString('hex'),
          datakeyCipherLength: 64,
        });
      for (const grantee of [colleague, stranger]) {
        // TOOL-06: to whoever may not know of the key its ciphertext is garbage.
        await refused(decrypt(grantee), 'KMS.2201');
        await refused(unwrap(grantee), 'KMS.0207');
        await grant(grantee, ['decrypt-data']);
        expect((await decrypt(grantee)).plainText).toBe('x');
        await refused(unwrap(grantee), 'KMS.0207');
        await grant(grantee, ['decrypt-datakey']);
        expect((await unwrap(grantee)).datakeyLength).toBe(64);
      }
    });

    it('several grants to one grantee add up', async () => {
      await grant(stranger, ['encrypt-data']);
      await grant(stranger, ['decrypt-data']);
      const { cipherText: text } = await encrypt(stranger);
      const answer = await world.node.run('kms.decryptData', stranger, {
        cipherText: Buffer.from(text).toString('base64'),
      });
      expect(answer.plainText).toBe('x');
    });

    it('a grant to an account is a grant to its users, and to no others', async () => {
      await grant(stranger, ['encrypt-data'], {
        granteePrincipal: stranger.account.id,
        granteePrincipalType: 'domain',
      });
      await encrypt(stranger);
      await refused(encrypt(colleague), 'KMS.0207');
      await refused(encrypt(await newUser(world)), 'KMS.0207');
    });

    it('an id is a user or an account as the grant says, never both', async () => {
      await grant(stranger, ['encrypt-data'], { granteePrincipal: stranger.account.id });
      await grant(stranger, ['encrypt-data'], { granteePrincipalType: 'domain' });
      await refused(encrypt(stranger), 'KMS.0207');
    });

    it('never opens anything to a console session', async () => {
      await grant(colleague, ['encrypt-data', 'describe-key']);
      await grant(stranger, ['encrypt-data', 'describe-key', 'create-grant']);
      await encrypt(colleague);
      for (const grantee of [colleague, stranger]) {
        const session: RequestContext = { ...grantee, channel: 'console' };
        await refused(encrypt(session), 'KMS.0207');
        await refused(run('kms.describeKey', session), 'KMS.0207');
        await refused(run('kms.viewKey', session), 'KMS.0207');
        const fields = { granteePrincipal: idOf(owner), operations: ['encrypt-data'] };
        await refused(run('kms.createGrant', session, fields), 'KMS.0207');
      }
    });

    it('a Deny of the grantee’s own policies outweighs it; an Allow of another account opens nothing', async () => {
      await attachPolicy(world, stranger, everything);
      await refused(encrypt(stranger), 'KMS.0207');
      await grant(stranger, ['describe-key', 'encrypt-data']);
      await encrypt(stranger);
      await refused(run('kms.disableKey', stranger), 'KMS.0306');
      await refused(
        run('kms.createGrant', stranger, { granteePrincipal: 'x', operations: ['sign'] }),
        'KMS.0306',
      );
      await attachPolicy(world, stranger, [{ Effect: 'Deny', Action: ['kms:cmk:encryptData'] }]);
      await refused(encrypt(stranger), 'KMS.0306');
    });

    it('works from another project of the same account too', async () => {
      const elsewhere: RequestContext = { ...owner, project: { id: 'd'.repeat(32), name: 'elsewhere' } };
      await refused(encrypt(elsewhere), 'KMS.0207');
      await grant(owner, ['encrypt-data']);
      await encrypt(elsewhere);
      await refused(run('kms.disableKey', elsewhere), 'KMS.0207');
    });

    it('opens nothing while the key is disabled, and nothing once it is destroyed (KEY-09)', async () => {
      await grant(stranger, ['encrypt-data']);
      await run('kms.disableKey', owner);
      await refused(encrypt(stranger), 'KMS.0209');
      await run('kms.enableKey', owner);
      await encrypt(stranger);
      await run('kms.scheduleKeyDeletion', owner, { pendingDays: 7 });
      await refused(encrypt(stranger), 'KMS.0210');
      world.clock.advance(7 * DAY_IN_MS);
      await world.node.jobs.runDue();
      await refused(encrypt(stranger), 'KMS.0207');
      expect(await keySnapshot(world)).toMatchObject({ grants: [] });
    });

    it('IAM-02 is traced in the account of the caller, without the alias of the owner', async () => {
      await grant(stranger, ['encrypt-data']);
      await encrypt(stranger);
      await world.node.audit.flush();
      const rows = await world.node.store.read
        .selectFrom('traces')
        .select(['name', 'resource_id', 'resource_name'])
        .where('account_id', '=', stranger.account.id)
        .execute();
      expect(rows).toEqual([{ name: 'encryptData', resource_id: keyId, resource_name: '' }]);
    });
  });

  it('KEY-17 the blast radius shows the use by grantees of other accounts, by their ids', async () => {
    await grant(stranger, ['encrypt-data']);
    await grant(await newUser(world), ['encrypt-data'], {
      granteePrincipal: stranger.account.id,
      granteePrincipalType: 'domain',
    });
    await encrypt(stranger);
    await encrypt(owner);
    await world.node.audit.flush();
    const { uses } = await run('kms.previewKeyRisk', owner);
    const shown = uses.map(({ principalId, principalName, count }) => [principalId, principalName, count]);
    expect(shown.sort()).toEqual(
      [
        [idOf(stranger), '', 1],
        [idOf(owner), world.account.userName, 1],
      ].sort(),
    );
  });

  describe('GRT-02 handing on', () => {
    const handOn = (from: RequestContext, to: RequestContext, wanted: readonly string[]) =>
      run('kms.createGrant', from, { granteePrincipal: idOf(to), operations: wanted });

    it('a grantee with create-grant hands on what it has, from its own account too', async () => {
      await grant(stranger, ['create-grant', 'encrypt-data']);
      await grant(stranger, ['describe-key']);
      const third = await newUser(world);
      const { grantId } = await handOn(stranger, third, ['encrypt-data', 'describe-key', 'create-grant']);
      await encrypt(third);
      expect((await listed()).grants.find((entry) => entry.grantId === grantId)).toMatchObject({
        issuingPrincipal: idOf(stranger),
        granteePrincipal: idOf(third),
      });
      await handOn(third, colleague, ['encrypt-data']);
      await encrypt(colleague);
    });

    it('and only that; create-grant alone is refused to it as well', async () => {
      await grant(stranger, ['create-grant', 'encrypt-data']);
      const before = await keySnapshot(world);
      await refused(handOn(stranger, colleague, ['encrypt-data', 'decrypt-data']), 'KMS.2403');
      await refused(handOn(stranger, colleague, ['retire-grant']), 'KMS.2403');
      await refused(handOn(stranger, colleague, ['create-grant']), 'KMS.2401');
      expect(await keySnapshot(world)).toEqual(before);
    });

    it('a grantee without create-grant hands on nothing', async () => {
      await grant(colleague, ['encrypt-data']);
      await refused(handOn(colleague, stranger, ['encrypt-data']), 'KMS.0207');
      await grant(colleague, ['describe-key']);
      await refused(handOn(colleague, stranger, ['encrypt-data']), 'KMS.0306');
    });

    it('who may create grants by policy is not bound by grants', async () => {
      await grant(owner, ['create-grant', 'encrypt-data']);
      await handOn(owner, colleague, ['decrypt-data']);
      expect((await listed()).total).toBe(2);
    });

    it('GRT-03 grants made by a grantee outlive its own', async () => {
      const first = await grant(stranger, ['create-grant', 'encrypt-data']);
      await handOn(stranger, colleague, ['encrypt-data']);
      await run('kms.revokeGrant', owner, { grantId: first });
      await refused(encrypt(stranger), 'KMS.0207');
      await encrypt(colleague);
    });
  });

  describe('GRT-03 ending', () => {
    const retire = (context: RequestContext, grantId: string, id = keyId) =>
      run('kms.retireGrant', context, { grantId, keyId: id });
    const revoke = (context: RequestContext, grantId: string, id = keyId) =>
      run('kms.revokeGrant', context, { grantId, keyId: id });

    it('the owner revokes; the effect is immediate', async () => {
      const id = await grant(stranger, ['encrypt-data']);
      await encrypt(stranger);
      expect(await revoke(owner, id.toUpperCase())).toEqual({});
      await refused(encrypt(stranger), 'KMS.0207');
      expect(await ids()).toEqual([]);
    });

    it('the creator revokes, also from another account and after its own grant is gone', async () => {
      const own = await grant(stranger, ['create-grant', 'encrypt-data']);
      const fields = { granteePrincipal: idOf(colleague), operations: ['encrypt-data'] };
      const { grantId } = await run('kms.createGrant', stranger, fields);
      await revoke(owner, own);
      await revoke(stranger, grantId);
      expect(await ids()).toEqual([]);
    });

    it('a grantee does not revoke, nor does another creator', async () => {
      const id = await grant(stranger, ['describe-key', 'retire-grant', 'create-grant', 'encrypt-data']);
      const other = await newUser(world);
      await grant(other, ['create-grant', 'describe-key']);
      await refused(revoke(stranger, id), 'KMS.0306');
      await refused(revoke(other, id), 'KMS.0306');
      await refused(revoke(await newUser(world), id), 'KMS.0207');
      expect((await ids()).length).toBe(2);
    });

    it('a grantee with retire-grant retires its grant, and one without does not', async () => {
      const without = await grant(stranger, ['encrypt-data']);
      await refused(retire(stranger, without), 'KMS.0207');
      const id = await grant(stranger, ['encrypt-data', 'retire-grant']);
      expect(await retire(stranger, id)).toEqual({});
      expect(await ids()).toEqual([without]);
      await refused(retire(stranger, id), 'KMS.0207');
    });

    it('retire-grant of one grant does not retire another', async () => {
      const without = await grant(stranger, ['encrypt-data']);
      await grant(stranger, ['retire-grant', 'describe-key']);
      await refused(retire(stranger, without), 'KMS.0306');
      expect((await ids()).length).toBe(2);
    });

    it('the retiring principal retires: a user, or every user of an account', async () => {
      const retirer = await newUser(world);
      const byUser = await grant(colleague, ['encrypt-data'], { retiringPrincipal: idOf(retirer) });
      const byAccount = await grant(colleague, ['encrypt-data'], { retiringPrincipal: retirer.account.id });
      await refused(encrypt(retirer), 'KMS.0207');
      await refused(run('kms.describeKey', retirer), 'KMS.0207');
      await retire(retirer, byUser);
      await retire(retirer, byAccount);
      expect(await ids()).toEqual([]);
    });

    it('the creator retires; another administrator of the account must revoke instead', async () => {
      const administrator = await newUser(world, world.account);
      await attachPolicy(world, administrator, everything);
      const id = await grant(colleague, ['encrypt-data']);
      await refused(retire(administrator, id), 'KMS.0306');
      await retire(owner, id);
      expect(await ids()).toEqual([]);
    });

    it('unknown and foreign ids are refused and change nothing', async () => {
      const id = await grant(colleague, ['encrypt-data']);
      const second = await create('second');
      const before = await keySnapshot(world);
      for (const end of [revoke, retire]) {
        await refused(end(owner, 'a'.repeat(64)), 'KMS.2501');
        await refused(end(owner, 'a'.repeat(63)), 'KMS.2501');
        await refused(end(owner, ''), 'KMS.2501');
        await refused(end(owner, id, second), 'KMS.2502');
        await refused(end(owner, id, MISSING), 'KMS.0207');
        await refused(end(owner, id, 'no-key'), 'KMS.0205');
        await refused(end(stranger, id), 'KMS.0207');
        await refused(end(colleague, id), 'KMS.0207');
      }
      expect(await keySnapshot(world)).toEqual(before);
    });

    it('also while the key is disabled or pending deletion', async () => {
      const first = await grant(colleague, ['encrypt-data']);
      const second = await grant(colleague, ['encrypt-data', 'retire-grant']);
      await run('kms.disableKey', owner);
      await revoke(owner, first);
      await run('kms.scheduleKeyDeletion', owner, { pendingDays: 7 });
      await retire(colleague, second);
      expect(await ids()).toEqual([]);
    });

    if (dialect === 'postgres')
      it('has effect on every node within a second', async () => {
        const second = await world.secondNode();
        await refused(run('kms.encryptData', stranger, { plainText: 'x' }, second), 'KMS.0207');
        const id = await grant(stranger, ['encrypt-data']);
        const onSecond = () => run('kms.encryptData', stranger, { plainText: 'x' }, second);
        await eventually(onSecond);
        await revoke(owner, id);
        await eventually(async () => refused(onSecond(), 'KMS.0207'));
      });
  });

  describe('GRT-03 listing', () => {
    it('pages with limit and marker; the last page has an empty marker', async () => {
      for (let i = 0; i < 5; i++) {
        world.clock.advance(1);
        await grant(colleague, ['encrypt-data'], { name: `g${i}` });
      }
      const names = (page: Awaited<ReturnType<typeof listed>>) => page.grants.map(({ name }) => name);
      const first = await listed({ limit: '2' });
      expect([names(first), first.nextMarker, first.truncated, first.total]).toEqual([
        ['g0', 'g1'],
        '2',
        true,
        5,
      ]);
      const second = await listed({ limit: 2, marker: first.nextMarker });
      expect([names(second), second.nextMarker]).toEqual([['g2', 'g3'], '4']);
      const third = await listed({ limit: 2, marker: second.nextMarker });
      expect([names(third), third.nextMarker, third.truncated]).toEqual([['g4'], '', false]);
      expect((await listed({ marker: 9 })).grants).toEqual([]);
    });

    it.each([
      [{ limit: 0 }, 'KMS.1601'],
      [{ limit: 1001 }, 'KMS.1601'],
      [{ marker: -1 }, 'KMS.1602'],
      [{ marker: 'x' }, 'KMS.1602'],
      [{ keyId: MISSING }, 'KMS.0207'],
    ])('%j is refused with %s', async (fields, code) => {
      await refused(listed(fields), code);
    });

    it('lists what the caller may retire, across keys and accounts, and nothing else', async () => {
      await attachPolicy(world, stranger, [{ Effect: 'Allow', Action: ['kms::listRetirableGrants'] }]);
      await refused(world.node.run('kms.listRetirableGrants', colleague, {}), 'KMS.0306');
      const of = async (context: RequestContext, fields: Record<string, unknown> = {}) =>
        world.node.run('kms.listRetirableGrants', context, fields);
      await grant(stranger, ['encrypt-data']);
      world.clock.advance(1);
      const asGrantee = await grant(stranger, ['encrypt-data', 'retire-grant']);
      world.clock.advance(1);
      const asRetirer = await grant(colleague, ['encrypt-data'], { retiringPrincipal: idOf(stranger) });
      keyId = await create('second');
      world.clock.advance(1);
      const asAccount = await grant(colleague, ['encrypt-data'], {
        retiringPrincipal: stranger.account.id,
      });
      const all = await of(stranger);
      expect(all.grants.map(({ grantId }) => grantId)).toEqual([asGrantee, asRetirer, asAccount]);
      expect((await of(owner)).total).toBe(4);
      const page = await of(stranger, { limit: 2 });
      expect([page.grants.length, page.nextMarker, page.truncated, page.total]).toEqual([2, '2', true, 3]);
    });
  });

  it('TRC-01 every grant call leaves its trace on the key', async () => {
    const id = await grant(colleague, ['encrypt-data']);
    await listed();
    await run('kms.revokeGrant', owner, { grantId: id });
    const second = await grant(colleague, ['encrypt-data']);
    await run('kms.retireGrant', owner, { grantId: second });
    const traces = (await tracesOf(world)).slice(1);
    expect(traces.map(({ name, resource }) => [name, resource])).toEqual(
      ['createGrant', 'listGrants', 'revokeGrant', 'createGrant', 'retireGrant'].map((name) => [name, keyId]),
    );
  });

  it('GRT-02 another user of the owner’s account has no part in a grant to one of them', async () => {
    await grant(colleague, ['encrypt-data']);
    await refused(encrypt(await newUser(world, world.account)), 'KMS.0207');
    await refused(encrypt(contextOf({ ...world.account, userId: 'c'.repeat(32) })), 'KMS.0207');
  });
});

/** Nodes hear of a change a moment later; gives up after the second that the requirement allows. */
async function eventually(check: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await check();
      return;
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

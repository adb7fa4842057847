import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import { dialects } from '../../src/testing/index.ts';
import { type EngineWorld, openEngineWorld, refusalOf, START_LIMIT_IN_MS } from '../engine-world.ts';
import { userIdOf } from '../matrix/named-things.ts';

const FOREIGN_ID = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';

describe.each(dialects)('KEY-15 enterprise projects on %s', (dialect) => {
  let w: EngineWorld;
  let stranger: RequestContext;
  beforeAll(async () => {
    w = await openEngineWorld(dialect);
    stranger = await w.makeAccount('stranger');
  }, START_LIMIT_IN_MS);
  afterAll(() => w.close());

  const make = (name: string, context = w.as, description = '') =>
    w.call('eps.createEnterpriseProject', context, { name, description });
  const makeKey = (keyAlias: string, enterpriseProjectId: string) =>
    w.call('kms.createKey', w.as, { keyAlias, enterpriseProjectId });

  it('begin with the default one, which is always there and stays as it is', async () => {
    const { items } = await w.call('eps.listEnterpriseProjects', stranger);
    const standing = { id: '0', name: 'default', description: '', enabled: true, createdAt: null };
    expect(items).toEqual([standing]);
    const enterpriseProjectId = '0';
    for (const refused of [
      () => w.call('eps.modifyEnterpriseProject', stranger, { enterpriseProjectId, name: 'other' }),
      () => w.call('eps.modifyEnterpriseProject', stranger, { enterpriseProjectId }),
      () => w.call('eps.disableEnterpriseProject', stranger, { enterpriseProjectId }),
      () => w.call('eps.enableEnterpriseProject', stranger, { enterpriseProjectId }),
    ]) {
      expect(await refusalOf(refused())).toMatchObject({
        errorName: 'enterpriseProjectIsDefault',
        status: 409,
      });
    }
    expect((await w.call('eps.listEnterpriseProjects', stranger)).items).toEqual([standing]);
  });

  it('are created, listed by name, renamed and described', async () => {
    const b = await make('b-payments', w.as, 'Payments');
    const a = await make('a-payroll');
    expect(b).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      name: 'b-payments',
      description: 'Payments',
      enabled: true,
      createdAt: w.clock.now(),
    });
    const { items } = await w.call('eps.listEnterpriseProjects', w.as);
    expect(items.map(({ name }) => name)).toEqual(['default', 'a-payroll', 'b-payments']);
    const enterpriseProjectId = a.id;
    const renamed = await w.call('eps.modifyEnterpriseProject', w.as, { enterpriseProjectId, name: 'c-pay' });
    expect(renamed).toEqual({ ...a, name: 'c-pay' });
    const description = 'x'.repeat(512);
    expect(await w.call('eps.modifyEnterpriseProject', w.as, { enterpriseProjectId, description })).toEqual({
      ...renamed,
      description,
    });
    expect(await w.call('eps.modifyEnterpriseProject', w.as, { enterpriseProjectId })).toEqual({
      ...renamed,
      description,
    });
  });

  it('have names that are unique in their account, and only there', async () => {
    const taken = await make('taken');
    await make('taken', stranger);
    expect(await refusalOf(make('taken'))).toMatchObject({
      errorName: 'enterpriseProjectNameTaken',
      status: 409,
      field: 'name',
    });
    const { id: enterpriseProjectId } = await make('free');
    const rename = w.call('eps.modifyEnterpriseProject', w.as, { enterpriseProjectId, name: 'taken' });
    expect(await refusalOf(rename)).toMatchObject({ errorName: 'enterpriseProjectNameTaken' });
    const same = { enterpriseProjectId: taken.id, name: 'taken' };
    expect(await w.call('eps.modifyEnterpriseProject', w.as, same)).toEqual(taken);
  });

  it('are at most 100 beside the default one', async () => {
    const full = await w.makeAccount('full');
    for (let i = 0; i < 100; i++) await make(`p${i}`, full);
    const refusal = await refusalOf(make('one-more', full));
    expect(refusal).toMatchObject({ errorName: 'identityQuotaExceeded' });
    expect(refusal.message).toContain('100 enterprise projects');
  });

  it('take no new keys, secrets and topics while they are disabled, and keep what they have', async () => {
    const { id: enterpriseProjectId } = await make('closing');
    const { keyInfo } = await makeKey('inside', enterpriseProjectId);
    const { keyInfo: outside } = await makeKey('outside', '0');
    const disabled = await w.call('eps.disableEnterpriseProject', w.as, { enterpriseProjectId });
    expect(disabled).toMatchObject({ name: 'closing', enabled: false });

    const move = { keyId: outside.keyId, enterpriseProjectId };
    const secret = { name: 'closed', secretString: 'x', enterpriseProjectId };
    for (const refused of [
      () => makeKey('late', enterpriseProjectId),
      () => w.call('kms.assignEnterpriseProject', w.as, move),
      () => w.call('csms.createSecret', w.as, secret),
      () => w.call('smn.createTopic', w.as, { name: 'closed', displayName: '', enterpriseProjectId }),
    ]) {
      expect(await refusalOf(refused())).toMatchObject({
        errorName: 'enterpriseProjectDisabled',
        status: 400,
        field: 'enterprise_project_id',
      });
    }
    expect(await w.call('kms.viewKey', w.as, { keyId: outside.keyId })).toMatchObject({
      enterpriseProjectId: '0',
    });
    expect(await w.call('kms.viewKey', w.as, { keyId: keyInfo.keyId })).toMatchObject({
      enterpriseProjectId,
    });
    await w.call('kms.encryptText', w.as, { keyId: keyInfo.keyId, text: 'still' });

    const enabled = await w.call('eps.enableEnterpriseProject', w.as, { enterpriseProjectId });
    expect(enabled).toMatchObject({ enabled: true });
    await makeKey('late', enterpriseProjectId);
    await w.call('kms.assignEnterpriseProject', w.as, move);
    await w.call('csms.createSecret', w.as, secret);
  });

  it('KEY-01 SEC-01 an ID that the account does not have is taken as it is, also one that another account disabled', async () => {
    const { id } = await make('theirs', stranger);
    await w.call('eps.disableEnterpriseProject', stranger, { enterpriseProjectId: id });
    for (const enterpriseProjectId of [FOREIGN_ID, id]) {
      const { keyInfo } = await makeKey(`foreign-${enterpriseProjectId}`, enterpriseProjectId);
      expect(await w.call('kms.viewKey', w.as, { keyId: keyInfo.keyId })).toMatchObject({
        enterpriseProjectId,
      });
    }
  });

  it('IAM-02 are not there for another account', async () => {
    const { id: enterpriseProjectId } = await make('ours');
    for (const id of [
      'eps.modifyEnterpriseProject',
      'eps.enableEnterpriseProject',
      'eps.disableEnterpriseProject',
    ] as const) {
      expect(await refusalOf(w.call(id, stranger, { enterpriseProjectId }))).toMatchObject({
        errorName: 'enterpriseProjectNotFound',
        status: 404,
      });
    }
    const { items } = await w.call('eps.listEnterpriseProjects', stranger);
    expect(items.map(({ id }) => id)).not.toContain(enterpriseProjectId);
  });

  it('IAM-09 ask for their own permissions, which may name one of them', async () => {
    const mine = await make('mine');
    const other = await make('others');
    const user = await w.makeUser('manager');
    const disable = (enterpriseProjectId: string) =>
      w.call('eps.disableEnterpriseProject', user, { enterpriseProjectId });
    expect(await refusalOf(w.call('eps.listEnterpriseProjects', user))).toMatchObject({ status: 403 });
    expect(await refusalOf(make('x', user))).toMatchObject({ status: 403 });
    expect(await refusalOf(disable(mine.id))).toMatchObject({ errorName: 'enterpriseProjectNotFound' });
    const document = JSON.stringify({
      Version: '1.1',
      Statement: [
        { Effect: 'Allow', Action: ['eps:enterpriseProjects:list'] },
        {
          Effect: 'Allow',
          Action: ['eps:enterpriseProjects:disable'],
          Condition: { StringEquals: { 'g:EnterpriseProjectId': [mine.id] } },
        },
      ],
    });
    const { id: policyId } = await w.call('iam.createPolicy', w.as, { name: 'one-of-them', document });
    await w.call('iam.attachPolicy', w.as, { policyId, userId: userIdOf(user) });
    expect((await w.call('eps.listEnterpriseProjects', user)).items.map(({ id }) => id)).toContain(mine.id);
    expect(await disable(mine.id)).toMatchObject({ enabled: false });
    expect(await refusalOf(disable(other.id))).toMatchObject({ status: 403 });
  });

  it('TRC-01 leave a trace of each act, which names them', async () => {
    const { id: enterpriseProjectId } = await make('traced');
    await w.call('eps.modifyEnterpriseProject', w.as, { enterpriseProjectId, description: 'D' });
    await w.call('eps.disableEnterpriseProject', w.as, { enterpriseProjectId });
    await w.call('eps.enableEnterpriseProject', w.as, { enterpriseProjectId });
    const { items } = await w.call('cts.searchTraces', w.as, { resourceId: enterpriseProjectId });
    expect(items.map(({ name, resourceType }) => [name, resourceType])).toEqual(
      ['enable', 'disable', 'modify', 'create'].map((act) => [
        `${act}EnterpriseProject`,
        'enterpriseProject',
      ]),
    );
  });
});

import { operationIds, operationOf } from '@dewpoint/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestContext, UserPrincipal } from '../../src/context.ts';
import { dialects } from '../../src/testing/index.ts';
import { type EngineWorld, openEngineWorld, refusalOf, START_LIMIT_IN_MS } from '../engine-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe.each(dialects)('IAM-11 on %s', (dialect) => {
  let w: EngineWorld;
  let keyId: string;
  beforeEach(async () => {
    w = await openEngineWorld(dialect);
    keyId = (await w.call('kms.createKey', w.as, { keyAlias: 'orders' })).keyInfo.keyId;
  }, START_LIMIT_IN_MS);
  afterEach(() => w.close());

  /** The context of somebody, as the console makes it after a sign-in so many ms ago. */
  const inConsole = (context: RequestContext, age = 0): RequestContext => ({
    ...context,
    channel: 'console',
    principal: {
      ...(context.principal as UserPrincipal),
      credential: 'session',
      authenticatedAt: w.clock.now() - age,
    },
  });
  const deletion = (context: RequestContext, pendingDays = 7, id = keyId) =>
    w.call('kms.scheduleKeyDeletion', context, { keyId: id, pendingDays });

  async function secondAdministrator(name = 'grace'): Promise<RequestContext> {
    const user = await w.engine.identity.provisionExternalUser({
      issuer: 'https://issuer.example',
      subject: name,
      preferredName: name,
      email: null,
      groups: ['administrators'],
      accountName: w.as.account.name,
    });
    if (user === null) throw new Error('no second administrator');
    const principal = { ...(w.as.principal as UserPrincipal), userId: user.id, userName: user.name };
    return { ...w.as, principal };
  }

  describe('step-up', () => {
    it('refuses an irreversible act in the console under a sign-in that is over five minutes old', async () => {
      expect(await refusalOf(deletion(inConsole(w.as, 5 * MINUTE + 1)))).toMatchObject({
        errorName: 'confirmationRequired',
        status: 403,
        code: 'DEW.0431',
      });
      expect((await w.call('kms.describeKey', w.as, { keyId })).keyInfo.keyState).toBe('enabled');
      expect(await deletion(inConsole(w.as, 5 * MINUTE))).toMatchObject({ keyState: 'pendingDeletion' });
    });

    it('leaves acts alone that can be taken back, and programs, which sign every request', async () => {
      await w.call('kms.disableKey', inConsole(w.as, HOUR), { keyId });
      expect(await deletion({ ...w.as, channel: 'api' })).toMatchObject({ keyState: 'pendingDeletion' });
    });

    it('asks for the permission first: who may not do it is not sent to sign in again', async () => {
      const nobody = await w.makeUser('nobody');
      expect(await refusalOf(deletion(inConsole(nobody, HOUR)))).toMatchObject({ errorName: 'keyNotFound' });
    });

    it('stands before approvals too', async () => {
      expect(
        await refusalOf(w.call('iam.approveRequest', inConsole(w.as, HOUR), { approvalId: 'x' })),
      ).toMatchObject({ errorName: 'confirmationRequired' });
    });

    it('is asked for by what cuts others off, and by approvals', () => {
      expect(operationIds.filter((id) => operationOf(id).stepUp).sort()).toEqual([
        'iam.approveRequest',
        'iam.updateAccount',
      ]);
    });

    it('is asked for by everything that destroys a key, a secret, a user, a group or a policy', () => {
      const guarded = operationIds.filter((id) => operationOf(id).irreversible);
      expect(guarded.sort()).toEqual([
        'csms.deleteSecret',
        'csms.scheduleSecretDeletion',
        'iam.deleteCustomPolicy',
        'iam.deleteGroup',
        'iam.deleteIdentityPolicy',
        'iam.deletePolicy',
        'iam.deleteUser',
        'iam.updateFourEyes',
        'kms.deleteImportedKeyMaterial',
        'kms.scheduleKeyDeletion',
      ]);
    });
  });

  describe('four eyes', () => {
    let other: RequestContext;
    beforeEach(async () => {
      other = await secondAdministrator();
    });
    const turnOn = () => w.call('iam.updateFourEyes', w.as, { enabled: true });
    const listed = async (context: RequestContext) => (await w.call('iam.listApprovals', context)).approvals;
    const approve = (context: RequestContext, approvalId: string) =>
      w.call('iam.approveRequest', context, { approvalId });

    /** Asks for an act that needs approval; the ID of the request that was made. */
    async function requested(act: () => Promise<unknown>): Promise<string> {
      w.clock.advance(1);
      expect(await refusalOf(act())).toMatchObject({
        errorName: 'approvalRequired',
        status: 403,
        code: 'DEW.0432',
      });
      const [latest] = await listed(w.as);
      expect(latest?.state).toBe('pending');
      return latest?.id ?? '';
    }

    it('is off until the account turns it on', async () => {
      expect(await w.call('iam.showFourEyes', w.as)).toEqual({ enabled: false });
      await deletion(w.as);
      await turnOn();
      expect(await w.call('iam.showFourEyes', w.as)).toEqual({ enabled: true });
    });

    it('lets an act pass once when somebody else has approved it, and the trace says who', async () => {
      await turnOn();
      const id = await requested(() => deletion(w.as));
      expect((await w.call('kms.describeKey', w.as, { keyId })).keyInfo.keyState).toBe('enabled');
      expect(await listed(other)).toMatchObject([
        {
          id,
          operationId: 'kms.scheduleKeyDeletion',
          resourceName: 'orders',
          requesterName: 'admin',
          own: false,
          state: 'pending',
        },
      ]);
      expect(await approve(other, id)).toEqual({ state: 'approved' });
      expect(await deletion(w.as)).toMatchObject({ keyState: 'pendingDeletion' });
      expect((await listed(w.as))[0]).toMatchObject({ id, own: true, state: 'used', approverName: 'grace' });
      await w.engine.start();
      const done = { traceName: 'scheduleKeyDeletion', rating: 'normal' };
      const search = async () => (await w.call('cts.searchTraces', w.as, done)).items;
      await expect.poll(async () => (await search()).length, { timeout: 20_000 }).toBe(1);
      const trace = await w.call('cts.viewTrace', w.as, { traceId: (await search())[0]?.id ?? '' });
      expect(trace.json).toContain(`Approved by grace (request ${id})`);
      await w.call('kms.cancelKeyDeletion', w.as, { keyId });
      expect(await requested(() => deletion(w.as))).not.toBe(id);
    });

    it('is about the exact request, whoever it is of and whatever it is about', async () => {
      await turnOn();
      await approve(other, await requested(() => deletion(w.as)));
      const { keyInfo } = await w.call('kms.createKey', w.as, { keyAlias: 'another' });
      await requested(() => deletion(w.as, 8));
      await requested(() => deletion(w.as, 7, keyInfo.keyId));
      await requested(() => deletion(other));
      await deletion(w.as);
    });

    it('makes one request of the same act asked for twice', async () => {
      await turnOn();
      const id = await requested(() => deletion(w.as));
      expect(await requested(() => deletion(w.as))).toBe(id);
      expect(await listed(w.as)).toHaveLength(1);
    });

    it('is never approved by who asked, under whatever credentials', async () => {
      await turnOn();
      const id = await requested(() => deletion(w.as));
      for (const self of [w.as, inConsole(w.as)])
        expect(await refusalOf(approve(self, id))).toMatchObject({ errorName: 'approvalOwn', status: 403 });
      await requested(() => deletion(w.as));
    });

    it('is approved only by who may do the act; for all others there is no request', async () => {
      await turnOn();
      const id = await requested(() => deletion(w.as));
      const nobody = await w.makeUser('nobody');
      const foreign = await w.makeAccount('second');
      for (const context of [nobody, foreign]) {
        expect(await listed(context)).toEqual([]);
        for (const call of ['iam.approveRequest', 'iam.rejectRequest'] as const)
          expect(await refusalOf(w.call(call, context, { approvalId: id }))).toMatchObject({
            errorName: 'approvalNotFound',
          });
      }
    });

    it('expires after a day, approved or not', async () => {
      await turnOn();
      const id = await requested(() => deletion(w.as));
      await approve(other, id);
      w.clock.advance(24 * HOUR);
      expect(await requested(() => deletion(w.as))).not.toBe(id);
      expect(await refusalOf(approve(other, id))).toMatchObject({ errorName: 'approvalNotFound' });
    });

    it('can be rejected, withdrawn and taken back, and is then decided', async () => {
      await turnOn();
      const rejected = await requested(() => deletion(w.as));
      await w.call('iam.rejectRequest', other, { approvalId: rejected });
      expect(await refusalOf(approve(other, rejected))).toMatchObject({ errorName: 'approvalDecided' });
      const withdrawn = await requested(() => deletion(w.as));
      await approve(other, withdrawn);
      await w.call('iam.rejectRequest', w.as, { approvalId: withdrawn });
      await requested(() => deletion(w.as));
    });

    it('lets one of two calls pass that come at the same moment', async () => {
      await turnOn();
      const act = () => deletion(w.as);
      await approve(other, await requested(act));
      const ends = await Promise.allSettled([act(), act()]);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('guards its own end: turning it off needs the second person', async () => {
      await turnOn();
      const off = () => w.call('iam.updateFourEyes', w.as, { enabled: false });
      await approve(other, await requested(off));
      await off();
      await deletion(w.as);
    });

    it('leaves the product alone: a deletion that is due is done', async () => {
      await deletion(w.as);
      await turnOn();
      w.clock.advance(8 * 24 * HOUR);
      await w.engine.start();
      await expect
        .poll(() => refusalOf(w.call('kms.describeKey', w.as, { keyId })).catch(() => null), {
          timeout: 20_000,
        })
        .toMatchObject({ errorName: 'keyNotFound' });
    });
  });
});

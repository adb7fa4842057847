import { operationIds, operationOf, type SecretState } from '@dewpoint/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CsmsOperationId } from '../../src/csms/create-csms.ts';
import { type SecretAct, stateAfter } from '../../src/csms/secrets/secret-rules.ts';
import { contextOf, dialects, seedAccount } from '../../src/testing/index.ts';
import { refusalOf } from '../kms/kms-world.ts';
import { type CsmsWorld, openCsmsWorld } from './csms-world.ts';

/** Every operation on one secret with fields that an enabled secret accepts, and what it answers while the secret is pending deletion. */
const calls: readonly [CsmsOperationId, Record<string, unknown>, string][] = [
  ['csms.showSecret', {}, 'done'],
  ['csms.viewSecret', {}, 'done'],
  ['csms.previewSecretUse', { days: 30 }, 'done'],
  ['csms.listSecretTags', {}, 'done'],
  ['csms.updateSecret', { description: 'x' }, 'CSMS.0103'],
  ['csms.deleteSecret', {}, 'CSMS.0103'],
  ['csms.scheduleSecretDeletion', { recoveryWindowInDays: 7 }, 'CSMS.0107'],
  ['csms.createSecretVersion', { secretString: 'x' }, 'CSMS.0103'],
  ['csms.listSecretVersions', {}, 'CSMS.0103'],
  ['csms.showSecretVersion', { versionId: 'v1' }, 'CSMS.0103'],
  ['csms.updateSecretVersion', { versionId: 'v1', expireTime: null }, 'CSMS.0103'],
  ['csms.createSecretStage', { name: 'A', versionId: 'v1' }, 'CSMS.0103'],
  ['csms.updateSecretStage', { stageName: 'A', versionId: 'v1' }, 'CSMS.0103'],
  ['csms.showSecretStage', { stageName: 'B' }, 'CSMS.0103'],
  ['csms.deleteSecretStage', { stageName: 'B' }, 'CSMS.0103'],
  ['csms.batchCreateOrDeleteTags', { action: 'create', tags: [{ key: 'a' }] }, 'CSMS.0103'],
  ['csms.createSecretTag', { tag: { key: 'a' } }, 'CSMS.0103'],
  ['csms.deleteSecretTag', { key: 'b' }, 'CSMS.0103'],
  ['csms.downloadSecretBlob', {}, 'CSMS.0103'],
  ['csms.rotateSecret', {}, 'CSMS.0103'],
];
const named = (id: CsmsOperationId) => 'secretName' in operationOf(id).input.shape;
const missingId = '00000000-0000-4000-8000-000000000000';

describe.each(dialects)('operations on a secret on %s', (dialect) => {
  let world: CsmsWorld;
  let secretId: string;
  beforeAll(async () => {
    world = await openCsmsWorld(dialect);
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    const secret = await world.createSecret('s', { tags: [{ key: 'b' }], rotationConfig: '{}' });
    secretId = secret.id;
    await world.node.run('csms.updateSecretStage', world.api, {
      secretName: 's',
      stageName: 'B',
      versionId: 'v1',
    });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const run = (
    id: CsmsOperationId,
    fields: Record<string, unknown>,
    context = world.api,
    secret: Record<string, string> = named(id) ? { secretName: 's' } : { secretId },
  ) => world.node.run(id, context, { ...secret, ...fields });

  it('names every operation that acts on a secret', () => {
    const onSecrets = operationIds.filter((id) => {
      const { service, input } = operationOf(id);
      return service === 'csms' && ('secretName' in input.shape || 'secretId' in input.shape);
    });
    expect(
      calls
        .map(([id]) => id)
        // The list of tasks takes the name as a filter.
        .concat('csms.cancelSecretDeletion', 'csms.listSecretTask')
        .sort(),
    ).toEqual(onSecrets.sort());
  });

  it.each(calls)(
    'SEC-08 %s works on an enabled secret, and pending deletion: %3$s',
    async (id, fields, answer) => {
      await run('csms.scheduleSecretDeletion', { recoveryWindowInDays: 7 });
      if (answer === 'done') await run(id, fields);
      else {
        const refusal = await refusalOf(run(id, fields));
        expect([refusal.code, refusal.status]).toEqual([answer, 400]);
      }
      await run('csms.cancelSecretDeletion', {});
      expect((await refusalOf(run('csms.cancelSecretDeletion', {}))).code).toBe('CSMS.0108');
      await run(id, fields);
    },
  );

  it.each(calls)(
    'IAM-02 %s of another account, another project or nothing answers alike',
    async (id, fields) => {
      const other = contextOf(await seedAccount(world.store));
      const project = { id: 'f'.repeat(32), name: 'elsewhere' };
      const missing = named(id) ? { secretName: 'missing' } : { secretId: missingId };
      const answers = [
        await refusalOf(run(id, fields, other)),
        await refusalOf(run(id, fields, { ...world.api, project })),
        await refusalOf(run(id, fields, world.api, missing)),
      ];
      const told = answers.map(({ code, status, message, field }) => [code, status, message, field]);
      expect(told).toEqual(Array(3).fill(told[2]));
      expect(told[0]?.slice(0, 2)).toEqual(['CSMS.0106', 404]);
      await run(id, fields);
    },
  );

  it.each(calls)(
    'IAM-09 %s without permission: 403 to who may see the secret, missing to others',
    async (id, fields) => {
      const { action } = operationOf(id);
      world.denied = (_, request) => request.action === action && action !== 'csms:secret:get';
      if (action !== 'csms:secret:get') {
        const refusal = await refusalOf(run(id, fields));
        expect([refusal.errorName, refusal.status]).toEqual(['permissionDenied', 403]);
        expect(refusal.explanation?.action).toBe(action);
      }
      world.denied = (_, request) => request.resource?.type === 'csms';
      const hidden = await refusalOf(run(id, fields));
      expect([hidden.code, hidden.status]).toEqual(['CSMS.0106', 404]);
      world.denied = () => false;
      await run(id, fields);
    },
  );

  it('TRC-01 each call leaves one trace with the documents’ name, about the secret', async () => {
    const before = (await world.traces()).length;
    for (const [id, fields] of calls) {
      if (id !== 'csms.deleteSecret' && id !== 'csms.scheduleSecretDeletion') await run(id, fields);
    }
    const expected = calls
      .filter(([id]) => id !== 'csms.deleteSecret' && id !== 'csms.scheduleSecretDeletion')
      .map(([id]) => operationOf(id).trace?.name);
    const traces = (await world.traces()).slice(before);
    expect(traces.map(({ name }) => name)).toEqual(expected);
    for (const trace of traces) {
      expect(trace).toMatchObject({
        resource_type: 'csms',
        resource_id: secretId,
        resource_name: 's',
        service_type: 'CSMS',
        rating: 'normal',
      });
    }
  });

  it('IAM-09 a new secret asks for permission by its name', async () => {
    world.denied = (_, { action, resource }) =>
      action === 'csms:secret:create' && resource?.name !== 'prod-db';
    const refusal = await refusalOf(world.createSecret('other'));
    expect([refusal.errorName, refusal.status]).toEqual(['permissionDenied', 403]);
    await world.createSecret('prod-db');
  });
});

describe('SEC-08 what may be done in which state', () => {
  const outcomes: Readonly<Record<SecretAct, Readonly<Record<SecretState, string>>>> = {
    inspect: { enabled: 'enabled', pendingDeletion: 'pendingDeletion' },
    use: { enabled: 'enabled', pendingDeletion: 'CSMS.0103' },
    change: { enabled: 'enabled', pendingDeletion: 'CSMS.0103' },
    backUp: { enabled: 'enabled', pendingDeletion: 'CSMS.0103' },
    deleteNow: { enabled: 'enabled', pendingDeletion: 'CSMS.0103' },
    scheduleDeletion: { enabled: 'pendingDeletion', pendingDeletion: 'CSMS.0107' },
    cancelDeletion: { enabled: 'CSMS.0108', pendingDeletion: 'enabled' },
  };
  const cells = (Object.keys(outcomes) as SecretAct[]).flatMap((act) =>
    (['enabled', 'pendingDeletion'] as const).map((state) => ({ act, state, outcome: outcomes[act][state] })),
  );
  it.each(cells)('$act while $state: $outcome', async ({ act, state, outcome }) => {
    if (outcome.startsWith('CSMS')) {
      expect((await refusalOf((async () => stateAfter(act, state))())).code).toBe(outcome);
    } else expect(stateAfter(act, state)).toBe(outcome);
  });
});

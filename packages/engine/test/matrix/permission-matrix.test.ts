import {
  compileWireCodec,
  errorAnswer,
  isEngineOperationId,
  OperationError,
  type OperationId,
  type OperationInput,
  operationIds,
  operationOf,
} from '@dewpoint/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import { systemPolicies } from '../../src/iam/policy/system-policies.ts';
import type { ExecutableId } from '../../src/pipeline/handler.ts';
import { dialects } from '../../src/testing/index.ts';
import { type EngineWorld, openEngineWorld, START_LIMIT_IN_MS } from '../engine-world.ts';
import { type NamedThings, sampleInput } from './sample-inputs.ts';

const MISSING_KEY = '00000000-0000-4000-8000-000000000000';
const NOBODY = '0'.repeat(32);

const executable = operationIds.filter((id): id is ExecutableId => id !== 'console.batch');
/** All but sign-in and what needs no credentials: there is no account yet. */
const owned = executable.filter((id) => operationOf(id).public !== true);
/** Calls of somebody who has no permission at all are refused, except for what everybody may do. */
const guarded = executable.filter((id) => operationOf(id).action !== null);

const thingNames = [
  'keyId',
  'userId',
  'groupId',
  'policyId',
  'projectId',
  'domainId',
  'cipherOfData',
  'cipherOfDatakey',
  'alias',
  'grantId',
  'accessKey',
  'traceId',
] as const satisfies readonly (keyof NamedThings)[];
const keyStates = ['enabled', 'disabled', 'pendingDeletion', 'pendingImport'] as const;
type KeyState = (typeof keyStates)[number];

/** The answer as it goes over the wire. */
async function answerOf(
  w: EngineWorld,
  id: ExecutableId,
  context: RequestContext,
  things: NamedThings,
): Promise<string> {
  const operation = operationOf(id);
  const project = operation.scope === 'project' ? context.project : null;
  const input = compileWireCodec(operation.input, 'camel').decode(sampleInput(id, things), () => 'a token');
  try {
    const { output } = await w.engine.execute(
      id,
      { ...context, project },
      input as OperationInput<typeof id>,
    );
    const body = compileWireCodec(operation.output, 'snake').encode(output);
    return JSON.stringify({ status: 200, body });
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    const { status, headers, body } = errorAnswer(error, 'request');
    return JSON.stringify({ status, headers, body });
  }
}

/** The same with a name in place of every ID that the call gave. */
function withoutIds(answer: string, things: NamedThings): string {
  return Object.entries(things).reduce((text, [name, value]) => text.replaceAll(value, `<${name}>`), answer);
}

/** True for operations whose input names one of the things at all. */
function names(id: ExecutableId, some: NamedThings, other: NamedThings): boolean {
  return JSON.stringify(sampleInput(id, some)) !== JSON.stringify(sampleInput(id, other));
}

describe.each(dialects)('IAM-09 principal × operation × state on %s', (dialect) => {
  let w: EngineWorld;
  /** Administrators of two other accounts, of whom one tries the IDs of the first; somebody without any policy; somebody who may read everything. */
  let foreigner: RequestContext;
  let stranger: RequestContext;
  let nobody: RequestContext;
  let reader: RequestContext;
  let readable: ReadonlySet<string>;
  const there = new Map<KeyState, NamedThings>();
  let missing: NamedThings;
  /** What the other account has itself. */
  let own: NamedThings;

  beforeAll(async () => {
    w = await openEngineWorld(dialect);
    foreigner = await w.makeAccount('second');
    stranger = await w.makeAccount('third');
    nobody = await w.makeUser('nobody');
    reader = await w.makeUser('reader');
    const { id } = await w.call('iam.createPolicy', w.as, {
      name: 'read',
      document: JSON.stringify({
        Version: '1.1',
        Statement: [{ Effect: 'Allow', Action: ['kms:*:get*', 'kms:*:list*', 'iam:*:get*', 'iam:*:list*'] }],
      }),
    });
    await w.call('iam.attachPolicy', w.as, { policyId: id, userId: userIdOf(reader) });
    readable = new Set(await w.engine.permittedOperations(reader));
    for (const state of keyStates) there.set(state, await makeThings(w, state));
    own = await makeThings(w, 'enabled', foreigner);
    const model = thingsIn('enabled');
    missing = {
      keyId: MISSING_KEY,
      userId: NOBODY,
      groupId: NOBODY,
      policyId: NOBODY,
      projectId: NOBODY,
      domainId: NOBODY,
      cipherOfData: garbageLike(model.cipherOfData, 'base64'),
      cipherOfDatakey: garbageLike(model.cipherOfDatakey, 'hex'),
      alias: 'alias/nobodys',
      grantId: NOBODY + NOBODY,
      accessKey: '0'.repeat(20),
      traceId: MISSING_KEY,
    };
  }, START_LIMIT_IN_MS * 2);
  afterAll(() => w.close());

  const thingsIn = (state: KeyState): NamedThings => {
    const things = there.get(state);
    if (things === undefined) throw new TypeError(`no things were made with a key that is ${state}`);
    return things;
  };

  describe.each(keyStates)('with a key that is %s', (state) => {
    it.each(owned)('%s answers a foreign account as if nothing were there', async (id) => {
      // Whoever never heard of a thing learns of it from no list, no export and no trace.
      const unknowing = await answerOf(w, id, stranger, missing);
      for (const value of Object.values(thingsIn(state))) expect(unknowing).not.toContain(value);
      const absent = await answerOf(w, id, foreigner, missing);
      if (!names(id, thingsIn(state), missing)) return;
      const foreign = await answerOf(w, id, foreigner, thingsIn(state));
      expect(withoutIds(foreign, thingsIn(state))).toBe(withoutIds(absent, missing));
    });

    it.each(guarded)('%s tells somebody without permission nothing, and does nothing', async (id) => {
      const existing = await answerOf(w, id, nobody, thingsIn(state));
      expect(JSON.parse(existing).status).toBeGreaterThanOrEqual(400);
      const absent = await answerOf(w, id, nobody, missing);
      expect(withoutIds(existing, thingsIn(state))).toBe(withoutIds(absent, missing));
    });

    it('leaves everything as it was', async () => {
      const { keyId, userId, groupId, policyId } = thingsIn(state);
      const inProject = await w.call('kms.viewKey', w.as, { keyId });
      expect(inProject).toMatchObject({ state, keyAlias: `key-${state}` });
      expect(await w.call('iam.viewUser', w.as, { userId })).toMatchObject({
        enabled: true,
        description: '',
        groups: [],
        attachments: [],
      });
      expect(await w.call('iam.viewGroup', w.as, { groupId })).toMatchObject({ members: 0, attachments: [] });
      expect(await w.call('iam.viewPolicy', w.as, { policyId })).toMatchObject({ name: `policy-${state}` });
    });
  });

  it.each(owned)('%s answers the same when only one of several things is another account’s', async (id) => {
    const things = thingsIn('enabled');
    for (const name of thingNames) {
      const foreign = { ...own, [name]: things[name] };
      const absent = { ...own, [name]: missing[name] };
      if (!names(id, foreign, absent)) continue;
      const answer = withoutIds(await answerOf(w, id, foreigner, foreign), foreign);
      expect({ name, answer }).toEqual({
        name,
        answer: withoutIds(await answerOf(w, id, foreigner, absent), absent),
      });
    }
  });

  it.each(guarded)('%s explains its refusal to somebody who may see the thing', async (id) => {
    const { status, body } = JSON.parse(await answerOf(w, id, reader, thingsIn('enabled')));
    if (readable.has(id)) {
      expect(status).not.toBe(403);
      return;
    }
    const { action } = operationOf(id);
    expect({ id, status }).toEqual({ id, status: 403 });
    expect(body.error_explanation).toMatchObject({
      action,
      reason: expect.stringContaining('No policy of user "reader"'),
      remedy: expect.stringContaining(`"${action}"`),
    });
  });

  it('holds for every operation that the product serves', () => {
    expect(executable.length).toBe(operationIds.length - 1);
    for (const id of executable) expect(() => sampleInput(id, missing)).not.toThrow();
  });
});

/** Services that a policy of [O 8] is about, and whether it is about everything or about reading. */
const tables: Readonly<Record<string, { readonly services: readonly string[]; readonly reads: boolean }>> = {
  'KMS Administrator': { services: ['kms'], reads: false },
  'KMS CMKFullAccess': { services: ['kms'], reads: false },
  'KMS CMKReadOnlyAccess': { services: ['kms'], reads: true },
  'CSMS FullAccess': { services: ['csms'], reads: false },
  'CSMS ReadOnlyAccess': { services: ['csms'], reads: true },
  'DEW KeypairFullAccess': { services: ['kps'], reads: false },
  'DEW KeypairReadOnlyAccess': { services: ['kps'], reads: true },
  'CTS FullAccess': { services: ['cts'], reads: false },
  'CTS ReadOnlyAccess': { services: ['cts'], reads: true },
  'SMN FullAccess': { services: ['smn'], reads: false },
  'SMN ReadOnlyAccess': { services: ['smn'], reads: true },
  'Security Administrator': { services: ['iam'], reads: false },
  'Tenant Guest': { services: ['kms', 'csms', 'kps', 'cts', 'smn', 'iam'], reads: true },
};
/** What a Tenant Guest may do beyond reading [iam.json FACT-SystemPolicies]. */
const ofGuests: ReadonlySet<string> = new Set([
  'kms:cmk:create',
  'kms:cmk:createDataKey',
  'kms:cmk:createDataKeyWithoutPlaintext',
  'kms:cmk:encryptDataKey',
  'kms:cmk:decryptDataKey',
  'kms:cmk:encryptData',
  'kms:cmk:decryptData',
  'kms:cmk:retireGrant',
  'kms::generateRandom',
]);

describe('IAM-03 permission tables [O 8], policy × operation', () => {
  let w: EngineWorld;
  beforeAll(async () => {
    w = await openEngineWorld('sqlite');
  }, START_LIMIT_IN_MS);
  afterAll(() => w.close());

  const operations = operationIds.filter(isEngineOperationId);

  it('has a row for each system policy', () => {
    expect(Object.keys(tables).toSorted()).toEqual(systemPolicies.map(({ name }) => name).toSorted());
  });

  it.each(systemPolicies.map(({ name, id }) => [name, id]))(
    '%s allows exactly its operations',
    async (name, policyId) => {
      const user = await w.makeUser(name);
      await w.call('iam.attachPolicy', w.as, { policyId, userId: userIdOf(user) });
      const expected = operations.filter((id) => isOpen(id) || isInTable(name, id));
      const found = await w.engine.permittedOperations(user);
      expect(found.toSorted()).toEqual(expected.toSorted());
    },
  );

  it('a user without policies may do only what everybody may', async () => {
    const found = await w.engine.permittedOperations(await w.makeUser('nobody'));
    expect(found.toSorted()).toEqual(operations.filter(isOpen).toSorted());
  });
});

const isOpen = (id: OperationId) => operationOf(id).action === null;

function isInTable(policy: string, id: OperationId): boolean {
  const table = tables[policy];
  const { action, legacyActions = [] } = operationOf(id);
  if (table === undefined || action === null) return false;
  const names = [action, ...legacyActions];
  if (policy === 'Tenant Guest' && names.some((name) => ofGuests.has(name))) return true;
  const [service = ''] = action.split(':');
  if (!table.services.includes(service)) return false;
  return !table.reads || names.some((name) => /:(get|list)[^:]*$/i.test(name));
}

async function makeThings(w: EngineWorld, state: KeyState, as = w.as): Promise<NamedThings> {
  const origin = state === 'pendingImport' ? { origin: 'external' } : {};
  const { keyInfo } = await w.call('kms.createKey', as, { keyAlias: `key-${state}`, ...origin });
  const { keyId } = keyInfo;
  const { keyInfo: other } = await w.call('kms.createKey', as, { keyAlias: `other-${state}` });
  const { group } = await w.call('iam.createGroup', as, { group: { name: `group-${state}` } });
  const user = await w.makeUser(`user-${state}`, as);
  const policy = await w.call('iam.createPolicy', as, {
    name: `policy-${state}`,
    document: JSON.stringify({ Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['kms:cmk:get'] }] }),
  });
  // A key without material encrypts nothing; the ciphertexts are then another one's.
  const under = state === 'pendingImport' ? other.keyId : keyId;
  const encrypted = await w.engine.execute('kms.encryptText', as, { keyId: under, text: 'text' });
  const { cipherText: cipherOfData } = encrypted.output;
  const alias = `alias/${state}-${as.account.name}`;
  await w.call('kms.createAlias', as, { keyId: under, alias });
  const { grantId } = await w.call('kms.createGrant', as, {
    keyId: under,
    granteePrincipal: userIdOf(user),
    operations: ['encrypt-data'],
  });
  const { credential } = await w.call('iam.createAccessKey', as, { credential: { userId: userIdOf(user) } });
  const datakey = await w.call('kms.createDatakeyWithoutPlaintext', as, {
    keyId: under,
    datakeyLength: '256',
  });
  const wireOf = compileWireCodec(operationOf('kms.createDatakeyWithoutPlaintext').output, 'camel');
  const { cipherText: cipherOfDatakey } = wireOf.encode(datakey) as { cipherText: string };
  if (state === 'disabled') await w.call('kms.disableKey', as, { keyId });
  if (state === 'pendingDeletion') {
    await w.call('kms.scheduleKeyDeletion', as, { keyId, pendingDays: '7' });
  }
  return {
    keyId,
    userId: userIdOf(user),
    groupId: group.id,
    policyId: policy.id,
    projectId: as.project?.id ?? '',
    domainId: as.account.id,
    cipherOfData:
      typeof cipherOfData === 'string' ? cipherOfData : Buffer.from(cipherOfData).toString('base64'),
    cipherOfDatakey,
    alias,
    grantId,
    accessKey: credential.access,
    traceId: encrypted.traceId ?? '',
  };
}

function userIdOf({ principal }: RequestContext): string {
  if (principal.kind !== 'user') throw new TypeError('the context is no user’s');
  return principal.userId;
}

/** Bytes of the same length that nobody ever encrypted. */
function garbageLike(text: string, encoding: 'base64' | 'hex'): string {
  const bytes = Buffer.from(text, encoding);
  return Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString(encoding);
}

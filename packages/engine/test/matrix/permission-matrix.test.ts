import {
  compileWireCodec,
  errorAnswer,
  OperationError,
  type OperationInput,
  operationIds,
  operationOf,
} from '@dewpoint/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestContext } from '../../src/context.ts';
import { systemPolicyByName } from '../../src/iam/policy/system-policies.ts';
import type { ExecutableId } from '../../src/pipeline/handler.ts';
import { dialects } from '../../src/testing/index.ts';
import { type EngineWorld, openEngineWorld, START_LIMIT_IN_MS } from '../engine-world.ts';
import {
  type KeyState,
  keyStates,
  makeThings,
  missingLike,
  type NamedThings,
  openSession,
  userIdOf,
} from './named-things.ts';
import { sampleInput } from './sample-inputs.ts';

const executable = operationIds.filter((id): id is ExecutableId => id !== 'console.batch');
/** All but sign-in and what needs no credentials: there is no account yet. */
const owned = executable.filter((id) => operationOf(id).public !== true);
/** Calls of somebody who has no permission at all are refused, except for what everybody may do. */
const guarded = executable.filter((id) => operationOf(id).action !== null);

const ofProjects = owned.filter((id) => operationOf(id).scope === 'project');

/** What is asked beside the operation's own action: a value under a custom key needs that key. */
const furtherActions: Partial<Record<ExecutableId, string>> = {
  'csms.showSecretVersion': 'kms:cmk:decryptDataKey',
  'csms.downloadSecretBlob': 'kms:cmk:decryptDataKey',
};

/** Who asks, on the API and in a session of the console. */
interface Caller {
  readonly api: RequestContext;
  readonly session: RequestContext;
}

async function callerOf(w: EngineWorld, api: RequestContext): Promise<Caller> {
  const { principal } = api;
  if (principal.kind !== 'user') throw new TypeError('the context is no user’s');
  const sessionHandle = await openSession(w, principal.userId);
  return {
    api,
    session: {
      ...api,
      channel: 'console',
      principal: { ...principal, credential: 'session', sessionHandle },
    },
  };
}

/** The answer as it goes over the wire. */
async function answerOf(
  w: EngineWorld,
  id: ExecutableId,
  caller: Caller,
  things: NamedThings,
): Promise<string> {
  const operation = operationOf(id);
  const context = operation.service === 'console' ? caller.session : caller.api;
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

const ANY_ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|[0-9a-f]{32}/g;

/** The same with a name in place of every ID that the call gave, and of those that it was answered. */
function withoutIds(answer: string, things: NamedThings): string {
  // URNs have a colon where names have a slash.
  const named = Object.entries(things).reduce(
    (text, [name, value]) =>
      text.replaceAll(value, `<${name}>`).replaceAll(value.replace('/', ':'), `<${name}>`),
    answer,
  );
  return named.replaceAll(ANY_ID, '<new>');
}

/** True for operations whose input names one of the things at all. */
function names(id: ExecutableId, some: NamedThings, other: NamedThings): boolean {
  return JSON.stringify(sampleInput(id, some)) !== JSON.stringify(sampleInput(id, other));
}

describe.each(dialects)('IAM-02, IAM-09 principal × operation × state on %s', (dialect) => {
  let w: EngineWorld;
  /** Administrators of two other accounts, of whom one tries the IDs of the first. */
  let foreigner: Caller;
  let stranger: Caller;
  /** Users of the first account: one without any policy, and one who may read everything. */
  let nobody: Caller;
  let reader: Caller;
  let readable: ReadonlySet<string>;
  /** Another administrator of the account, in another project: who made a grant may end it from anywhere (GRT-03). */
  let elsewhere: Caller;
  const there = new Map<KeyState, NamedThings>();
  let missing: NamedThings;
  /** What the other account has itself. */
  let own: NamedThings;

  beforeAll(async () => {
    w = await openEngineWorld(dialect);
    const second = await w.makeAccount('second');
    foreigner = await callerOf(w, second);
    stranger = await callerOf(w, await w.makeAccount('third'));
    nobody = await callerOf(w, await w.makeUser('nobody'));
    reader = await callerOf(w, await w.makeUser('reader'));
    const { id } = await w.call('iam.createPolicy', w.as, {
      name: 'read',
      document: JSON.stringify({
        Version: '1.1',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['kms', 'csms', 'smn', 'iam', 'eps'].flatMap((service) => [
              `${service}:*:get*`,
              `${service}:*:list*`,
            ]),
          },
        ],
      }),
    });
    await w.call('iam.attachPolicy', w.as, { policyId: id, userId: userIdOf(reader.api) });
    readable = new Set(await w.engine.permittedOperations(reader.api));
    const { project } = await w.call('iam.createProject', w.as, { project: { name: 'local-1_b' } });
    const administrator = await w.makeUser('administrator');
    for (const name of [
      'KMS Administrator',
      'CSMS FullAccess',
      'SMN FullAccess',
      'CTS FullAccess',
      'Security Administrator',
    ]) {
      const policyId = systemPolicyByName(name).id;
      await w.call('iam.attachPolicy', w.as, { policyId, userId: userIdOf(administrator) });
    }
    elsewhere = await callerOf(w, { ...administrator, project: { id: project.id, name: project.name } });
    for (const state of keyStates) there.set(state, await makeThings(w, state));
    own = await makeThings(w, 'enabled', second);
    missing = missingLike(thingsIn('enabled'));
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

    it.each(ofProjects)('%s answers in another project as if nothing were there', async (id) => {
      if (!names(id, thingsIn(state), missing)) return;
      const absent = await answerOf(w, id, elsewhere, missing);
      const existing = await answerOf(w, id, elsewhere, thingsIn(state));
      expect(withoutIds(existing, thingsIn(state))).toBe(withoutIds(absent, missing));
    });

    it.each(guarded)('%s tells somebody without permission nothing, and does nothing', async (id) => {
      const existing = await answerOf(w, id, nobody, thingsIn(state));
      expect(JSON.parse(existing).status).toBeGreaterThanOrEqual(400);
      const absent = await answerOf(w, id, nobody, missing);
      expect(withoutIds(existing, thingsIn(state))).toBe(withoutIds(absent, missing));
    });

    it('leaves everything as it was', async () => {
      const { keyId, userId, groupId, policyId, secretName, eventName, ...topic } = thingsIn(state);
      expect(await w.call('kms.viewKey', w.as, { keyId })).toMatchObject({
        state,
        keyAlias: `key-${state}-default`,
      });
      expect(await w.call('iam.viewUser', w.as, { userId })).toMatchObject({
        enabled: true,
        description: '',
        groups: [],
        attachments: [],
      });
      expect(await w.call('iam.viewGroup', w.as, { groupId })).toMatchObject({ members: 0, attachments: [] });
      expect(await w.call('iam.viewPolicy', w.as, { policyId })).toMatchObject({
        name: `policy-${state}-default`,
      });
      expect(await w.call('csms.viewSecret', w.as, { secretName })).toMatchObject({
        secretName,
        state: 'enabled',
        tags: [],
      });
      await w.call('csms.showSecretEvent', w.as, { eventName });
      const { topicUrn, subscriptionUrn } = topic;
      const { subscriptions } = await w.call('smn.viewSubscriptions', w.as, { topicUrn });
      expect(subscriptions.map((one) => one.subscriptionUrn)).toEqual([subscriptionUrn]);
      expect(await w.engine.sessions.list(userId)).toHaveLength(1);
    });
  });

  it.each(owned)('%s answers the same when only one of several things is another account’s', async (id) => {
    const things = thingsIn('enabled');
    for (const name of Object.keys(things)) {
      const foreign = { ...own, [name]: things[name as keyof NamedThings] };
      const absent = { ...own, [name]: missing[name as keyof NamedThings] };
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
    const action = readable.has(id) ? (furtherActions[id] ?? null) : operationOf(id).action;
    if (action === null) {
      expect(status).not.toBe(403);
      return;
    }
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

import { randomUUID } from 'node:crypto';
import { systemClock } from '../src/clock.ts';
import type { RequestContext } from '../src/context.ts';
import type { PolicyDocument, PolicyStatement } from '../src/iam/policy/document.ts';
import { compilePolicy, PolicySet } from '../src/iam/policy/evaluator.ts';
import { createPolicyAuthorizer, type PolicyAuthorizer } from '../src/iam/policy-authorizer.ts';
import type { Resource } from '../src/pipeline/handler.ts';
import { openTestStore } from '../src/testing/index.ts';

/**
 * What one decision costs with 50 statements (aim: under 5 µs), beside one with a single statement in the same run. `share` is the part of
 * the aim that is used. Policies are in memory, as they are for every call but a user's first.
 */
const STATEMENTS = 50;
const AIM_IN_US = 5;
const REPETITIONS = 7;
const DECISIONS = 200_000;
const PROJECT = 'b'.repeat(32);

const context: RequestContext = {
  principal: {
    kind: 'user',
    userId: 'c'.repeat(32),
    userName: 'alice',
    accountId: 'a'.repeat(32),
    credential: 'token',
    authenticatedAt: Date.now(),
    multiFactor: false,
  },
  account: { id: 'a'.repeat(32), name: 'default' },
  project: { id: PROJECT, name: 'local-1' },
  channel: 'api',
  sourceIp: '192.0.2.10',
  requestId: 'bench',
};
const keys = Array.from({ length: STATEMENTS }, () => randomUUID());
const keyOf = (id: string): Resource => ({
  type: 'cmk',
  id,
  name: 'key',
  projectId: PROJECT,
  tags: { env: 'prod' },
});
const asked = {
  action: 'kms:cmk:encryptData',
  legacyActions: ['kms:cmk:crypto', 'kms:cmk:encrypt'],
  grantOperation: 'encrypt-data',
  resource: keyOf(keys.at(-1) ?? ''),
};

const documentOf = (statement: (key: string, index: number) => PolicyStatement): PolicyDocument => ({
  Version: '1.1',
  Statement: keys.map(statement),
});
/** All speak of the action; only the last is about the key. */
const byKey = documentOf((key) => ({
  Effect: 'Allow',
  Action: ['kms:cmk:crypto', 'kms:cmk:get*'],
  Resource: [`kms:*:*:KeyId:${key}`],
}));
/** The same with conditions that all have to be looked at, up to the last. */
const byCondition = documentOf((_key, index) => ({
  Effect: 'Allow',
  Action: ['kms:cmk:*'],
  Condition: {
    IpAddress: { 'g:SourceIp': [index === STATEMENTS - 1 ? '192.0.2.0/24' : `10.${index}.0.0/16`] },
    StringEquals: { 'g:ResourceTag/env': ['prod'] },
  },
}));
/** Every statement is about another service or action, as in an account with one policy for each duty. */
const spread = documentOf((_key, index) => ({
  Effect: index % 10 === 0 ? 'Deny' : 'Allow',
  Action: index === STATEMENTS - 1 ? ['kms:*'] : [`service${index}:*`, 'csms:secret:*'],
}));
const single: PolicyDocument = { Version: '1.1', Statement: [{ Effect: 'Allow', Action: ['kms:*'] }] };
const none = documentOf((key) => ({
  Effect: 'Allow',
  Action: ['kms:cmk:*'],
  Resource: [`kms:*:*:KeyId:${key}0`],
}));

const test = await openTestStore('sqlite');
function authorizerWith(document: PolicyDocument): PolicyAuthorizer {
  const set = new PolicySet([compilePolicy('p', 'bench', document)]);
  return createPolicyAuthorizer({
    store: test.store,
    clock: systemClock,
    loader: { policiesOf: async () => set },
    region: 'local-1',
    grants: null,
  });
}

const cases = [
  { name: 'one statement', document: single, allowed: true },
  { name: '50 statements of other actions', document: spread, allowed: true },
  { name: '50 statements, each about one key', document: byKey, allowed: true },
  { name: '50 statements, each with two conditions', document: byCondition, allowed: true },
  { name: '50 statements, none applies, refusal with its remedy', document: none, allowed: false },
].map((one) => ({ ...one, authorizer: authorizerWith(one.document), samples: [] as number[] }));

async function microsecondsPerDecision(authorizer: PolicyAuthorizer): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < DECISIONS; i += 1) await authorizer.decide(context, asked);
  return ((performance.now() - start) * 1000) / DECISIONS;
}

for (const { authorizer, allowed, name } of cases) {
  const decision = await authorizer.decide(context, asked);
  if (decision.allowed !== allowed) throw new Error(`${name}: ${JSON.stringify(decision)}`);
}
// Contenders take turns, so that a busy moment of the machine meets all of them.
for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
  for (const one of cases) one.samples.push(await microsecondsPerDecision(one.authorizer));
}
for (const { name, samples } of cases) {
  const value = samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? 0;
  console.log(
    JSON.stringify({
      name: `policy decision: ${name}`,
      value: Number(value.toFixed(2)),
      unit: 'µs',
      share: Number((value / AIM_IN_US).toFixed(2)),
    }),
  );
}
await test.remove();

import type { RequestContext, UserPrincipal } from '../../../src/context.ts';
import {
  type PolicyDocument,
  type PolicyProblem,
  parsePolicyDocument,
} from '../../../src/iam/policy/document.ts';
import {
  compilePolicy,
  type PolicyQuestion,
  PolicySet,
  type Verdict,
} from '../../../src/iam/policy/evaluator.ts';
import { policyResource } from '../../../src/iam/policy/resource-patterns.ts';
import type { Resource } from '../../../src/pipeline/handler.ts';

export const REGION = 'local-1';
export const ACCOUNT = { id: 'a'.repeat(32), name: 'default' };
export const PROJECT = { id: 'b'.repeat(32), name: REGION };
export const NOON = Date.parse('2026-06-15T12:00:00Z');

export const alice: UserPrincipal = {
  kind: 'user',
  userId: 'c'.repeat(32),
  userName: 'alice',
  accountId: ACCOUNT.id,
  credential: 'token',
  authenticatedAt: NOON - 60_000,
  multiFactor: false,
};

export function contextOf(overrides: Partial<RequestContext> = {}): RequestContext {
  return {
    principal: alice,
    account: ACCOUNT,
    project: PROJECT,
    channel: 'api',
    sourceIp: '192.0.2.10',
    requestId: 'request-1',
    ...overrides,
  };
}

export const key = (id: string, extra: Partial<Resource> = {}): Resource => ({
  type: 'cmk',
  id,
  name: `alias-of-${id}`,
  projectId: PROJECT.id,
  ...extra,
});

/** A question as the authorizer would put it. */
export function question(
  action: string,
  about: {
    legacy?: readonly string[];
    resource?: Resource | 'any';
    context?: RequestContext;
    now?: number;
  } = {},
): PolicyQuestion {
  const service = action.split(':')[0] ?? '';
  const resource = about.resource === 'any' ? undefined : about.resource;
  return {
    actions: [action, ...(about.legacy ?? [])].map((name) => name.toLowerCase()),
    service,
    region: REGION,
    accountId: ACCOUNT.id,
    resource:
      about.resource === 'any'
        ? 'any'
        : resource === undefined
          ? 'none'
          : policyResource(resource, service, REGION, ACCOUNT.id),
    facts: { context: about.context ?? contextOf(), now: about.now ?? NOON, service, resource },
  };
}

/** Compiles documents after the checks that saving makes. */
export function policySet(...documents: readonly PolicyDocument[]): PolicySet {
  return new PolicySet(
    documents.map((document, index) => {
      const problems = problemsOf(document);
      if (problems.length > 0) throw new Error(`refused: ${JSON.stringify(problems)}`);
      return compilePolicy(`policy-${index}`, `Policy ${index}`, document);
    }),
  );
}

export function problemsOf(document: unknown): readonly PolicyProblem[] {
  const parse = parsePolicyDocument(JSON.stringify(document), []);
  return parse.ok ? [] : parse.problems;
}

export const effect = (verdict: Verdict): Verdict['effect'] => verdict.effect;

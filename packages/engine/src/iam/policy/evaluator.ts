import { type ActionMatcher, compileActionPatterns } from './action-patterns.ts';
import type { ConditionFacts } from './condition-keys.ts';
import { type ConditionTest, compileConditions } from './conditions.ts';
import type { PolicyDocument, PolicyStatement } from './document.ts';
import { compileResourcePattern, type ResourceMatcher, type ResourceQuestion } from './resource-patterns.ts';

/** What is asked of a set of policies. */
export interface PolicyQuestion {
  /** All names of the action in canonical form; they mean the same. */
  readonly actions: readonly string[];
  /** The service of the action. */
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly resource: ResourceQuestion;
  readonly facts: ConditionFacts;
}

/** The statement that decided. */
export interface StatementReference {
  readonly policyId: string;
  readonly policyName: string;
  /** Counted from 1, as people count. */
  readonly statement: number;
}

export type Verdict =
  | { readonly effect: 'allow' | 'deny'; readonly by: StatementReference }
  | { readonly effect: 'none' };

interface CompiledStatement {
  readonly by: StatementReference;
  readonly deny: boolean;
  readonly actions: ActionMatcher;
  readonly notActions: boolean;
  /** Null: everything. */
  readonly resources: readonly ResourceMatcher[] | null;
  readonly notResources: boolean;
  readonly conditions: readonly ConditionTest[];
  /** The only paths of things that it can speak of; null where patterns, or no Resource, leave them open. */
  readonly paths: readonly string[] | null;
}

/** A document made ready once and evaluated many times. Pure: it knows neither store nor clock. */
export interface CompiledPolicy {
  readonly statements: readonly CompiledStatement[];
  /** True when a condition looks at the tags of the thing. */
  readonly readsTags: boolean;
}

/**
 * @throws TypeError for a document that `parsePolicyDocument` refuses: a policy that is not understood must neither allow nor, by being
 * left out, fail to deny
 */
export function compilePolicy(id: string, name: string, document: PolicyDocument): CompiledPolicy {
  const statements = document.Statement.map((statement, index) =>
    compileStatement({ policyId: id, policyName: name, statement: index + 1 }, statement),
  );
  return {
    statements,
    readsTags: statements.some((statement) => statement.conditions.some((test) => test.readsTags)),
  };
}

function compileStatement(by: StatementReference, statement: PolicyStatement): CompiledStatement {
  const where = `policy ${JSON.stringify(by.policyName)}, statement ${by.statement}`;
  const actions = statement.Action ?? statement.NotAction;
  if (actions === undefined) throw new TypeError(`${where}: Action is missing`);
  const { tests, problems } = compileConditions(statement.Condition ?? {});
  const [problem] = problems;
  if (problem !== undefined)
    throw new TypeError(`${where}: Condition ${problem.path.join('.')} ${problem.message}`);
  const resources = (statement.Resource ?? statement.NotResource)?.map(compileResourcePattern) ?? null;
  return {
    by,
    deny: statement.Effect === 'Deny',
    actions: compileActionPatterns(actions),
    notActions: statement.Action === undefined,
    resources,
    notResources: statement.NotResource !== undefined,
    conditions: tests,
    paths: statement.NotResource === undefined ? exactPaths(resources) : null,
  };
}

function exactPaths(resources: readonly ResourceMatcher[] | null): readonly string[] | null {
  const paths = new Set<string>();
  for (const { exactPath } of resources ?? [{ exactPath: null }]) {
    if (exactPath === null) return null;
    paths.add(exactPath);
  }
  return [...paths];
}

/** A statement and its place among all: the first that applies decides. */
interface Placed {
  readonly place: number;
  readonly statement: CompiledStatement;
}

/** The statements that speak of an action, in order, found by the thing where they name it. */
interface Relevant {
  readonly all: readonly Placed[];
  /** Those that may speak of any thing. */
  readonly open: readonly Placed[];
  readonly byPath: ReadonlyMap<string, readonly Placed[]>;
}

const nothing: readonly Placed[] = [];

/** All policies that bind one principal in one project. */
export class PolicySet {
  readonly readsTags: boolean;
  /** Denies first, so that the first statement that applies decides. */
  readonly #statements: readonly CompiledStatement[];
  readonly #byActions = new WeakMap<readonly string[], Relevant>();

  constructor(policies: readonly CompiledPolicy[]) {
    const statements = policies.flatMap((policy) => policy.statements);
    this.#statements = [...statements.filter((s) => s.deny), ...statements.filter((s) => !s.deny)];
    this.readsTags = policies.some((policy) => policy.readsTags);
  }

  /** Explicit Deny wins; otherwise any Allow; otherwise nothing, which means no. */
  evaluate(question: PolicyQuestion): Verdict {
    const { all, open, byPath } = this.#about(question.actions);
    const { resource } = question;
    if (typeof resource === 'string') return verdictOf(firstApplying(all, question));
    const anywhere = firstApplying(open, question);
    const there = firstApplying(byPath.get(resource.path) ?? nothing, question);
    return verdictOf((there?.place ?? Infinity) < (anywhere?.place ?? Infinity) ? there : anywhere);
  }

  /** An operation asks with the same list of names every time, so which statements speak of it is worked out once. */
  #about(actions: readonly string[]): Relevant {
    const known = this.#byActions.get(actions);
    if (known !== undefined) return known;
    const found = relevantTo(this.#statements, actions);
    this.#byActions.set(actions, found);
    return found;
  }
}

function relevantTo(statements: readonly CompiledStatement[], actions: readonly string[]): Relevant {
  const all = statements
    .map((statement, place) => ({ place, statement }))
    .filter(({ statement }) => statement.actions(actions) !== statement.notActions);
  const byPath = new Map<string, Placed[]>();
  for (const placed of all) {
    for (const path of placed.statement.paths ?? []) {
      const there = byPath.get(path);
      if (there === undefined) byPath.set(path, [placed]);
      else there.push(placed);
    }
  }
  return { all, open: all.filter(({ statement }) => statement.paths === null), byPath };
}

function firstApplying(statements: readonly Placed[], question: PolicyQuestion): Placed | undefined {
  for (const placed of statements) if (applies(placed.statement, question)) return placed;
  return undefined;
}

function verdictOf(placed: Placed | undefined): Verdict {
  if (placed === undefined) return { effect: 'none' };
  const { deny, by } = placed.statement;
  return { effect: deny ? 'deny' : 'allow', by };
}

function applies(statement: CompiledStatement, question: PolicyQuestion): boolean {
  if (!speaksOfResource(statement, question)) return false;
  for (const test of statement.conditions) {
    if (question.resource === 'any' && test.ofResource) {
      // Some thing may fulfil the condition and some other may not: an Allow counts, a Deny does not.
      if (statement.deny) return false;
    } else if (!test.holds(question.facts)) {
      return false;
    }
  }
  return true;
}

function speaksOfResource(statement: CompiledStatement, question: PolicyQuestion): boolean {
  const { resources, notResources } = statement;
  const { resource } = question;
  if (resources === null) return true;
  if (resource === 'none' || resource === 'any') {
    if (resource === 'any' && !statement.deny) return true;
    const everything = resources.some((r) =>
      r.coversAll(question.service, question.region, question.accountId),
    );
    return notResources ? resource === 'none' && !everything : everything;
  }
  return resources.some((r) => r.matches(resource)) !== notResources;
}

import { z } from 'zod';
import { problemOfActionPattern } from './action-patterns.ts';
import { compileConditions } from './conditions.ts';
import { problemOfResourcePattern } from './resource-patterns.ts';

/** Limits of one document; generous against the documents' (8 statements, 10 resources), so that nothing legal there is refused here. */
export const MAX_DOCUMENT_LENGTH = 16_384;
const MAX_STATEMENTS = 50;
const MAX_PATTERNS = 100;

const patterns = (name: string) =>
  z
    .array(z.string(), `${name} must be a list of texts`)
    .min(1, `${name} must not be empty`)
    .max(MAX_PATTERNS);

const statementSchema = z.strictObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: patterns('Action').optional(),
  NotAction: patterns('NotAction').optional(),
  Resource: patterns('Resource').optional(),
  NotResource: patterns('NotResource').optional(),
  Condition: z.unknown().optional(),
});

const documentSchema = z.strictObject({
  /** 1.0: role; 1.1: policy; 5.0: identity policy. They are evaluated alike. */
  Version: z.enum(['1.0', '1.1', '5.0']),
  Statement: z.array(statementSchema).min(1, 'Statement must not be empty').max(MAX_STATEMENTS),
});

/** A policy as people write it [G 2.4.2]. */
export type PolicyDocument = z.infer<typeof documentSchema>;
export type PolicyStatement = PolicyDocument['Statement'][number];

export interface PolicyProblem {
  /** Where in the document, e.g. `['Statement', 0, 'Action', 1]`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type PolicyParse =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/**
 * Reads a policy before it is saved. Unknown properties, operators, condition keys and actions of this product are refused: a policy
 * that is understood in part protects in part.
 * @param catalogueActions names that operations declare beside the documented ones
 */
export function parsePolicyDocument(text: string, catalogueActions: readonly string[]): PolicyParse {
  if (text.length > MAX_DOCUMENT_LENGTH) {
    return refuse([], `is longer than ${MAX_DOCUMENT_LENGTH} characters`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return refuse([], `is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const shape = documentSchema.safeParse(json);
  if (!shape.success) {
    return {
      ok: false,
      problems: shape.error.issues.map((issue) => ({
        path: issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
        message: issue.message,
      })),
    };
  }
  const document = shape.data;
  const problems = document.Statement.flatMap((statement, index) =>
    problemsOf(statement, document.Version, catalogueActions).map((problem) => ({
      path: ['Statement', index, ...problem.path],
      message: problem.message,
    })),
  );
  return problems.length === 0 ? { ok: true, document } : { ok: false, problems };
}

/**
 * Reads a policy that was saved. Action names are not checked again: one that this release does not know matches nothing.
 * @throws TypeError for text that is no policy at all
 */
export function readStoredPolicy(text: string): PolicyDocument {
  const shape = documentSchema.safeParse(parseJson(text));
  if (!shape.success) throw new TypeError('the stored document is not a policy', { cause: shape.error });
  return shape.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TypeError('the stored document is not JSON', { cause: error });
  }
}

const refuse = (path: PolicyProblem['path'], message: string): PolicyParse => ({
  ok: false,
  problems: [{ path, message }],
});

function problemsOf(
  statement: PolicyStatement,
  version: PolicyDocument['Version'],
  catalogueActions: readonly string[],
): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  const check = (
    name: 'Action' | 'NotAction' | 'Resource' | 'NotResource',
    find: (text: string) => string | null,
  ) => {
    for (const [index, text] of (statement[name] ?? []).entries()) {
      const problem = find(text);
      if (problem !== null)
        problems.push({ path: [name, index], message: `${JSON.stringify(text)} ${problem}` });
    }
  };
  for (const [one, other] of [
    ['Action', 'NotAction'],
    ['Resource', 'NotResource'],
  ] as const) {
    if (statement[other] === undefined) continue;
    if (version !== '5.0') problems.push({ path: [other], message: `${other} needs Version "5.0"` });
    if (statement[one] !== undefined)
      problems.push({ path: [other], message: `give ${one} or ${other}, not both` });
  }
  if (statement.Action === undefined && statement.NotAction === undefined) {
    problems.push({ path: [], message: 'Action is missing' });
  }
  check('Action', (text) => problemOfActionPattern(text, catalogueActions));
  check('NotAction', (text) => problemOfActionPattern(text, catalogueActions));
  check('Resource', problemOfResourcePattern);
  check('NotResource', problemOfResourcePattern);
  if (statement.Condition !== undefined) {
    for (const problem of compileConditions(statement.Condition).problems) {
      problems.push({ path: ['Condition', ...problem.path], message: problem.message });
    }
  }
  return problems;
}

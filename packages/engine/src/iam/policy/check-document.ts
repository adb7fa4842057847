import { OperationError } from '@dewpoint/contract';
import { catalogueActions } from './catalogue-actions.ts';
import { type PolicyDocument, parsePolicyDocument } from './document.ts';
import { scanJson, type TextPosition } from './json-positions.ts';

/** What is wrong with a document, where an author finds it. */
export interface PlacedProblem extends TextPosition {
  /** e.g. `Statement[0].Action[1]`; "" is the document as a whole. */
  readonly path: string;
  readonly message: string;
}

export type DocumentCheck =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly problems: readonly [PlacedProblem, ...PlacedProblem[]] };

const DEEPEST_NESTING = 16;

/** `parsePolicyDocument` with the line of each problem; also refuses keys that an object has twice. */
export function checkPolicyDocument(text: string): DocumentCheck {
  if (nestingOf(text) > DEEPEST_NESTING) {
    return refused({
      path: '',
      line: 1,
      column: 1,
      message: `is nested deeper than ${DEEPEST_NESTING} levels`,
    });
  }
  const parsed = parsePolicyDocument(text, catalogueActions);
  if (!parsed.ok && !isJson(text)) {
    const message = parsed.problems[0]?.message ?? 'is not JSON';
    return refused({ path: '', ...positionOfSyntaxError(text, message), message });
  }
  const { positions, duplicates } = scanJson(text);
  const placed = (path: readonly (string | number)[], message: string): PlacedProblem => ({
    path: pathText(path),
    ...positionOf(positions, path),
    message,
  });
  const problems = [
    ...duplicates.map((path) => placed(path, 'stands there twice; only the last would count')),
    ...(parsed.ok ? [] : parsed.problems.map(({ path, message }) => placed(path, message))),
  ];
  const [first, ...rest] = problems;
  if (first !== undefined) return { ok: false, problems: [first, ...rest] };
  return parsed.ok ? parsed : refused({ path: '', line: 1, column: 1, message: 'is not a policy' });
}

/**
 * The document, or the refusal that names the place and line of its first problem.
 * @param field wire name of the field that the document came in
 * @throws OperationError `policyInvalid`
 */
export function requirePolicyDocument(text: string, field: string): PolicyDocument {
  const check = checkPolicyDocument(text);
  if (check.ok) return check.document;
  const [{ path, line, message }] = check.problems;
  const more = check.problems.length - 1;
  throw new OperationError('policyInvalid', {
    field: path === '' ? field : `${field}.${path}`,
    message: `The policy is not valid: line ${line}${path === '' ? '' : `, ${path}`}: ${message}.${
      more === 0 ? '' : ` There ${more === 1 ? 'is 1 more problem' : `are ${more} more problems`}.`
    }`,
  });
}

const refused = (problem: PlacedProblem): DocumentCheck => ({ ok: false, problems: [problem] });

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Brackets open at once, strings left out. Deep nesting would exhaust the stack of the readers. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}

/** V8 says where it stopped reading; at the end of the text where it does not. */
function positionOfSyntaxError(text: string, message: string): TextPosition {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? [];
  if (line !== undefined) return { line: Number(line), column: Number(column) };
  const lines = text.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** The place itself, or that of what should hold it. */
function positionOf(
  positions: ReadonlyMap<string, TextPosition>,
  path: readonly (string | number)[],
): TextPosition {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = positions.get(JSON.stringify(path.slice(0, length)));
    if (found !== undefined) return found;
  }
  return { line: 1, column: 1 };
}

function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/**
 * The one model of both editors is the text of the policy. The visual editor reads it into statements and writes statements back as
 * text; what it cannot show without loss it refuses to open, so that nothing written by hand is dropped.
 */

export interface VisualCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface VisualStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Null: every resource. */
  readonly resources: readonly string[] | null;
  readonly conditions: readonly VisualCondition[];
}

export interface VisualPolicy {
  readonly version: string;
  readonly statements: readonly VisualStatement[];
}

/** `json`: not JSON; `shape`: has parts that only the JSON editor shows. */
export type VisualReading =
  | { readonly ok: true; readonly policy: VisualPolicy }
  | { readonly ok: false; readonly why: 'json' | 'shape' };

const NOT_VISUAL: VisualReading = { ok: false, why: 'shape' };

export function readPolicyText(text: string): VisualReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, why: 'json' };
  }
  if (!isRecord(json) || !hasOnly(json, ['Version', 'Statement'])) return NOT_VISUAL;
  const { Version: version, Statement: given } = json;
  if (typeof version !== 'string' || !Array.isArray(given)) return NOT_VISUAL;
  const statements = given.map(readStatement).filter((statement) => statement !== null);
  return statements.length === given.length ? { ok: true, policy: { version, statements } } : NOT_VISUAL;
}

export function writePolicyText({ version, statements }: VisualPolicy): string {
  const json = { Version: version, Statement: statements.map(writeStatement) };
  return JSON.stringify(json, null, 2);
}

function readStatement(given: unknown): VisualStatement | null {
  if (!isRecord(given) || !hasOnly(given, ['Effect', 'Action', 'Resource', 'Condition'])) return null;
  const { Effect: effect, Action: actions, Resource: resources, Condition: block } = given;
  if (effect !== 'Allow' && effect !== 'Deny') return null;
  if (!isTexts(actions) || (resources !== undefined && !isTexts(resources))) return null;
  const conditions = readConditions(block);
  return conditions && { effect, actions, resources: resources ?? null, conditions };
}

function readConditions(block: unknown): readonly VisualCondition[] | null {
  if (block === undefined) return [];
  if (!isRecord(block)) return null;
  const conditions: VisualCondition[] = [];
  for (const [operator, keys] of Object.entries(block)) {
    if (!isRecord(keys)) return null;
    for (const [key, given] of Object.entries(keys)) {
      const values = typeof given === 'string' ? [given] : given;
      if (!isTexts(values)) return null;
      conditions.push({ operator, key, values });
    }
  }
  return conditions;
}

function writeStatement({ effect, actions, resources, conditions }: VisualStatement): object {
  return {
    Effect: effect,
    Action: actions,
    ...(resources === null ? {} : { Resource: resources }),
    ...(conditions.length === 0 ? {} : { Condition: writeConditions(conditions) }),
  };
}

/** Two conditions on the same key by the same operator are one, with the values of both. */
function writeConditions(conditions: readonly VisualCondition[]): object {
  const block = new Map<string, Map<string, readonly string[]>>();
  for (const { operator, key, values } of conditions) {
    const keys = block.get(operator) ?? new Map<string, readonly string[]>();
    keys.set(key, [...(keys.get(key) ?? []), ...values]);
    block.set(operator, keys);
  }
  return Object.fromEntries([...block].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const hasOnly = (value: object, names: readonly string[]) =>
  Object.keys(value).every((name) => names.includes(name));

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

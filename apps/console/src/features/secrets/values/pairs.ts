/** A secret value as key/value pairs: a JSON object whose values are texts. */
export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** The value that is stored for pairs. */
export function textOfPairs(pairs: readonly Pair[]): string {
  return JSON.stringify(Object.fromEntries(pairs.map(({ key, value }) => [key, value])));
}

/** The pairs of a stored value; null where it is anything but an object of texts. */
export function pairsIn(text: string): readonly Pair[] | null {
  const entries = entriesOfJson(text);
  if (entries === null) return null;
  const pairs = entries.flatMap(([key, value]) => (typeof value === 'string' ? [{ key, value }] : []));
  return pairs.length === entries.length ? pairs : null;
}

/**
 * Pairs of what was pasted: a JSON object (values that are no texts become their JSON), or lines of an .env file (`KEY=value`, comments,
 * `export`, quotes; escapes in double quotes). Null where it is neither.
 */
export function pairsPasted(text: string): readonly Pair[] | null {
  const entries = entriesOfJson(text);
  if (entries !== null) {
    return entries.map(([key, value]) => ({
      key,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    }));
  }
  const pairs = new Map<string, string>();
  const line =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|((?!["'])[^\r\n]*?))(?:[ \t]+#[^\r\n]*)?[ \t]*$/gmu;
  const rest = text
    .replace(line, (_all, key: string, double?: string, single?: string, bare?: string) => {
      pairs.set(key, double === undefined ? (single ?? bare ?? '') : unescaped(double));
      return '';
    })
    .replaceAll(/^[ \t]*#.*$/gmu, '');
  if (rest.trim() !== '' || pairs.size === 0) return null;
  return [...pairs].map(([key, value]) => ({ key, value }));
}

function unescaped(text: string): string {
  const meanings: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  return text.replaceAll(/\\([\s\S])/gu, (_all, character: string) => meanings[character] ?? character);
}

function entriesOfJson(text: string): readonly (readonly [string, unknown])[] | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return Object.entries(value);
  } catch {
    return null;
  }
}

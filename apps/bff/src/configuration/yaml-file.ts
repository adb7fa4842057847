import { existsSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

/** Settings of `dewpoint.yaml` by dotted key (`tls.cert.file`); nested maps and dotted keys mean the same. */
export interface YamlSettings {
  readonly values: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/** Reads the optional file; an absent file holds nothing. */
export function readYamlSettings(file: string): YamlSettings {
  if (!existsSync(file)) return { values: new Map(), problems: [] };
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch {
    return { values: new Map(), problems: [`${file} cannot be read. Give this user the right to read it.`] };
  }
  const document = parseDocument(source, { schema: 'core' });
  const error = document.errors[0];
  if (error) {
    const place = error.linePos?.[0];
    const where = place ? ` (line ${place.line}, column ${place.col})` : '';
    return { values: new Map(), problems: [`${file} is not valid YAML${where}. Mend it or remove it.`] };
  }
  const values = new Map<string, string>();
  const problems: string[] = [];
  flatten(document.toJS({ maxAliasCount: 0 }), [], values, problems);
  return { values, problems: problems.map((problem) => `${file}: ${problem}`) };
}

function flatten(node: unknown, path: readonly string[], values: Map<string, string>, problems: string[]) {
  const key = path.join('.');
  if (node === null || node === undefined) return;
  if (Array.isArray(node) && node.every((entry) => typeof entry === 'string' || typeof entry === 'number')) {
    values.set(key, node.join(','));
  } else if (Array.isArray(node)) {
    problems.push(`${key} holds a list of something else than text. Write a list of words.`);
  } else if (typeof node === 'object') {
    for (const [name, child] of Object.entries(node)) flatten(child, [...path, name], values, problems);
  } else if (path.length === 0) {
    problems.push('the file holds no settings. Write lines such as "port: 8080".');
  } else {
    values.set(key, String(node));
  }
}

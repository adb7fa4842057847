import type { HttpMethod } from './operation.ts';

/** Values found for the placeholders of a path, percent-decoded. */
export type PathValues = Readonly<Record<string, string>>;

export type PathMatch<Entry> =
  | { readonly kind: 'found'; readonly entry: Entry; readonly values: PathValues }
  | { readonly kind: 'wrongMethod'; readonly allowed: readonly HttpMethod[] }
  | { readonly kind: 'unknown' };

interface Leaf<Entry> {
  readonly method: HttpMethod;
  readonly entry: Entry;
  readonly names: readonly string[];
}

interface Node<Entry> {
  readonly children: Map<string, Node<Entry>>;
  /** What stands behind a placeholder at this place, whatever its name. */
  placeholder: Node<Entry> | undefined;
  readonly leaves: Map<string, Leaf<Entry>>;
}

const UNKNOWN = { kind: 'unknown' } as const;
/** No path of ours has more segments; longer ones are not looked at. */
const MAX_SEGMENTS = 24;

/** Entries by method and path. A segment that is written out goes before a placeholder; `/a/{x}/b` and `/a/c/{y}` may stand side by side. */
export class PathTree<Entry> {
  readonly #root: Node<Entry> = emptyNode();

  /** Throws `TypeError` when method and path are taken. */
  add(method: HttpMethod, pattern: string, entry: Entry): void {
    const names: string[] = [];
    let node = this.#root;
    for (const segment of pattern.split('/').slice(1)) {
      if (segment.startsWith('{')) {
        names.push(segment.slice(1, -1));
        node.placeholder ??= emptyNode();
        node = node.placeholder;
      } else {
        const child = node.children.get(segment) ?? emptyNode<Entry>();
        node.children.set(segment, child);
        node = child;
      }
    }
    if (node.leaves.has(method)) throw new TypeError(`contract: ${method} ${pattern} is taken`);
    node.leaves.set(method, { method, entry, names });
  }

  /** `path` is the raw path of the URL, without query. */
  match(method: string, path: string): PathMatch<Entry> {
    const segments = path.split('/');
    if (segments[0] !== '' || segments.length > MAX_SEGMENTS) return UNKNOWN;
    const found = search(this.#root, segments, 1, [], method);
    if (found) return found;
    const allowed = new Set<HttpMethod>();
    collectMethods(this.#root, segments, 1, allowed);
    return allowed.size > 0 ? { kind: 'wrongMethod', allowed: [...allowed].sort() } : UNKNOWN;
  }
}

function emptyNode<Entry>(): Node<Entry> {
  return { children: new Map(), placeholder: undefined, leaves: new Map() };
}

/** @param raw what stands behind the placeholders so far; left as it was when nothing is found */
function search<Entry>(
  node: Node<Entry>,
  segments: readonly string[],
  at: number,
  raw: string[],
  method: string,
): PathMatch<Entry> | undefined {
  const segment = segments[at];
  if (segment === undefined) {
    const leaf = node.leaves.get(method);
    if (leaf === undefined) return undefined;
    const values = decodeAll(leaf.names, raw);
    return values === undefined ? UNKNOWN : { kind: 'found', entry: leaf.entry, values };
  }
  const child = node.children.get(segment);
  const found = child && search(child, segments, at + 1, raw, method);
  if (found || node.placeholder === undefined || segment === '') return found;
  raw.push(segment);
  const further = search(node.placeholder, segments, at + 1, raw, method);
  raw.pop();
  return further;
}

function collectMethods<Entry>(
  node: Node<Entry>,
  segments: readonly string[],
  at: number,
  allowed: Set<HttpMethod>,
): void {
  const segment = segments[at];
  if (segment === undefined) {
    for (const { method } of node.leaves.values()) allowed.add(method);
    return;
  }
  const child = node.children.get(segment);
  if (child !== undefined) collectMethods(child, segments, at + 1, allowed);
  if (node.placeholder !== undefined && segment !== '')
    collectMethods(node.placeholder, segments, at + 1, allowed);
}

/** Undefined when a segment is not well percent-encoded UTF-8. */
function decodeAll(names: readonly string[], raw: readonly string[]): PathValues | undefined {
  const values: Record<string, string> = {};
  try {
    for (const [index, name] of names.entries()) values[name] = decodeURIComponent(raw[index] ?? '');
  } catch {
    return undefined;
  }
  return values;
}

import { percentEncode } from './percent-encoding.ts';

/** The canonical parts of a request that is signed. Texts hold characters up to U+00FF, one for each byte. */
export interface CanonicalParts {
  readonly method: string;
  /** Request target as it came: path and query. */
  readonly target: string;
  /** Lower-case names in the order of SignedHeaders. */
  readonly signedHeaders: readonly string[];
  readonly header: (name: string) => string;
}

/**
 * The canonical requests that clients may have signed: one, or more where clients differ.
 * `payloads` are the texts of the last line that are possible.
 */
export function canonicalRequests(parts: CanonicalParts, payloads: readonly string[]): readonly string[] {
  const queryAt = parts.target.indexOf('?');
  const path = queryAt < 0 ? parts.target : parts.target.slice(0, queryAt);
  const query = canonicalQuery(queryAt < 0 ? '' : parts.target.slice(queryAt + 1));
  const headers = parts.signedHeaders
    .map((name) => `${name}:${withoutOuterBlanks(parts.header(name))}\n`)
    .join('');
  const names = parts.signedHeaders.join(';');
  return canonicalPaths(path).flatMap((canonicalPath) =>
    payloads.map((payload) => [parts.method, canonicalPath, query, headers, names, payload].join('\n')),
  );
}

/** Blanks and tabs only: what `trim` takes for white space may be the last byte of a letter. */
function withoutOuterBlanks(value: string): string {
  return value.replace(/^[ \t]+|[ \t]+$/g, '');
}

/**
 * Python and Go sign the encoding of the decoded path; the Node SDK that of the path as it is sent, so that what was encoded is encoded
 * twice. Both end in a slash that the URL need not have.
 */
function canonicalPaths(path: string): readonly string[] {
  const decoded = decodedPath(path);
  const forms = new Set([encodedSegments(decoded ?? path), encodedSegments(path)]);
  return [...forms];
}

function decodedPath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not well encoded: no route takes it either.
    return undefined;
  }
}

function encodedSegments(path: string): string {
  const encoded = path.split('/').map(percentEncode).join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

/** Pairs as the operation will read them, sorted by name and value; `+` is a space and leaves as `%20`. */
function canonicalQuery(query: string): string {
  if (query === '') return '';
  return [...new URLSearchParams(query)]
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}

/** By code point, which is the order of the UTF-8 bytes. */
function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

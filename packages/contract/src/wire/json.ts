import { OperationError } from '../errors.ts';

/** Levels of nesting that a request body may have; no schema has more than half of it. */
const MAX_JSON_DEPTH = 32;

/**
 * A request body as JSON. An empty body is an empty object: calls without data are sent so. Refused with `bodyMalformed`: bytes that
 * are not UTF-8, text that is not JSON, and nesting deeper than 32 levels (decisions). The edge bounds the length before.
 */
export function parseJsonBody(body: string | Uint8Array): unknown {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body);
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, which may hold secrets.
    throw new OperationError('bodyMalformed');
  }
  if (!isShallow(value, MAX_JSON_DEPTH)) throw new OperationError('bodyMalformed');
  return value;
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((child) => isShallow(child, levels - 1));
  for (const name in value) {
    if (!isShallow(Reflect.get(value, name), levels - 1)) return false;
  }
  return true;
}

import { isPlainObject } from './schema.ts';

/** What a trace keeps of values that are no secrets (TRC-01): scalars, and those only so far as a record of an event needs them. */

const MAX_TRACED_CHARACTERS = 1024;
const MAX_TRACED_ENTRIES = 64;

/** A scalar, long text cut; anything else is dropped, because a refused request may hold anything in any field. */
export function redactedLeaf(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.length > MAX_TRACED_CHARACTERS ? `${value.slice(0, MAX_TRACED_CHARACTERS)}…` : value;
  }
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : undefined;
}

/** The entries of an object whose keys are the user's own, each as its schema has it traced. */
export function redactedRecord(value: unknown, redactEntry: (entry: unknown) => unknown): unknown {
  if (!isPlainObject(value)) return undefined;
  const entries = Object.entries(value)
    .slice(0, MAX_TRACED_ENTRIES)
    .map(([key, entry]) => [redactedLeaf(key), redactEntry(entry)] as const)
    .filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries);
}

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The ID of a request that a surface of the API answers; it hands the ID on itself. */
export function newRequestId(): string {
  return randomUUID();
}

const ids = new WeakMap<IncomingMessage, string>();

/** The ID of a request that Express hands from one function to the next: one for its whole life, made here and never taken from the client. */
export function requestIdOf(request: IncomingMessage): string {
  let id = ids.get(request);
  if (id === undefined) {
    id = newRequestId();
    ids.set(request, id);
  }
  return id;
}

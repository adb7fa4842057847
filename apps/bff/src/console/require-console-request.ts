import type { IncomingMessage } from 'node:http';
import { OperationError } from '@dewpoint/contract';
import { isSameOrigin } from '../http/same-origin.ts';

const safeMethods = new Set(['GET', 'HEAD']);

/** Guarantees: a call that changes something was made by our own page: it carries a header that no form can send and no other origin may, and the browser says it comes from our origin. Throws `requestForged`. */
export function requireConsoleRequest(request: IncomingMessage, publicOrigin: string): void {
  if (safeMethods.has(request.method ?? '')) return;
  if (request.headers['x-dewpoint-request'] !== '1' || !isSameOrigin(request, publicOrigin))
    throw new OperationError('requestForged');
}

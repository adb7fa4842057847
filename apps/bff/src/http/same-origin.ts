import type { IncomingMessage } from 'node:http';

/**
 * Guarantees: true only for a request that a page of our own origin made. Browsers say so in `Sec-Fetch-Site` and `Origin`; one that
 * contradicts, or neither of them, is a refusal (default deny: every browser of the last years sends one with a state-changing call).
 */
export function isSameOrigin(request: IncomingMessage, publicOrigin: string): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && origin !== publicOrigin) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin !== undefined || site !== undefined;
}

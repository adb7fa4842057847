import type { RequestContext } from '../context.ts';

/** `request_id` in the answers of topics: 32 hex digits, the X-Request-Id without its hyphens [smn.json]. */
export function wireRequestId({ requestId }: RequestContext): string {
  return requestId.replaceAll('-', '');
}

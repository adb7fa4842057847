import type { OperationDefinition } from '../operation.ts';
import type { SurfaceName } from '../surface.ts';

/** How callers prove who they are (IAM-01, IAM-05). */
export const securitySchemes = {
  token: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Auth-Token',
    description: 'A token of `POST /v3/auth/tokens`; 24 hours.',
  },
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description:
      'A request signed with an access key: `SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…`, with the time in `X-Sdk-Date`. The official SDKs do this.',
  },
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'An access token of the OpenID provider; its audience is the client ID or the public URL.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-dewpoint',
    description:
      'The console’s session. Calls that change something also need header `X-Dewpoint-Request: 1` and the same origin.',
  },
} as const;

/** Alternatives, one of which a call needs; none for public calls. */
export function securityOf(
  operation: OperationDefinition,
  surface: SurfaceName,
): readonly Readonly<Record<string, readonly string[]>>[] {
  if (operation.public) return [];
  return surface === 'console' ? [{ session: [] }] : [{ token: [] }, { signature: [] }, { bearer: [] }];
}

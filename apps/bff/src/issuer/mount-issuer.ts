import type { RequestHandler } from 'express';
import type Provider from 'oidc-provider';

/**
 * Guarantees: the addresses that the issuer writes into its answers come from the configuration, never from what a request says of
 * its host or protocol.
 */
export function mountIssuer(provider: Provider, publicOrigin: URL): RequestHandler {
  const handle = provider.callback();
  return function issuer(request, response) {
    request.headers['x-forwarded-proto'] = publicOrigin.protocol.slice(0, -1);
    request.headers['x-forwarded-host'] = publicOrigin.host;
    return handle(request, response);
  };
}

import type { RequestListener } from 'node:http';
import type { Clock, Engine } from '@dewpoint/engine';
import { createApp } from './app.ts';
import type { Configuration } from './configuration/configuration.ts';
import { consoleRules } from './console/console-rules.ts';
import { sessionCookie, signInCookie } from './http/cookies.ts';
import { apiHeaders } from './http/security-headers.ts';
import { createIssuer } from './issuer/create-issuer.ts';
import type { Log } from './log/log.ts';
import { HttpMetrics } from './operations/http-metrics.ts';
import { bearerAuthenticator } from './rest/bearer-authenticator.ts';
import { isRestPath, restRules } from './rest/rest-rules.ts';
import { signatureAuthenticator } from './rest/signing/signature-authenticator.ts';
import { tokenAuthenticator } from './rest/token-authenticator.ts';
import { OidcClient } from './sign-in/oidc-client.ts';
import { ProviderCheck } from './sign-in/provider-check.ts';
import { signInAddresses } from './sign-in/routes.ts';
import { SignInFlows } from './sign-in/sign-in-flow.ts';
import { createSurface } from './surface/dispatcher.ts';

export interface HandlerParts {
  readonly configuration: Configuration;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly log: Log;
  readonly publicUrl: URL;
  /** True when this start made the first account. */
  readonly firstStart: boolean;
  readonly consoleFolder: string;
  readonly version: string;
  readonly isDraining: () => boolean;
  readonly isClosed: () => boolean;
}

/** Everything that answers on the one origin: REST surface, console surface, and beside them pages, sign-in and health. */
export async function createHandler(parts: HandlerParts): Promise<RequestListener> {
  const { configuration, engine, log, publicUrl, isClosed } = parts;
  const https = publicUrl.protocol === 'https:';
  const cookie = sessionCookie(https);
  const metrics = new HttpMetrics();
  const { trustProxy } = configuration;

  // The built-in issuer and its client reach each other through this same handler, inside the process.
  const self: RequestListener = (request, response) => handler(request, response);
  const issuer = await createIssuer({ ...parts, handler: self });
  const client = new OidcClient(issuer.client, parts.clock);

  const providerCheck = new ProviderCheck({
    engine,
    client,
    accountName: configuration.account,
    clock: parts.clock,
    log,
  });
  const shared = { engine, trustProxy, log, metrics, headers: apiHeaders(https), isClosed };
  const rest = createSurface({
    ...shared,
    surface: 'rest',
    rules: restRules([
      tokenAuthenticator(engine.identity),
      signatureAuthenticator({ identity: engine.identity, clock: parts.clock }),
      bearerAuthenticator({
        client,
        identity: engine.identity,
        clock: parts.clock,
        publicOrigin: publicUrl.origin,
      }),
    ]),
  });
  const console = createSurface({
    ...shared,
    surface: 'console',
    rules: consoleRules(engine, cookie, providerCheck, publicUrl.origin),
  });
  const signIn = signInAddresses({
    engine,
    clock: parts.clock,
    log,
    client,
    builtIn: issuer.router !== undefined,
    accountName: configuration.account,
    publicOrigin: publicUrl.origin,
    trustProxy,
    sessionCookie: cookie,
    signInCookie: signInCookie(https),
    flows: new SignInFlows(engine.documents, parts.clock),
  });
  const app = createApp({
    engine,
    trustProxy,
    log,
    metrics,
    metricsToken: configuration.metricsToken,
    publicOrigin: publicUrl,
    version: parts.version,
    consoleFolder: parts.consoleFolder,
    isDraining: parts.isDraining,
    isClosed,
    signIn,
    issuer: issuer.router,
  });
  const handler: RequestListener = (request, response) => {
    const url = request.url ?? '';
    if (isRestPath(url)) rest(request, response);
    else if (url.startsWith('/console/api/')) console(request, response);
    else app(request, response);
  };
  return handler;
}

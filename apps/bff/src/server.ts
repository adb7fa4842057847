import type { RequestListener } from 'node:http';
import type { Clock, Engine } from '@dewpoint/engine';
import { createApp } from './app.ts';
import { type Configuration, publicOriginOf } from './configuration/configuration.ts';
import { consoleRules } from './console/console-rules.ts';
import { edgeHandlers } from './edge-operations/edge-handlers.ts';
import type { EdgeParts } from './edge-operations/edge-parts.ts';
import { sessionCookie, signInCookie } from './http/cookies.ts';
import { listen } from './http/listener.ts';
import { apiHeaders } from './http/security-headers.ts';
import { createIssuer } from './issuer/create-issuer.ts';
import type { Log } from './log/log.ts';
import { HttpMetrics } from './operations/http-metrics.ts';
import { isRestPath, restRules } from './rest/rest-rules.ts';
import { tokenAuthenticator } from './rest/token-authenticator.ts';
import { OidcClient } from './sign-in/oidc-client.ts';
import { signInAddresses } from './sign-in/routes.ts';
import { SignInFlows } from './sign-in/sign-in-flow.ts';
import { createSurface, type SurfaceParts } from './surface/dispatcher.ts';

export interface ServerParts {
  readonly configuration: Configuration;
  readonly engine: Engine;
  readonly clock: Clock;
  readonly log: Log;
  readonly protection: EdgeParts['protection'];
  /** True when this start made the first account. */
  readonly firstStart: boolean;
  readonly consoleFolder: string;
  readonly version: string;
}

/** The product on its port. */
export interface RunningServer {
  readonly publicOrigin: URL;
  readonly port: number;
  /** Stops taking requests and answers those that are running; the engine is still open afterwards. */
  close(): Promise<void>;
}

/** Opens the port, puts the surfaces together and begins to serve. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { configuration, engine, log, clock } = parts;
  const listener = await listen(configuration);
  const publicUrl = publicOriginOf(configuration, listener.port);
  const publicOrigin = publicUrl.origin;
  const https = publicUrl.protocol === 'https:';
  const cookie = sessionCookie(https);
  const metrics = new HttpMetrics();
  const { trustProxy } = configuration;

  // The built-in issuer and its client reach each other through this same handler, inside the process.
  let handler: RequestListener | undefined;
  const issuer = await createIssuer({
    ...parts,
    publicUrl,
    handler: (request, response) => handler?.(request, response),
  });
  const client = new OidcClient(issuer.client);
  const builtIn = issuer.router !== undefined;

  const shared = {
    engine,
    trustProxy,
    log,
    metrics,
    headers: apiHeaders(https),
    isDraining: listener.isDraining,
  };
  const handlers = edgeHandlers({
    engine,
    clock,
    publicOrigin,
    region: configuration.region,
    protection: parts.protection,
    provider: { issuer: client.settings.issuer, foreign: !builtIn },
  });
  const surface = (o: Pick<SurfaceParts, 'surface' | 'rules'>) =>
    createSurface({ ...shared, ...o, edgeHandlers: handlers });
  const rest = surface({ surface: 'rest', rules: restRules([tokenAuthenticator(engine.identity)]) });
  const console = surface({ surface: 'console', rules: consoleRules(engine, cookie, publicOrigin) });
  const signIn = signInAddresses({
    engine,
    clock,
    log,
    client,
    builtIn,
    accountName: configuration.account,
    publicOrigin,
    trustProxy,
    sessionCookie: cookie,
    signInCookie: signInCookie(https),
    flows: new SignInFlows(engine.documents, clock),
  });
  const app = createApp({
    engine,
    log,
    metrics,
    metricsToken: configuration.metricsToken,
    publicOrigin: publicUrl,
    version: parts.version,
    consoleFolder: parts.consoleFolder,
    isDraining: listener.isDraining,
    signIn,
    issuer: issuer.router,
  });
  handler = (request, response) => {
    const url = request.url ?? '';
    if (isRestPath(url)) rest(request, response);
    else if (url.startsWith('/console/api/')) console(request, response);
    else app(request, response);
  };
  listener.serve(handler);
  return {
    publicOrigin: publicUrl,
    port: listener.port,
    async close() {
      const complete = await listener.drain();
      if (!complete) log.warn('shutdown cut requests that did not finish in time');
    },
  };
}

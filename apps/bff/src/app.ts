import type { RequestListener } from 'node:http';
import type { Engine } from '@dewpoint/engine';
import express, { type RequestHandler, type Router } from 'express';
import { errorExit } from './http/error-exit.ts';
import { securityHeaders } from './http/security-headers.ts';
import { onlyMethods, unknownAddress } from './http/unknown-address.ts';
import type { Log } from './log/log.ts';
import {
  type ConfirmationParts,
  confirmationPath,
  confirmSubscription,
} from './notifications/confirm-subscription.ts';
import { healthz, readyz } from './operations/health.ts';
import type { HttpMetrics } from './operations/http-metrics.ts';
import { metricsEndpoint } from './operations/metrics.ts';
import { openApi } from './operations/openapi.ts';
import { recordRequest } from './operations/request-record.ts';
import { staticConsole } from './spa/static-console.ts';

export interface AppParts {
  readonly engine: Pick<Engine, 'health' | 'metrics'> & ConfirmationParts['engine'];
  readonly trustProxy: ConfirmationParts['trustProxy'];
  readonly log: Log;
  readonly metrics: HttpMetrics;
  readonly metricsToken: string | undefined;
  readonly publicOrigin: URL;
  readonly version: string;
  /** Folder of the built console. */
  readonly consoleFolder: string;
  readonly isDraining: () => boolean;
  readonly isClosed: () => boolean;
  /** `/auth/…` */
  readonly signIn: Router;
  /** `/oidc/…`; absent with a foreign provider. */
  readonly issuer: RequestHandler | undefined;
}

/** Everything but the two API surfaces: pages, sign-in, health. Read it top to bottom; each step is a file that says what it guarantees. */
export function createApp(parts: AppParts): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');

  app.use(recordRequest(parts.log, parts.metrics, parts.isClosed));
  app.use(securityHeaders(parts.publicOrigin.protocol === 'https:'));

  app.route('/healthz').get(healthz).all(onlyMethods('GET'));
  app.route('/readyz').get(readyz(parts.engine, parts.isDraining)).all(onlyMethods('GET'));
  app.get('/metrics', metricsEndpoint(parts.engine, parts.metrics, parts.metricsToken));
  app.route('/openapi.json').get(openApi(parts.publicOrigin.origin, parts.version)).all(onlyMethods('GET'));

  app.route(confirmationPath).get(confirmSubscription(parts)).all(onlyMethods('GET'));

  app.use('/auth', parts.signIn);
  if (parts.issuer) app.use('/oidc', parts.issuer);
  app.use(staticConsole(parts.consoleFolder));

  app.use(unknownAddress);
  app.use(errorExit(parts.log));
  return app;
}

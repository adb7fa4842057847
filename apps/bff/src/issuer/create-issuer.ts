import type { RequestListener } from 'node:http';
import type { Clock, Engine } from '@dewpoint/engine';
import express, { type Router } from 'express';
import type { Configuration } from '../configuration/configuration.ts';
import { inProcessFetch } from '../http/in-process-fetch.ts';
import type { Log } from '../log/log.ts';
import type { ProviderSettings } from '../sign-in/oidc-client.ts';
import { loadIssuerSecrets } from './issuer-secrets.ts';
import { mountIssuer } from './mount-issuer.ts';
import { consoleClientId, createProvider, issuerPath, scope } from './provider.ts';
import { signInRoutes } from './sign-in-routes.ts';

export interface IssuerParts {
  readonly configuration: Pick<Configuration, 'oidc' | 'trustProxy'>;
  readonly engine: Pick<Engine, 'identity' | 'documents'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly publicUrl: URL;
  readonly firstStart: boolean;
  /** What serves this origin; used once requests arrive. */
  readonly handler: RequestListener;
}

/** Who signs users in: the built-in issuer with its routes, or the settings of a foreign provider. */
export interface Issuer {
  readonly client: ProviderSettings;
  /** `/oidc/…`; undefined with a foreign provider. */
  readonly router: Router | undefined;
}

export async function createIssuer(parts: IssuerParts): Promise<Issuer> {
  const { oidc, trustProxy } = parts.configuration;
  if (oidc.kind === 'foreign') return { client: oidc, router: undefined };
  const { engine, clock, log, publicUrl } = parts;
  const secrets = await loadIssuerSecrets(engine.documents, clock, parts.firstStart);
  const fetch = inProcessFetch(publicUrl.origin, parts.handler);
  const publicOrigin = publicUrl.origin;
  const provider = createProvider({ engine, clock, log, secrets, publicOrigin, fetch });
  const router = express.Router();
  router.use(signInRoutes({ provider, engine, publicOrigin, trustProxy }));
  router.use(mountIssuer(provider, publicUrl));
  return {
    router,
    client: {
      issuer: `${publicOrigin}${issuerPath}`,
      clientId: consoleClientId,
      clientSecret: secrets.clientSecret,
      groupsClaim: 'groups',
      scope,
      newUsers: 'nobody',
      idTokenAlgorithm: 'ES256',
      fetch,
    },
  };
}

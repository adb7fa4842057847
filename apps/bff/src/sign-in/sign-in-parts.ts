import type { Clock, Engine } from '@dewpoint/engine';
import type { TrustedProxies } from '../configuration/parse.ts';
import type { OwnCookie } from '../http/cookies.ts';
import type { Log } from '../log/log.ts';
import type { OidcClient } from './oidc-client.ts';
import type { SignInFlows } from './sign-in-flow.ts';

/** What the routes of sign-in and sign-out work with. */
export interface SignInParts {
  readonly engine: Pick<Engine, 'identity' | 'sessions' | 'documents'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly client: OidcClient;
  /** True: users are those of the store, their IDs the provider's subjects. */
  readonly builtIn: boolean;
  readonly accountName: string;
  readonly publicOrigin: string;
  readonly trustProxy: TrustedProxies;
  readonly sessionCookie: OwnCookie;
  readonly signInCookie: OwnCookie;
  readonly flows: SignInFlows;
}

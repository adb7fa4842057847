import type { Clock, NewUserRule } from '@dewpoint/engine';
import { createRemoteJWKSet, type JWTVerifyGetKey, customFetch as joseFetch } from 'jose';
import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretPost,
  type Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client';
import type { AuthTimeRule } from '../configuration/settings.ts';
import type { InProcessFetch } from '../http/in-process-fetch.ts';

/** One OpenID provider and our registration there. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly groupsClaim: string;
  /** Our name of a group by theirs; absent: groups of the same name. */
  readonly groupsMap?: ReadonlyMap<string, string> | undefined;
  readonly scope: string;
  readonly newUsers: NewUserRule;
  /** Authentication context that a confirmation must have (IAM-11); absent: any. */
  readonly stepUpAcr?: string | undefined;
  /** What a sign-in counts as whose time the provider does not say: never fresh, or as of now. Absent: never fresh. */
  readonly authTime?: AuthTimeRule;
  /** Algorithm of ID tokens, where we registered it ourselves. */
  readonly idTokenAlgorithm?: string;
  /** How the provider is reached when it lives in this process; absent: over the network. */
  readonly fetch?: InProcessFetch;
}

/** The provider cannot be reached or does not answer as OpenID Connect Discovery 1.0 says. */
export class ProviderUnavailableError extends Error {
  constructor(cause: unknown) {
    super('the OpenID provider cannot be reached', { cause });
    this.name = 'ProviderUnavailableError';
  }
}

const TIMEOUT_IN_SECONDS = 10;
const RETRY_AFTER_MS = 2_000;
const REFRESH_AFTER_MS = 60 * 60 * 1000;

/** What sign-in needs of a provider, fetched when it is first needed. */
export interface DiscoveredProvider {
  readonly configuration: Configuration;
  /** Keys of the provider by `kid`, fetched again when an unknown one appears. */
  readonly keys: JWTVerifyGetKey;
}

/** Discovers a provider lazily, keeps the result for an hour and a failure for two seconds, so that an outage costs neither start nor flood. */
export class OidcClient {
  readonly settings: ProviderSettings;
  readonly #clock: Clock;
  #current: { found: Promise<DiscoveredProvider>; until: number } | undefined;

  constructor(settings: ProviderSettings, clock: Clock) {
    this.settings = settings;
    this.#clock = clock;
  }

  /** Throws `ProviderUnavailableError`. */
  async provider(): Promise<DiscoveredProvider> {
    if (this.#current && this.#clock.now() < this.#current.until) return this.#current.found;
    const found = discover(this.settings);
    const entry = { found, until: this.#clock.now() + REFRESH_AFTER_MS };
    this.#current = entry;
    found.catch(() => {
      entry.until = this.#clock.now() + RETRY_AFTER_MS;
    });
    return found;
  }
}

async function discover(settings: ProviderSettings): Promise<DiscoveredProvider> {
  const { issuer, clientId, clientSecret, idTokenAlgorithm } = settings;
  const local = settings.fetch;
  try {
    const configuration = await discovery(
      new URL(issuer),
      clientId,
      idTokenAlgorithm === undefined ? {} : { id_token_signed_response_alg: idTokenAlgorithm },
      clientAuthentication(clientSecret),
      {
        timeout: TIMEOUT_IN_SECONDS,
        ...(local ? { [customFetch]: (url, init) => local(url, init) } : {}),
        // Signatures are always checked, also where TLS alone would do (OpenID Connect Core 1.0 §3.1.3.7, point 6).
        execute: [enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [allowInsecureRequests] : [])],
      },
    );
    return { configuration, keys: keysOf(configuration, local) };
  } catch (cause) {
    throw new ProviderUnavailableError(cause);
  }
}

/** Basic where the provider takes it (the default of OpenID Connect Discovery 1.0 §3), otherwise in the body; without a secret a public client. */
function clientAuthentication(secret: string | undefined): ClientAuth {
  if (secret === undefined) return None();
  const basic = clientSecretBasic(secret);
  const post = ClientSecretPost(secret);
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const takesBasic = methods === undefined || methods.includes('client_secret_basic');
    return (takesBasic ? basic : post)(server, client, body, headers);
  };
}

/**
 * HTTP Basic with both parts encoded as forms are (RFC 6749 §2.3.1 and appendix B). openid-client also encodes characters that need no
 * encoding, such as `-`, and providers that do not decode at all then refuse the secret.
 */
function clientSecretBasic(secret: string): ClientAuth {
  return (_server, client, _body, headers) => {
    const pair = `${formEncoded(client.client_id)}:${formEncoded(secret)}`;
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
  };
}

const formEncoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);

function keysOf(configuration: Configuration, local: InProcessFetch | undefined): JWTVerifyGetKey {
  const uri = configuration.serverMetadata().jwks_uri;
  if (uri === undefined) throw new TypeError('the provider names no jwks_uri');
  return createRemoteJWKSet(new URL(uri), local ? { [joseFetch]: (url, init) => local(url, init) } : {});
}

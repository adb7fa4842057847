import type { Clock, Engine } from '@dewpoint/engine';
import Provider, { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import type { InProcessFetch } from '../http/in-process-fetch.ts';
import type { Log } from '../log/log.ts';
import { notice } from '../pages/notice.ts';
import { type Page, pageFor } from '../pages/page.ts';
import type { Words } from '../pages/words.ts';
import { absoluteLimitInMs } from '../sign-in/session-limits.ts';
import { issuerAdapter } from './adapter.ts';
import type { IssuerSecrets } from './issuer-secrets.ts';
import { signOutPage } from './sign-out-page.ts';

export const issuerPath = '/oidc';
export const consoleClientId = 'dewpoint-console';
export const scope = 'openid profile email groups';

export interface ProviderParts {
  readonly engine: Pick<Engine, 'identity' | 'documents'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: IssuerSecrets;
  readonly publicOrigin: string;
  /** Reaches the console's own back-channel logout address. */
  readonly fetch: InProcessFetch;
}

/** The built-in OpenID provider: one confidential client (the console), accounts from the store, nothing else switched on. */
export function createProvider(parts: ProviderParts): Provider {
  const { publicOrigin, log } = parts;
  const provider = new Provider(`${publicOrigin}${issuerPath}`, providerConfiguration(parts));
  // `mountIssuer` states protocol and host of every request itself, from the configuration.
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) => log.error('built-in issuer failed', { cause: error }));
  provider.on('authorization.error', (_ctx, error) => log.info('sign-in refused', { reason: error.message }));
  provider.on('grant.error', (_ctx, error) => log.warn('token request refused', { reason: error.message }));
  provider.on('backchannel.error', (_ctx, error) =>
    log.warn('back-channel logout did not reach the console', { cause: error }),
  );
  return provider;
}

function providerConfiguration(parts: ProviderParts): Configuration {
  const { publicOrigin, secrets } = parts;
  const secure = publicOrigin.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'lax', secure, signed: true } as const;
  return {
    adapter: issuerAdapter(parts.engine.documents, parts.clock),
    clients: [
      {
        client_id: consoleClientId,
        client_secret: secrets.clientSecret,
        client_name: 'Dewpoint',
        redirect_uris: [`${publicOrigin}/auth/callback`],
        post_logout_redirect_uris: [`${publicOrigin}/auth/signed-out`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
        id_token_signed_response_alg: 'ES256',
        backchannel_logout_uri: `${publicOrigin}/auth/backchannel-logout`,
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: secrets.signingKeys.map((key) => ({ ...key })) },
    cookies: {
      keys: [...secrets.cookieKeys],
      names: {
        session: secure ? '__Host-dewpoint-issuer' : 'dewpoint_issuer',
        interaction: secure ? '__Secure-dewpoint-signin-page' : 'dewpoint_signin_page',
        resume: secure ? '__Secure-dewpoint-signin-resume' : 'dewpoint_signin_resume',
      },
      long: cookie,
      short: cookie,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) =>
          showPage(ctx, (w) => signOutPage(w, form, ctx.oidc.entities.IdTokenHint !== undefined)),
        postLogoutSuccessSource: (ctx) => showPage(ctx, signedOutPage),
      },
      backchannelLogout: { enabled: true },
      revocation: { enabled: false },
      userinfo: { enabled: true },
    },
    responseTypes: ['code'],
    scopes: scope.split(' '),
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email'],
      groups: ['groups'],
    },
    // The console reads the ID token and needs no second call.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    clientBasedCORS: () => false,
    fetch: (url, options) => parts.fetch(String(url), options),
    interactions: {
      policy: signInPolicy(parts),
      url: (_ctx, interaction) => `${issuerPath}/signin/${interaction.uid}`,
    },
    findAccount: async (_ctx, sub) => {
      const user = await parts.engine.identity.findUser(sub);
      if (!user?.enabled) return undefined;
      return {
        accountId: user.id,
        claims: async () => ({
          sub: user.id,
          name: user.name,
          preferred_username: user.name,
          groups: [...(await parts.engine.identity.groupsOf(user.id))],
          ...(user.email === null ? {} : { email: user.email }),
        }),
      };
    },
    loadExistingGrant: grantForConsole,
    renderError: (ctx, out) => showPage(ctx, (w) => failedPage(w, out.error)),
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      IdToken: 300,
      Interaction: 60 * 60,
      Grant: absoluteLimitInMs / 1000,
      Session: absoluteLimitInMs / 1000,
    },
  };
}

/** Who is signed in here and may not come in any more is asked who they are, so that somebody else can sign in with this browser. */
function signInPolicy({ engine }: ProviderParts): interactionPolicy.DefaultPolicy {
  const { base, Check } = interactionPolicy;
  const policy = base();
  policy.get('login')?.checks.add(
    new Check('user_gone', 'End-User authentication is required', 'login_required', async ({ oidc }) => {
      const id = oidc.session?.accountId;
      if (id === undefined) return Check.NO_NEED_TO_PROMPT;
      const user = await engine.identity.findUser(id);
      return user?.enabled === true ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );
  return policy;
}

/** The console is this product's own client: it has all its scopes without a question to the user. */
async function grantForConsole(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  if (client?.clientId !== consoleClientId || session?.accountId === undefined) return undefined;
  const known = session.grantIdFor(client.clientId);
  const existing = known === undefined ? undefined : await provider.Grant.find(known);
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(scope);
  await grant.save();
  return grant;
}

function signedOutPage(w: Words): Page {
  return notice({
    title: w.signedOutTitle,
    text: w.signedOutText,
    action: { label: w.signInAgain, href: '/auth/login' },
  });
}

/** `error` is the OAuth error code; its description may quote what a client sent and stays in the log. */
function failedPage(w: Words, error: string): Page {
  const expired = error === 'invalid_request' || error === 'session_not_found';
  return notice({
    title: expired ? w.expiredTitle : w.failedTitle,
    text: expired ? w.expiredText : w.failedText,
    action: { label: w.startAgain, href: '/auth/login' },
  });
}

function showPage(ctx: KoaContextWithOIDC, build: (w: Words) => Page): void {
  const { document, policy, language } = pageFor(ctx.req, build);
  ctx.type = 'html';
  ctx.set('Content-Security-Policy', policy);
  ctx.set('Content-Language', language);
  ctx.set('Vary', 'Accept-Language');
  ctx.set('Cache-Control', 'no-store');
  ctx.body = document;
}

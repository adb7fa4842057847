import { OperationError } from '@dewpoint/contract';
import type { Clock, Engine, SessionIdentity, SignInSource } from '@dewpoint/engine';
import {
  type Configuration,
  fetchUserInfo,
  ResponseBodyError,
  refreshTokenGrant,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import type { Log } from '../log/log.ts';
import { type OidcClient, ProviderUnavailableError } from './oidc-client.ts';
import { claimAt, provisionedUser, type UserClaims } from './provider-user.ts';
import { refusalError } from './refuse-sign-in.ts';
import { checkAccessTokenHash, SignInRefusal, signInFailure } from './sign-in-refusal.ts';

const MINUTE_IN_MS = 60_000;
/** An access token says how long its provider vouches for the user; the check comes no rarer and no more often than this. */
const SHORTEST_IN_MS = MINUTE_IN_MS;
const LONGEST_IN_MS = 15 * MINUTE_IN_MS;
const UNSAID_IN_MS = 5 * MINUTE_IN_MS;
/** After an outage, and how long another node waits for the one that is asking. */
const AGAIN_AFTER_MS = MINUTE_IN_MS;

export interface ProviderCheckParts {
  readonly engine: Pick<Engine, 'identity' | 'sessions'>;
  readonly client: OidcClient;
  readonly accountName: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Asks a foreign provider again during a session, by the refresh token where it gave one (OpenID Connect Core 1.0 §12): groups follow its
 * claims, and a user whom it no longer knows is signed out. An outage signs nobody out: the session goes on up to its own limits.
 */
export class ProviderCheck {
  readonly #parts: ProviderCheckParts;

  constructor(parts: ProviderCheckParts) {
    this.#parts = parts;
  }

  /** What a session keeps of a token answer, and when the provider is asked next. */
  static planOf(
    tokens: {
      readonly idToken: string;
      readonly refreshToken: string | undefined;
      readonly expiresInSeconds: number | undefined;
    },
    now: number,
  ): { readonly data: Readonly<Record<string, string>>; readonly providerCheckAt: number | null } {
    const { idToken, refreshToken, expiresInSeconds } = tokens;
    if (refreshToken === undefined) return { data: { idToken }, providerCheckAt: null };
    const life = expiresInSeconds === undefined ? UNSAID_IN_MS : expiresInSeconds * 1000;
    const wait = Math.min(Math.max(life, SHORTEST_IN_MS), LONGEST_IN_MS);
    return { data: { idToken, refreshToken }, providerCheckAt: now + wait };
  }

  /** False when the provider refused the user: the session has then ended. */
  async passes(id: string, session: SessionIdentity, from: SignInSource): Promise<boolean> {
    const due = session.providerCheckAt;
    const now = this.#parts.clock.now();
    if (due === null || due > now) return true;
    const { sessions } = this.#parts.engine;
    if (!(await sessions.claimProviderCheck(id, due, now + AGAIN_AFTER_MS))) return true;
    try {
      await sessions.renew(id, await this.#ask(session));
      return true;
    } catch (thrown) {
      return this.#settle(id, session, from, signInFailure(thrown));
    }
  }

  async #ask(session: SessionIdentity): Promise<ReturnType<typeof ProviderCheck.planOf>> {
    const { refreshToken, idToken: formerIdToken = '' } = await session.openData();
    if (refreshToken === undefined) throw new TypeError('a session without refresh token is never due');
    const { configuration } = await this.#parts.client.provider();
    const answer = await refreshTokenGrant(configuration, refreshToken);
    const said = answer.claims();
    const idToken = answer.id_token ?? formerIdToken;
    const accessToken = answer.access_token;
    if (said !== undefined) {
      if (said.iss !== session.issuer || said.sub !== session.subject)
        throw new SignInRefusal('userinfoSubject');
      checkAccessTokenHash({ idToken, accessToken, hash: said.at_hash });
    }
    const claims = said ?? (await this.#userinfo(configuration, accessToken, session));
    if (claims !== undefined) await provisionedUser(this.#parts, configuration, { claims, accessToken });
    return ProviderCheck.planOf(
      {
        idToken,
        // A provider that does not rotate sends none, and the one that we have stays good.
        refreshToken: answer.refresh_token ?? refreshToken,
        expiresInSeconds: answer.expiresIn(),
      },
      this.#parts.clock.now(),
    );
  }

  /**
   * A refreshed answer need not have an ID token (OpenID Connect Core 1.0 §12.2); the userinfo endpoint then tells of the groups. Undefined
   * where it says nothing of them, which is no word that there are none.
   */
  async #userinfo(
    configuration: Configuration,
    accessToken: string,
    { issuer, subject }: SessionIdentity,
  ): Promise<UserClaims | undefined> {
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return undefined;
    try {
      const info = await fetchUserInfo(configuration, accessToken, subject);
      const groups = claimAt(info, this.#parts.client.settings.groupsClaim);
      return groups === undefined ? undefined : { ...info, iss: issuer, sub: subject };
    } catch (error) {
      // An outage must not cost the refresh token that the provider has just given; it tells of the groups the next time.
      const away = signInFailure(error) instanceof ProviderUnavailableError;
      if (away || error instanceof WWWAuthenticateChallengeError) return undefined;
      throw error;
    }
  }

  async #settle(
    id: string,
    session: SessionIdentity,
    from: SignInSource,
    failure: unknown,
  ): Promise<boolean> {
    const { log, engine, client } = this.#parts;
    const refused = failure instanceof SignInRefusal && !isOurFault(failure) ? failure : undefined;
    if (!(failure instanceof SignInRefusal || failure instanceof ProviderUnavailableError)) throw failure;
    log.warn('the OpenID provider did not confirm a session', {
      requestId: from.requestId,
      goesOn: refused === undefined,
      cause: failure,
    });
    if (refused !== undefined) await engine.sessions.end(id, from);
    await engine.identity.recordRefusedSignIn({
      name: 'refreshLogin',
      accountName: session.user.accountName,
      issuer: client.settings.issuer,
      user: session.user,
      error: refused === undefined ? new OperationError('providerUnavailable') : refusalError(refused.reason),
      from,
    });
    return refused === undefined;
  }
}

/** The provider does not know us, or not what we ask: no word about the user (RFC 6749 §5.2). */
function isOurFault({ cause }: SignInRefusal): boolean {
  return cause instanceof ResponseBodyError && cause.error !== 'invalid_grant';
}

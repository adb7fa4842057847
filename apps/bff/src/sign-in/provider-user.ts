import type { Engine, User } from '@dewpoint/engine';
import { type Configuration, fetchUserInfo, type IDToken } from 'openid-client';
import type { OidcClient, ProviderSettings } from './oidc-client.ts';
import { SignInRefusal } from './sign-in-refusal.ts';

/** What a provider's token answer says of its user. */
export interface ProviderTokens {
  readonly idToken: string;
  readonly claims: IDToken;
  readonly accessToken: string;
}

/** Claims about a user, from an ID token or the userinfo endpoint. */
export type UserClaims = Pick<IDToken, 'iss' | 'sub'> & Readonly<Record<string, unknown>>;

/**
 * Who a foreign provider's subject is here, made at the first sign-in where the rule for new users allows it (IAM-02).
 * @throws SignInRefusal `userDisabled` or `newUserRefused`, and what openid-client throws for a bad userinfo answer
 */
export async function provisionedUser(
  parts: {
    readonly engine: Pick<Engine, 'identity'>;
    readonly client: Pick<OidcClient, 'settings'>;
    readonly accountName: string;
  },
  configuration: Configuration,
  tokens: { readonly claims: UserClaims; readonly accessToken: string },
): Promise<User> {
  const { identity } = parts.engine;
  const { settings } = parts.client;
  const { claims } = tokens;
  const complete = claimAt(claims, settings.groupsClaim) !== undefined;
  const canAsk = configuration.serverMetadata().userinfo_endpoint !== undefined;
  const extra = complete || !canAsk ? {} : await fetchUserInfo(configuration, tokens.accessToken, claims.sub);
  const all: Readonly<Record<string, unknown>> = { ...extra, ...claims };
  const user = await identity.provisionExternalUser({
    issuer: claims.iss,
    subject: claims.sub,
    preferredName: textOf(all.preferred_username) ?? textOf(all.email) ?? textOf(all.name) ?? claims.sub,
    email: textOf(all.email) ?? null,
    groups: groupsOf(all, settings),
    accountName: parts.accountName,
    newUsers: settings.newUsers,
  });
  if (user?.enabled) return user;
  const known = await identity.findUserOfProvider({ issuer: claims.iss, subject: claims.sub });
  throw new SignInRefusal(known === null ? 'newUserRefused' : 'userDisabled', { user: known });
}

/** Our names of the groups in the claim: a list of texts, or one text. */
function groupsOf(
  claims: Readonly<Record<string, unknown>>,
  { groupsClaim, groupsMap }: Pick<ProviderSettings, 'groupsClaim' | 'groupsMap'>,
): readonly string[] {
  const value = claimAt(claims, groupsClaim);
  const theirs = (Array.isArray(value) ? value : [value]).filter((name) => typeof name === 'string');
  if (groupsMap === undefined) return theirs;
  return theirs.flatMap((name) => groupsMap.get(name) ?? []);
}

/** A claim by its name, which may have dots in it (`https://example.com/groups`), or else by the path that the dots make. */
export function claimAt(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const step of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

export function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined;
}

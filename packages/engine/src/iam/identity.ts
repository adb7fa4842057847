import type { AuditWriter } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Identity } from '../engine.ts';
import type { Store } from '../store/store.ts';
import type { AccessKeys } from './access-keys.ts';
import { bootstrap } from './bootstrap.ts';
import { findAccount, findExternalUser, findUserById, groupNamesOf, projectsOfAccount } from './directory.ts';
import { provisionExternalUser } from './external-users.ts';
import type { PasswordHashing } from './password-hash.ts';
import type { SignIn } from './sign-in.ts';
import { signInContext, signInTrace } from './sign-in-traces.ts';
import type { Tokens } from './tokens.ts';

/** The identity port of the engine, put together from its parts. */
export function createIdentity(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly passwords: PasswordHashing;
  readonly signIn: SignIn;
  readonly tokens: Tokens;
  readonly accessKeys: AccessKeys;
  /** Issuer of the built-in provider, whose subjects are user IDs. */
  readonly ownIssuer: string;
}): Identity {
  const { store, signIn, tokens, accessKeys, ownIssuer } = deps;
  return {
    bootstrap: (options) => bootstrap(deps, options),
    authenticatePassword: signIn.authenticatePassword,
    findUser: (userId) => findUserById(store.read, userId),
    groupsOf: (userId) => groupNamesOf(store.read, userId),
    async recordRefusedSignIn({ name = 'login', accountName, issuer, user, error, from }) {
      const account = await findAccount(store.read, accountName);
      if (account === null) throw new TypeError(`account ${accountName} of sign-in does not exist`);
      await deps.audit.append(
        signInContext(account, from, null),
        signInTrace({ name, user, account, issuer, error, message: error.message }),
      );
    },
    provisionExternalUser: (claims) => provisionExternalUser(deps, claims),
    projectsOf: (accountId) => projectsOfAccount(store.read, accountId),
    issueToken: tokens.issueToken,
    resolveToken: tokens.resolveToken,
    findUserOfProvider: ({ issuer, subject }) =>
      issuer === ownIssuer
        ? findUserById(store.read, subject)
        : findExternalUser(store.read, issuer, subject),
    resolveAccessKey: accessKeys.resolveAccessKey,
    admitSignedRequest: accessKeys.admitSignedRequest,
  };
}

import { OperationError } from '@dewpoint/contract';
import type { Engine, TokenIdentity } from '@dewpoint/engine';
import type { Caller } from '../surface/caller.ts';
import type { Authenticator } from './rest-rules.ts';

/** Longest token that is looked up; ours are much shorter. */
const MAX_TOKEN_LENGTH = 4096;

/** Guarantees: `X-Auth-Token` names a live token of an enabled user (IAM-05). */
export function tokenAuthenticator(identity: Pick<Engine['identity'], 'resolveToken'>): Authenticator {
  // One caller for as long as the engine keeps the token: what is worked out of a principal is then worked out once.
  const callers = new WeakMap<TokenIdentity, Caller>();
  return {
    applies: (request) => request.headers['x-auth-token'] !== undefined,
    async authenticate({ request }) {
      const token = request.headers['x-auth-token'];
      if (typeof token !== 'string' || token === '' || token.length > MAX_TOKEN_LENGTH)
        throw new OperationError('tokenInvalid');
      const found = await identity.resolveToken(token);
      if (found === 'expired') throw new OperationError('tokenExpired');
      if (found === null || !found.user.enabled) throw new OperationError('tokenInvalid');
      let caller = callers.get(found);
      if (caller === undefined) {
        caller = callerOf(found);
        callers.set(found, caller);
      }
      return caller;
    },
  };
}

function callerOf({ user, project, issuedAt }: TokenIdentity): Caller {
  return {
    principal: {
      kind: 'user',
      userId: user.id,
      userName: user.name,
      accountId: user.accountId,
      credential: 'token',
      authenticatedAt: issuedAt,
      multiFactor: false,
    },
    account: { id: user.accountId, name: user.accountName },
    projects: project ? [project] : [],
  };
}

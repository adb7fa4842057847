import type { OperationError } from '@dewpoint/contract';
import type { TraceRecord } from '../audit/audit.ts';
import type { RequestContext, UserPrincipal } from '../context.ts';
import type { SignInSource, User } from '../engine.ts';

/** Names of the traces of sign-in; no operation of the catalogue leaves them. */
export type SignInTraceName = 'login' | 'logout' | 'refreshLogin';

/** One sign-in, sign-out or check with the provider, as the audit trail tells it (service IAM, resource type `user`). */
export interface SignInTrace {
  readonly name: SignInTraceName;
  /** Null: a name that belongs to nobody is not written down, for it may be a password typed into the wrong field. */
  readonly user: Pick<User, 'id' | 'name'> | null;
  readonly account: RequestContext['account'];
  /** The foreign provider; absent with a password. */
  readonly issuer?: string;
  readonly error?: OperationError;
  readonly message?: string;
}

export function signInTrace(trace: SignInTrace): TraceRecord {
  const { name, user, account, issuer, error } = trace;
  return {
    name,
    serviceType: 'IAM',
    resourceType: 'user',
    resourceId: user?.id ?? '',
    resourceName: user?.name ?? '',
    rating: error === undefined ? 'normal' : error.status >= 500 ? 'incident' : 'warning',
    code: String(error?.status ?? 200),
    request: {
      user_name: user?.name ?? null,
      account_name: account.name,
      ...(issuer === undefined ? {} : { issuer }),
    },
    response: error === undefined ? {} : { error_code: error.code, error_msg: error.message },
    message: trace.message ?? '',
    readOnly: false,
    operationId: `iam.${name}`,
  };
}

/** Who a trace of sign-in is written under. `caller` is null while nobody has proven who they are. */
export function signInContext(
  account: RequestContext['account'],
  from: SignInSource,
  caller: UserPrincipal | { readonly kind: 'system'; readonly name: string } | null,
): RequestContext {
  return {
    principal: caller ?? { kind: 'anonymous' },
    account,
    project: null,
    channel: 'console',
    sourceIp: from.sourceIp,
    requestId: from.requestId,
  };
}

export function sessionPrincipal(user: User, authenticatedAt: number): UserPrincipal {
  return {
    kind: 'user',
    userId: user.id,
    userName: user.name,
    accountId: user.accountId,
    credential: 'session',
    authenticatedAt,
    multiFactor: false,
  };
}

/**
 * Who calls, from where, inside of what. Built by the edge after authentication (or by a job), passed to every operation as its
 * first argument, so that nobody can forget it.
 */
export interface RequestContext {
  readonly principal: Principal;
  readonly account: { readonly id: string; readonly name: string };
  /** Absent for calls that act on the account or on nothing. */
  readonly project: { readonly id: string; readonly name: string } | null;
  readonly channel: Channel;
  readonly sourceIp: string;
  readonly requestId: string;
  readonly userAgent?: string;
}

/** `console`: a browser session. `api`: a token, signature or bearer. `system`: the product itself. */
export type Channel = 'console' | 'api' | 'system';

export type Principal = UserPrincipal | SystemPrincipal | AnonymousPrincipal;

export interface UserPrincipal {
  readonly kind: 'user';
  readonly userId: string;
  readonly userName: string;
  readonly accountId: string;
  /** How this call was authenticated. */
  readonly credential: 'session' | 'token' | 'signature' | 'bearer';
  readonly accessKeyId?: string;
  /** Public handle of the console session, with credential `session`. */
  readonly sessionHandle?: string;
  /** When the user last proved who they are, ms since 1970 UTC (step-up, IAM-11). */
  readonly authenticatedAt: number;
  readonly multiFactor: boolean;
}

/** The product acting by itself (TRC-05): `rotation`, `key-deletion`, … */
export interface SystemPrincipal {
  readonly kind: 'system';
  readonly name: string;
}

/** Before sign-in; only `public` operations. */
export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
}

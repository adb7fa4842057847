import type { IncomingMessage } from 'node:http';
import type { Project, RequestContext, SessionIdentity, UserPrincipal } from '@dewpoint/engine';

/** Who sent a request, as their credentials say. */
export interface Caller {
  readonly principal: UserPrincipal;
  readonly account: RequestContext['account'];
  /** Project that the credentials are for; null: for the account. */
  readonly project: Project | null;
  /** The console session, when that is what the caller showed. */
  readonly session: SessionIdentity | null;
}

/** A request as authenticators see it; the body is read only when one asks for it. */
export interface IncomingCall {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly sourceIp: string;
  body(): Promise<Buffer>;
}

/** What differs between the REST and the console surface. */
export interface SurfaceRules {
  readonly channel: RequestContext['channel'];
  readonly maxBodyInBytes: number;
  /** Throws an `OperationError` for a request that shows no good credentials or must not be taken at all. */
  authenticate(call: IncomingCall): Promise<Caller>;
  /** The project to act inside of, checked against the caller. `projectId` is what the URL says. Throws for one that the caller's credentials do not reach. */
  projectFor(caller: Caller, projectId: string, request: IncomingMessage): Promise<Project> | Project;
}

import type { IncomingMessage } from 'node:http';
import type { OperationDefinition, OperationId } from '@dewpoint/contract';
import type { AnonymousPrincipal, Project, RequestContext, UserPrincipal } from '@dewpoint/engine';

/** What the engine executes. */
export type ExecutableId = Exclude<OperationId, 'console.batch'>;

/** Who sent a request, as their credentials say. */
export interface Caller {
  readonly principal: UserPrincipal | AnonymousPrincipal;
  readonly account: RequestContext['account'];
  /** Projects that the credentials reach; none with those that are for the account only. */
  readonly projects: readonly Project[];
}

/** A request as authenticators see it; the body is read only when one asks for it. */
export interface IncomingCall {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly sourceIp: string;
  readonly operation: OperationDefinition;
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

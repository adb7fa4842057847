import type { IncomingMessage } from 'node:http';
import { OperationError } from '@dewpoint/contract';
import { bodyLimitInBytes } from '../http/body.ts';
import type { Caller, IncomingCall, SurfaceRules } from '../surface/caller.ts';

/** One way in which a program proves who it acts for. */
export interface Authenticator {
  /** True when the request shows this kind of credentials. */
  applies(request: IncomingMessage): boolean;
  /** Throws the refusal that says what is wrong with them. */
  authenticate(call: IncomingCall): Promise<Caller>;
}

/** Guarantees: every kind of credentials that the request shows is good, all of them name the same user, and project and account in URL and headers are those that they reach. */
export function restRules(authenticators: readonly Authenticator[]): SurfaceRules {
  return {
    channel: 'api',
    maxBodyInBytes: bodyLimitInBytes.rest,
    async authenticate(call) {
      let caller: Caller | undefined;
      for (const authenticator of authenticators) {
        if (!authenticator.applies(call.request)) continue;
        const found = await authenticator.authenticate(call);
        caller = caller ? both(caller, found) : found;
      }
      if (!caller) throw new OperationError('credentialsMissing');
      const account = call.request.headers['x-domain-id'];
      if (account !== undefined && account !== '' && account !== caller.account.id)
        throw new OperationError('domainHeaderMismatch');
      return caller;
    },
    projectFor(caller, projectId, request) {
      const header = request.headers['x-project-id'];
      if (header !== undefined && header !== projectId) throw new OperationError('projectHeaderMismatch');
      const project = caller.projects.find(({ id }) => id === projectId);
      if (!project) throw new OperationError('projectMismatch');
      return project;
    },
  };
}

/** The caller of two credentials: the same user, in the projects that both reach. */
function both(one: Caller, other: Caller): Caller {
  if (userIdOf(one) !== userIdOf(other)) throw new OperationError('credentialsDiffer');
  const reached = new Set(other.projects.map(({ id }) => id));
  return { ...one, projects: one.projects.filter(({ id }) => reached.has(id)) };
}

function userIdOf({ principal }: Caller): string | undefined {
  return principal.kind === 'user' ? principal.userId : undefined;
}

/** True for the paths of the REST surface: `/v` and a digit, and the list of versions. */
export function isRestPath(url: string): boolean {
  if (url.charCodeAt(1) !== 0x76 /* v */) return false;
  const next = url.charCodeAt(2);
  return (next >= 0x30 && next <= 0x39) || /^\/versions(?:\?|$)/.test(url);
}

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

/** Guarantees: somebody is known by every kind of credentials that the request shows, all of them name the same user, and the project in the URL is the one they are for. */
export function restRules(authenticators: readonly Authenticator[]): SurfaceRules {
  return {
    channel: 'api',
    maxBodyInBytes: bodyLimitInBytes.rest,
    async authenticate(call) {
      let caller: Caller | undefined;
      for (const authenticator of authenticators) {
        if (!authenticator.applies(call.request)) continue;
        const found = await authenticator.authenticate(call);
        if (caller && caller.principal.userId !== found.principal.userId)
          throw new OperationError('tokenInvalid', {
            message:
              'Incorrect IAM authentication information: the credentials name different users. Send one kind of credentials.',
          });
        caller ??= found;
      }
      if (!caller) throw new OperationError('credentialsMissing');
      return caller;
    },
    projectFor(caller, projectId, request) {
      const header = request.headers['x-project-id'];
      if (header !== undefined && header !== projectId) throw new OperationError('projectHeaderMismatch');
      if (caller.project?.id !== projectId) throw new OperationError('projectMismatch');
      return caller.project;
    },
  };
}

/** True for the paths of the REST surface: `/v` and a digit, and the list of versions. */
export function isRestPath(url: string): boolean {
  if (url.charCodeAt(1) !== 0x76 /* v */) return false;
  const next = url.charCodeAt(2);
  return (next >= 0x30 && next <= 0x39) || /^\/versions(?:\?|$)/.test(url);
}

import { OperationError } from '@dewpoint/contract';
import type { Engine, SessionIdentity } from '@dewpoint/engine';
import { bodyLimitInBytes } from '../http/body.ts';
import type { OwnCookie } from '../http/cookies.ts';
import type { ProviderCheck } from '../sign-in/provider-check.ts';
import type { Caller, SurfaceRules } from '../surface/caller.ts';
import { requireConsoleRequest } from './require-console-request.ts';

/** Guarantees: calls of the console come from our own page, under a live session, and act in a project of the session's account. */
export function consoleRules(
  engine: Pick<Engine, 'sessions' | 'identity'>,
  cookie: OwnCookie,
  providerCheck: ProviderCheck,
  publicOrigin: string,
): SurfaceRules {
  return {
    channel: 'console',
    maxBodyInBytes: bodyLimitInBytes.console,
    async authenticate({ request, requestId, sourceIp }) {
      requireConsoleRequest(request, publicOrigin);
      const id = cookie.read(request);
      const session = id === undefined ? null : await engine.sessions.resolve(id);
      if (id === undefined || !session?.user.enabled) throw new OperationError('sessionMissing');
      if (!(await providerCheck.passes(id, session, { requestId, sourceIp })))
        throw new OperationError('sessionMissing');
      return callerOf(session);
    },
    async projectFor(caller, projectId) {
      const projects = await engine.identity.projectsOf(caller.account.id);
      const project = projects.find((candidate) => candidate.id === projectId);
      if (!project) throw new OperationError('projectMismatch');
      return project;
    },
  };
}

function callerOf(session: SessionIdentity): Caller {
  const { user } = session;
  return {
    principal: {
      kind: 'user',
      userId: user.id,
      userName: user.name,
      accountId: user.accountId,
      credential: 'session',
      sessionHandle: session.handle,
      authenticatedAt: session.authenticatedAt,
      multiFactor: session.multiFactor,
    },
    account: { id: user.accountId, name: user.accountName },
    projects: [],
  };
}

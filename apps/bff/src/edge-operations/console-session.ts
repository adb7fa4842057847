import { OperationError } from '@dewpoint/contract';
import type { SessionIdentity } from '@dewpoint/engine';
import { idleLimitInMs } from '../sign-in/session-limits.ts';
import { type EdgeCall, type EdgeHandler, signedInOf } from './edge-handler.ts';
import type { EdgeParts } from './edge-parts.ts';

/** The console's own session and those of the same user elsewhere (IAM-01). */

export function showSession(parts: EdgeParts): EdgeHandler<'console.session'> {
  return async (call, { projectId }) => {
    const { context } = signedInOf(call);
    const session = sessionOf(call);
    const projects = await parts.engine.identity.projectsOf(context.account.id);
    const project = projects.find((candidate) => candidate.id === projectId) ?? projects[0] ?? null;
    const { id, name, email } = session.user;
    return {
      user: { id, name, email },
      account: context.account,
      projects: projects.map(({ id, name }) => ({ id, name })),
      project: project && { id: project.id, name: project.name },
      region: parts.region,
      permitted: [...(await parts.engine.permittedOperations({ ...context, project }))],
      protection: parts.protection,
      authenticatedAt: session.authenticatedAt,
      idleExpiresAt: Math.min(parts.clock.now() + idleLimitInMs, session.expiresAt),
      expiresAt: session.expiresAt,
      foreignProvider: parts.provider.foreign,
      issuer: session.issuer,
    };
  };
}

export function listSessions(parts: EdgeParts): EdgeHandler<'console.listSessions'> {
  return async (call) => {
    const current = sessionOf(call);
    const sessions = await parts.engine.sessions.list(current.user.id);
    return {
      sessions: sessions
        .map((session) => ({ ...session, current: session.handle === current.handle }))
        .sort((a, b) => b.createdAt - a.createdAt),
    };
  };
}

export function endSession(parts: EdgeParts): EdgeHandler<'console.endSession'> {
  return async (call, { handle }) => {
    if (!(await parts.engine.sessions.endByHandle(sessionOf(call).user.id, handle)))
      throw new OperationError('sessionUnknown');
    return {};
  };
}

function sessionOf(call: EdgeCall): SessionIdentity {
  const { session } = signedInOf(call).caller;
  if (!session) throw new OperationError('sessionMissing');
  return session;
}

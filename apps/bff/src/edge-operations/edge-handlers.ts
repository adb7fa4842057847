import { batch } from './batch.ts';
import { endSession, listSessions, showSession } from './console-session.ts';
import { listAuthDomains, listAuthProjects, listProjects, showVersions } from './directory.ts';
import type { EdgeHandlers } from './edge-handler.ts';
import type { EdgeParts } from './edge-parts.ts';
import { createToken, validateToken } from './tokens.ts';

/** Every operation that the edge answers itself. */
export function edgeHandlers(parts: EdgeParts): EdgeHandlers {
  return {
    'iam.createToken': createToken(parts),
    'iam.validateToken': validateToken(parts),
    'iam.listProjects': listProjects(parts),
    'iam.listAuthProjects': listAuthProjects(parts),
    'iam.listAuthDomains': listAuthDomains(parts),
    'iam.showVersions': showVersions(parts),
    'console.session': showSession(parts),
    'console.listSessions': listSessions(parts),
    'console.endSession': endSession(parts),
    'console.batch': batch(parts),
  };
}

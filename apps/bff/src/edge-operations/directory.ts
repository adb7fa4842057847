import type { EdgeHandler } from './edge-handler.ts';
import { signedInOf } from './edge-handler.ts';
import type { EdgeParts } from './edge-parts.ts';

/** Discovery of projects, accounts and versions, as SDKs ask for it [iam.json]. */

/** When the wire shapes of the versions last changed. */
const VERSIONS_UPDATED = '2026-01-01T00:00:00Z';

export function listProjects(parts: EdgeParts): EdgeHandler<'iam.listProjects'> {
  return async (call, filter) => {
    const all = await projectsOf(parts, signedInOf(call).context.account.id);
    const wanted = all.filter(
      (project) =>
        (filter.name === undefined || project.name === filter.name) &&
        (filter.domainId === undefined || project.domainId === filter.domainId) &&
        (filter.parentId === undefined || project.parentId === filter.parentId) &&
        (filter.enabled === undefined || project.enabled === filter.enabled) &&
        (filter.isDomain === undefined || project.isDomain === filter.isDomain),
    );
    const perPage = filter.perPage ?? 5000;
    const start = ((filter.page ?? 1) - 1) * perPage;
    return { projects: wanted.slice(start, start + perPage), links: linksTo(parts, '/v3/projects') };
  };
}

export function listAuthProjects(parts: EdgeParts): EdgeHandler<'iam.listAuthProjects'> {
  return async (call) => ({
    projects: await projectsOf(parts, signedInOf(call).context.account.id),
    links: linksTo(parts, '/v3/auth/projects'),
  });
}

export function listAuthDomains(parts: EdgeParts): EdgeHandler<'iam.listAuthDomains'> {
  return async (call) => {
    const { id, name } = signedInOf(call).context.account;
    const domain = { id, name, enabled: true, description: '', links: linksTo(parts, `/v3/domains/${id}`) };
    return { domains: [domain], links: linksTo(parts, '/v3/auth/domains') };
  };
}

export function showVersions(parts: EdgeParts): EdgeHandler<'iam.showVersions'> {
  return async () => ({
    versions: ['v1.0', 'v3'].map((id) => ({
      id,
      version: '',
      minVersion: '',
      status: 'CURRENT' as const,
      updated: VERSIONS_UPDATED,
      links: [{ rel: 'self', href: `${parts.publicOrigin}/${id}/` }],
    })),
  });
}

async function projectsOf(parts: EdgeParts, accountId: string) {
  const projects = await parts.engine.identity.projectsOf(accountId);
  return projects.map(({ id, name }) => ({
    id,
    name,
    domainId: accountId,
    parentId: accountId,
    isDomain: false,
    enabled: true,
    description: '',
    links: linksTo(parts, `/v3/projects/${id}`),
  }));
}

function linksTo(parts: EdgeParts, path: string) {
  return { self: `${parts.publicOrigin}${path}`, previous: null, next: null };
}

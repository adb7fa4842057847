import { OperationError, type OperationOutput } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import type { Project } from '../../engine.ts';
import type { HandlersOf } from '../../pipeline/handler.ts';
import type { Store } from '../../store/store.ts';
import { projectsOfAccount } from '../directory.ts';

type DirectoryHandlers = HandlersOf<
  'iam.listProjects' | 'iam.listAuthProjects' | 'iam.listAuthDomains' | 'iam.showVersion' | 'iam.showVersions'
>;
type ProjectEntry = OperationOutput<'iam.listProjects'>['projects'][number];

/** Versions of the API by the prefix of their paths, and since when they are as they are. */
const versions = [
  { id: 'v1.0', version: '1.0' },
  { id: 'v1', version: '1' },
  { id: 'v3', version: '3.0' },
];
const VERSIONS_UPDATED = '2026-01-01T00:00:00Z';
const DEFAULT_PAGE_SIZE = 5_000;

/** Projects and accounts that a caller sees: those of the own account [KeystoneListProjects, KeystoneListAuthProjects, …]. */
export function createDirectoryHandlers(parts: {
  readonly store: Store;
  readonly publicUrl: string;
}): DirectoryHandlers {
  const { store, publicUrl } = parts;
  const links = (path: string) => ({ self: `${publicUrl}${path}`, previous: null, next: null });
  const entry = (account: RequestContext['account'], project: Project): ProjectEntry => ({
    id: project.id,
    name: project.name,
    domainId: account.id,
    parentId: account.id,
    isDomain: false,
    enabled: true,
    description: '',
    links: links(`/v3/projects/${project.id}`),
  });

  const versionEntry = ({ id, version }: (typeof versions)[number]) => ({
    id,
    version,
    minVersion: '',
    status: 'CURRENT' as const,
    updated: VERSIONS_UPDATED,
    links: [{ rel: 'self', href: `${publicUrl}/${id}` }],
  });

  return {
    'iam.listProjects': {
      kind: 'direct',
      async run({ context: { account }, input }) {
        const projects = await projectsOfAccount(store.read, account.id);
        const size = input.perPage ?? DEFAULT_PAGE_SIZE;
        const first = ((input.page ?? 1) - 1) * size;
        const found = projects
          .map((project) => entry(account, project))
          .filter(
            (project) =>
              (input.name === undefined || project.name === input.name) &&
              (input.domainId === undefined || project.domainId === input.domainId) &&
              (input.parentId === undefined || project.parentId === input.parentId) &&
              (input.enabled === undefined || project.enabled === input.enabled) &&
              (input.isDomain === undefined || project.isDomain === input.isDomain),
          );
        return { projects: found.slice(first, first + size), links: links('/v3/projects') };
      },
    },
    'iam.listAuthProjects': {
      kind: 'direct',
      async run({ context: { account } }) {
        const projects = await projectsOfAccount(store.read, account.id);
        return {
          projects: projects.map((project) => entry(account, project)),
          links: links('/v3/auth/projects'),
        };
      },
    },
    'iam.listAuthDomains': {
      kind: 'direct',
      run: ({ context: { account } }) => ({
        domains: [
          {
            id: account.id,
            name: account.name,
            enabled: true,
            description: '',
            links: links(`/v3/domains/${account.id}`),
          },
        ],
        links: links('/v3/auth/domains'),
      }),
    },
    'iam.showVersions': {
      kind: 'direct',
      run: () => ({ versions: versions.map(versionEntry) }),
    },
    'iam.showVersion': {
      kind: 'direct',
      run({ input }) {
        const found = versions.find(({ id }) => id === input.versionId);
        if (found === undefined) throw new OperationError('apiUnknown');
        return { version: versionEntry(found) };
      },
    },
  };
}

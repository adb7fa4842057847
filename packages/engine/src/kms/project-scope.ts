import type { RequestContext } from '../context.ts';

/** Where keys live: account and project, by their ids. */
export interface ProjectScope {
  readonly accountId: string;
  readonly projectId: string;
}

/** @throws TypeError outside of a project; every KMS operation of the catalogue has project scope */
export function projectScope(context: RequestContext): ProjectScope {
  if (context.project === null) throw new TypeError('kms: the request context names no project');
  return { accountId: context.account.id, projectId: context.project.id };
}

import type { RequestContext } from '../context.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { ProjectScope } from '../kms/project-scope.ts';
import { legacyActionsOf } from '../pipeline/compiled-operation.ts';
import type { Resource } from '../pipeline/handler.ts';
import { resourceKind } from '../pipeline/resource-kinds.ts';
import type { Store } from '../store/store.ts';
import { tagRecord, tagsOfResources } from '../tags/resource-tags.ts';
import type { FoundRow } from './find-things.ts';
import type { SearchedKind } from './searched-kinds.ts';

/**
 * Those of the rows whose existence the caller may know of, in the same order, at most `limit`: any action that shows a thing of this kind
 * is allowed on this very one, with its tags and enterprise project (IAM-09).
 */
export async function visibleThings<Row extends FoundRow>(
  parts: { readonly store: Store; readonly authorizer: Authorizer },
  context: RequestContext,
  scope: ProjectScope,
  kind: SearchedKind,
  rows: readonly Row[],
  limit: number,
): Promise<readonly Row[]> {
  const { tagged, resourceType } = kind;
  const tags =
    tagged === null
      ? null
      : await tagsOfResources(
          parts.store.read,
          scope.accountId,
          tagged,
          rows.map(({ id }) => id),
        );
  const seen: Row[] = [];
  for (const row of rows) {
    if (seen.length === limit) break;
    const resource: Resource = {
      type: resourceType,
      id: row.id,
      name: row.name,
      projectId: tagged === null ? null : scope.projectId,
      ...(tagged === null
        ? {}
        : { enterpriseProjectId: row.enterprise_project_id, tags: tagRecord(tags?.get(row.id)) }),
    };
    if (await maySee(parts.authorizer, context, resource)) seen.push(row);
  }
  return seen;
}

async function maySee(authorizer: Authorizer, context: RequestContext, resource: Resource): Promise<boolean> {
  for (const action of resourceKind(resource.type).seeingActions) {
    const decision = await authorizer.decide(context, {
      action,
      legacyActions: legacyActionsOf(action),
      grantOperation: undefined,
      resource,
    });
    if (decision.allowed) return true;
  }
  return false;
}

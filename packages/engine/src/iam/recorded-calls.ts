import { isOperationId, operationOf } from '@dewpoint/contract';
import type { TracePage, TracePosition, TraceQuery } from '../audit/search/trace-query.ts';
import type { TraceSearch } from '../audit/search/trace-search.ts';
import { readTraceBody } from '../audit/trace-body.ts';
import type { RequestContext } from '../context.ts';
import type { Resource } from '../pipeline/handler.ts';
import type { Store, TraceRow } from '../store/store.ts';
import { tagRecord, tagsOfResources } from '../tags/resource-tags.ts';
import type { AuthorizationRequest } from './authorizer.ts';
import { projectsOfAccount } from './directory.ts';

/** Traces read together. */
const ROWS_AT_ONCE = 1_000;

/** A call as its trace tells it, ready to be decided once more. */
export interface RecordedCall {
  readonly traceId: string;
  readonly time: number;
  readonly operation: string;
  readonly context: RequestContext & { readonly principal: { readonly kind: 'user' } };
  readonly request: AuthorizationRequest;
}

/** Traces of users since then, the latest first; calls that no policy decides are left out. */
export async function readRecordedCalls(
  { store, search }: { readonly store: Store; readonly search: TraceSearch },
  account: RequestContext['account'],
  since: number,
  limit: number,
): Promise<{ readonly calls: readonly RecordedCall[]; readonly truncated: boolean }> {
  const rows = await tracesOfUsers(search, account.id, since, limit + 1);
  const projects = new Map((await projectsOfAccount(store.read, account.id)).map((p) => [p.id, p]));
  const tagsOf = tagReader(store, account.id);
  const calls: RecordedCall[] = [];
  for (const row of rows.slice(0, limit)) {
    const body = readTraceBody(row);
    if (!isOperationId(body.operation_id)) continue;
    const { action, legacyActions = [], grantOperation, effect } = operationOf(body.operation_id);
    if (action === null) continue;
    const project = row.project_id === '' ? null : (projects.get(row.project_id) ?? null);
    // What a call makes is no thing yet when it is decided.
    const resource: Resource | undefined =
      effect === 'create' || row.resource_id === ''
        ? undefined
        : {
            type: row.resource_type,
            id: row.resource_id,
            name: row.resource_name,
            projectId: project?.id ?? null,
            enterpriseProjectId: body.enterprise_project_id,
            tags: await tagsOf(row.resource_type, row.resource_id),
          };
    const attributes = body.user.session_context?.attributes;
    calls.push({
      traceId: row.id,
      time: row.time,
      operation: row.name,
      context: {
        principal: {
          kind: 'user',
          userId: row.user_id,
          userName: row.user_name,
          accountId: account.id,
          credential: body.trace_type === 'ConsoleAction' ? 'session' : 'token',
          authenticatedAt: Number(attributes?.created_at ?? row.time),
          multiFactor: attributes?.mfa_authenticated === 'true',
        },
        account,
        project,
        channel: body.trace_type === 'ConsoleAction' ? 'console' : 'api',
        sourceIp: row.source_ip,
        requestId: row.request_id,
      },
      request: { action, legacyActions, grantOperation, resource },
    });
  }
  return { calls, truncated: rows.length > limit };
}

async function tracesOfUsers(
  search: TraceSearch,
  accountId: string,
  since: number,
  limit: number,
): Promise<readonly TraceRow[]> {
  const query: TraceQuery = {
    accountId,
    projectId: null,
    from: since,
    to: Number.MAX_SAFE_INTEGER,
    facet: {},
    resourceId: undefined,
    resourceName: undefined,
  };
  const found: TraceRow[] = [];
  let after: TracePosition | null = null;
  do {
    const page: TracePage = await search.page(query, { limit: ROWS_AT_ONCE, after });
    found.push(...page.rows.filter((row) => row.user_id !== ''));
    after = page.next;
  } while (after !== null && found.length < limit);
  return found.slice(0, limit);
}

/** Tags as they are now, each thing's read once. */
function tagReader(store: Store, accountId: string) {
  const known = new Map<string, Readonly<Record<string, string>>>();
  return async (type: string, id: string): Promise<Readonly<Record<string, string>>> => {
    if (type !== 'cmk' && type !== 'csms') return {};
    const key = `${type}/${id}`;
    const tags = known.get(key);
    if (tags !== undefined) return tags;
    const tagged = await tagsOfResources(store.read, accountId, type, [id]);
    const read = tagRecord(tagged.get(id));
    known.set(key, read);
    return read;
  };
}

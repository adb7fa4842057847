import { randomUUIDv7 } from 'node:crypto';
import type { Channel, Principal, RequestContext } from '../context.ts';
import type { TraceRow } from '../store/store.ts';
import type { TraceRecord } from './audit.ts';

/** Limits of `ListTraces`. */
const LONGEST_RESOURCE_ID = 350;
const LONGEST_NAME = 300;

const traceTypes: Readonly<Record<Channel, string>> = {
  api: 'ApiCall',
  console: 'ConsoleAction',
  system: 'SystemAction',
};

/**
 * The row of a trace. What `ListTraces` filters by has a column; the rest of [G 2.3.2] and is in `body`:
 *
 * `{"api_version", "enterprise_project_id", "event_type", "message", "operation_id", "read_only", "request", "response",
 * "trace_type", "tracker_name", "user"}` in this order, without whitespace; `request` and `response` hold the wire JSON of the call.
 */
export function traceRow(context: RequestContext, record: TraceRecord, time: number): TraceRow {
  const { principal } = context;
  return {
    id: randomUUIDv7(),
    account_id: context.account.id,
    project_id: context.project?.id ?? '',
    time,
    name: record.name,
    service_type: record.serviceType,
    resource_type: record.resourceType,
    resource_id: columnText(record.resourceId, LONGEST_RESOURCE_ID),
    resource_name: columnText(record.resourceName, LONGEST_NAME),
    user_id: userId(principal),
    user_name: columnText(userName(principal), LONGEST_NAME),
    rating: record.rating,
    code: record.code,
    source_ip: columnText(context.sourceIp, LONGEST_NAME),
    request_id: columnText(context.requestId, LONGEST_NAME),
    body: traceBody(context, record),
  };
}

/** Put together by hand: it is built for every operation, and most of it never changes between two calls. */
function traceBody(context: RequestContext, record: TraceRecord): string {
  return (
    `{"api_version":${quoted(record.apiVersion ?? '')}` +
    `,"enterprise_project_id":${quoted(record.enterpriseProjectId ?? '0')}` +
    `,"event_type":"system","message":${quoted(record.message)}` +
    `,"operation_id":${quoted(record.operationId)}` +
    `,"read_only":${record.readOnly}` +
    `,"request":${jsonOf(record.request)}` +
    `,"response":${jsonOf(record.response)}` +
    `,"trace_type":"${traceTypes[context.channel]}"` +
    `,"tracker_name":"system","user":${userJson(context)}}`
  );
}

const quotedTexts = new Map<string, string>();
/** More than there are operations, versions and enterprise projects in use. */
const MOST_QUOTED_KEPT = 2_048;
const LONGEST_QUOTED_KEPT = 256;

/** JSON of a text that comes again and again. */
function quoted(text: string): string {
  const known = quotedTexts.get(text);
  if (known !== undefined) return known;
  const json = JSON.stringify(text);
  if (text.length > LONGEST_QUOTED_KEPT) return json;
  if (quotedTexts.size >= MOST_QUOTED_KEPT) quotedTexts.clear();
  quotedTexts.set(text, json);
  return json;
}

function jsonOf(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

const userJsonOf = new WeakMap<
  Principal,
  { readonly account: RequestContext['account']; readonly json: string }
>();

/** Edges keep the principal of a token between calls, so its JSON is kept with it. */
function userJson({ principal, account }: RequestContext): string {
  const kept = userJsonOf.get(principal);
  if (kept && kept.account.id === account.id && kept.account.name === account.name) return kept.json;
  const json = JSON.stringify(traceUser(principal, account));
  userJsonOf.set(principal, { account, json });
  return json;
}

/** The `user` object of a trace, fields as in. */
function traceUser(principal: Principal, account: RequestContext['account']): Record<string, unknown> {
  const common = {
    account_id: account.id,
    domain: { id: account.id, name: account.name },
    id: userId(principal),
    name: userName(principal),
  };
  if (principal.kind !== 'user') return { ...common, type: principal.kind, user_name: userName(principal) };
  return {
    ...(principal.accessKeyId === undefined ? {} : { access_key_id: principal.accessKeyId }),
    ...common,
    ...(principal.credential === 'session' ? { invoked_by: ['service.console'] } : {}),
    principal_id: principal.userId,
    principal_is_root_user: 'false',
    principal_urn: `iam::${account.id}:user:${principal.userName}`,
    session_context: {
      attributes: {
        created_at: String(principal.authenticatedAt),
        mfa_authenticated: String(principal.multiFactor),
      },
    },
    type: 'User',
    user_name: principal.userName,
  };
}

function userId(principal: Principal): string {
  return principal.kind === 'user' ? principal.userId : '';
}

/** TRC-05: what the product does by itself is found under the name of its principal. */
function userName(principal: Principal): string {
  if (principal.kind === 'user') return principal.userName;
  return principal.kind === 'system' ? principal.name : '';
}

/** PostgreSQL takes no NUL in text, and one bad row would refuse its whole batch. */
function columnText(text: string, limit: number): string {
  const cut = text.length > limit ? text.slice(0, limit) : text;
  return cut.includes('\0') ? cut.replaceAll('\0', '\u{FFFD}') : cut;
}

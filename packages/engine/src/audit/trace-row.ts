import type { Principal, RequestContext } from '../context.ts';
import type { TraceRow } from '../store/store.ts';
import type { TraceRecord } from './audit.ts';
import { traceBody } from './trace-body.ts';
import { newTraceId } from './trace-id.ts';

/** Limits of `ListTraces`. */
const LONGEST_RESOURCE_ID = 350;
const LONGEST_NAME = 300;

/** The row of a trace. What `ListTraces` filters by has a column; the rest of [G 2.3.2] is in `body`, see `trace-body.ts`. */
export function traceRow(context: RequestContext, record: TraceRecord, time: number): TraceRow {
  const { principal } = context;
  return {
    id: newTraceId(time),
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

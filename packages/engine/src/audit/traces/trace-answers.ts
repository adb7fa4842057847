import type { OperationOutput } from '@dewpoint/contract';
import type { SequencedTrace } from '../../store/store.ts';
import { readTraceBody, type TraceUser } from '../trace-body.ts';

type ListedTrace = OperationOutput<'cts.listTraces'>['traces'][number];
type TraceSummary = OperationOutput<'cts.searchTraces'>['items'][number];

/** Event type and tracker of all traces there are. */
const SYSTEM = 'system';

/** A row as the REST list answers it. */
export function listedTrace(row: SequencedTrace): ListedTrace {
  const rest = readTraceBody(row);
  return {
    resourceId: row.resource_id,
    traceName: row.name,
    traceRating: row.rating,
    traceType: rest.trace_type,
    request: JSON.stringify(rest.request),
    response: JSON.stringify(rest.response),
    code: row.code,
    apiVersion: rest.api_version,
    message: rest.message,
    recordTime: row.time,
    traceId: row.id,
    time: row.time,
    user: listedUser(rest.user),
    serviceType: row.service_type,
    resourceType: row.resource_type,
    sourceIp: row.source_ip,
    resourceName: row.resource_name,
    requestId: row.request_id,
    enterpriseProjectId: rest.enterprise_project_id,
    readOnly: rest.read_only,
    operationId: rest.operation_id,
  };
}

function listedUser(user: TraceUser): ListedTrace['user'] {
  const attributes = user.session_context?.attributes;
  return {
    id: user.id,
    name: user.name,
    userName: user.user_name,
    domain: user.domain,
    accountId: user.account_id,
    ...(user.access_key_id === undefined ? {} : { accessKeyId: user.access_key_id }),
    ...(user.principal_urn === undefined ? {} : { principalUrn: user.principal_urn }),
    ...(user.principal_id === undefined ? {} : { principalId: user.principal_id }),
    ...(user.principal_is_root_user === undefined
      ? {}
      : { principalIsRootUser: user.principal_is_root_user }),
    type: user.type,
    ...(user.invoked_by === undefined ? {} : { invokedBy: user.invoked_by }),
    ...(attributes === undefined
      ? {}
      : {
          sessionContext: {
            attributes: {
              createdAt: attributes.created_at,
              mfaAuthenticated: attributes.mfa_authenticated,
            },
          },
        }),
  };
}

/** A row as the console lists it. */
export function traceSummary(row: SequencedTrace): TraceSummary {
  return {
    id: row.id,
    name: row.name,
    traceType: readTraceBody(row).trace_type,
    serviceType: row.service_type,
    resourceType: row.resource_type,
    resourceId: row.resource_id,
    resourceName: row.resource_name,
    userId: row.user_id,
    userName: row.user_name,
    rating: row.rating,
    code: row.code,
    sourceIp: row.source_ip,
    requestId: row.request_id,
    time: row.time,
  };
}

/** The whole trace, structure as in [G 2.3.2]; `time` in ms since 1970 UTC. */
export function traceDocument(row: SequencedTrace) {
  const rest = readTraceBody(row);
  return {
    trace_id: row.id,
    trace_name: row.name,
    trace_type: rest.trace_type,
    trace_rating: row.rating,
    event_type: SYSTEM,
    tracker_name: SYSTEM,
    service_type: row.service_type,
    resource_type: row.resource_type,
    resource_id: row.resource_id,
    resource_name: row.resource_name,
    request: rest.request,
    response: rest.response,
    code: row.code,
    message: rest.message,
    api_version: rest.api_version,
    source_ip: row.source_ip,
    request_id: row.request_id,
    operation_id: rest.operation_id,
    read_only: rest.read_only,
    domain_id: row.account_id,
    project_id: row.project_id,
    enterprise_project_id: rest.enterprise_project_id,
    time: row.time,
    record_time: row.time,
    user: rest.user,
  };
}

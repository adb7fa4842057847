import type { TraceRow } from './store.ts';

/** Columns of a trace row in the order in which both databases are given them. */
export const traceColumns = [
  'id',
  'account_id',
  'project_id',
  'time',
  'name',
  'service_type',
  'resource_type',
  'resource_id',
  'resource_name',
  'user_id',
  'user_name',
  'rating',
  'code',
  'source_ip',
  'request_id',
  'body',
] as const satisfies readonly (keyof TraceRow)[];

import type { TraceRow } from '../../src/store/store.ts';

/** A whole row of a trace, told from others by its ID. */
export function trace(id: string): TraceRow {
  return {
    id,
    account_id: 'a',
    project_id: 'p',
    time: 1_800_000_000_000,
    name: 'createKey',
    service_type: 'KMS',
    resource_type: 'cmk',
    resource_id: 'r',
    resource_name: 'n',
    user_id: 'u',
    user_name: 'admin',
    rating: 'normal',
    code: '200',
    source_ip: '192.0.2.1',
    request_id: 'q',
    body: '{"text":"密"}',
  };
}

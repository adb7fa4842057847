import type { ColumnType, Generated } from 'kysely';
import type { ApprovalTables } from './approval-tables.ts';
import type { IdentityTables } from './identity-tables.ts';
import type { KeyTables } from './key-tables.ts';
import type { NotificationTables } from './notification-tables.ts';
import type { SecretTables } from './secret-tables.ts';
import type { TraceTreeTables } from './trace-tables.ts';

/**
 * The tables of both dialects. Times are milliseconds since 1970 UTC; booleans are 0/1; ids are text; JSON is text.
 * Everything that belongs to an account carries `account_id`, and every query of an account's things names it.
 */
export interface Tables
  extends ApprovalTables,
    IdentityTables,
    KeyTables,
    NotificationTables,
    SecretTables,
    TraceTreeTables {
  accounts: AccountsTable;
  projects: ProjectsTable;
  enterprise_projects: EnterpriseProjectsTable;
  resource_tags: ResourceTagsTable;
  traces: TracesTable;
  jobs: JobsTable;
  instance_settings: InstanceSettingsTable;
}

export interface AccountsTable {
  /** 32 hex digits. */
  id: string;
  name: string;
  created_at: number;
  /** 0: nobody of the account gets in. */
  enabled: Generated<number>;
}

export interface ProjectsTable {
  /** 32 hex digits. */
  id: string;
  account_id: string;
  /** Region name for the first project. */
  name: string;
  created_at: number;
}

/** All but the default one, which is always there. */
export interface EnterpriseProjectsTable {
  /** UUIDv4. */
  id: string;
  account_id: string;
  /** Unique in the account. */
  name: string;
  description: string;
  enabled: number;
  created_at: number;
}

export interface ResourceTagsTable {
  account_id: string;
  project_id: string;
  resource_type: 'cmk' | 'csms';
  resource_id: string;
  tag_key: string;
  tag_value: string;
}

export interface TracesTable {
  /** Order of writing inside one store; assigned by the database. */
  seq: Generated<number>;
  /** UUIDv7, the trace_id: random ids would touch a page of the index for every row and cost more than half of the throughput. */
  id: string;
  account_id: string;
  project_id: string;
  time: number;
  name: string;
  service_type: string;
  resource_type: string;
  resource_id: string;
  resource_name: string;
  user_id: string;
  user_name: string;
  rating: 'normal' | 'warning' | 'incident';
  /** HTTP status of the answer, as text. */
  code: string;
  source_ip: string;
  request_id: string;
  /** Everything else of [G 2.3.2] as canonical JSON: request, response, message, api_version, user, … */
  body: string;
}

export interface JobsTable {
  id: string;
  kind: string;
  /** What the job is about; unique with `kind`. */
  subject: string;
  account_id: string | null;
  due_at: number;
  payload: string;
  attempts: number;
  lease_owner: string | null;
  lease_until: number | null;
  last_error: string | null;
  created_at: number;
}

export interface InstanceSettingsTable {
  name: string;
  value: ColumnType<string, string, string>;
}

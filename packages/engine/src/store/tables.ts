import type { RotationStep, RotationTaskStatus, rotationTriggerNames } from '@dewpoint/contract';
import type { ColumnType, Generated } from 'kysely';
import type { TraceTreeTables } from './trace-tables.ts';

/**
 * The tables of both dialects. Times are milliseconds since 1970 UTC; booleans are 0/1; ids are text; JSON is text.
 * Everything that belongs to an account carries `account_id`, and every query of an account's things names it.
 */
export interface Tables extends TraceTreeTables {
  accounts: AccountsTable;
  projects: ProjectsTable;
  users: UsersTable;
  user_groups: UserGroupsTable;
  group_members: GroupMembersTable;
  policies: PoliciesTable;
  policy_attachments: PolicyAttachmentsTable;
  account_keys: AccountKeysTable;
  keys: KeysTable;
  key_versions: KeyVersionsTable;
  resource_tags: ResourceTagsTable;
  key_grants: KeyGrantsTable;
  key_aliases: KeyAliasesTable;
  import_parameters: ImportParametersTable;
  secrets: SecretsTable;
  secret_versions: SecretVersionsTable;
  secret_stages: SecretStagesTable;
  rotation_tasks: RotationTasksTable;
  secret_events: SecretEventsTable;
  secret_event_links: SecretEventLinksTable;
  notification_outbox: NotificationOutboxTable;
  traces: TracesTable;
  jobs: JobsTable;
  sessions: SessionsTable;
  auth_tokens: AuthTokensTable;
  expiring_documents: ExpiringDocumentsTable;
  access_keys: AccessKeysTable;
  signed_requests: SignedRequestsTable;
  throttles: ThrottlesTable;
  preferences: PreferencesTable;
  instance_settings: InstanceSettingsTable;
  account_settings: AccountSettingsTable;
  request_buckets: RequestBucketsTable;
}

export interface AccountsTable {
  /** 32 hex digits. */
  id: string;
  name: string;
  created_at: number;
}

export interface ProjectsTable {
  /** 32 hex digits. */
  id: string;
  account_id: string;
  /** Region name for the first project. */
  name: string;
  created_at: number;
}

export interface UsersTable {
  /** 32 hex digits. */
  id: string;
  account_id: string;
  name: string;
  description: string;
  email: string | null;
  /** Encoded scrypt hash; null for users that only a foreign provider knows. */
  password_hash: string | null;
  /** Issuer and subject of a foreign OpenID provider. */
  external_issuer: string | null;
  external_subject: string | null;
  enabled: number;
  created_at: number;
  last_sign_in_at: number | null;
}

export interface UserGroupsTable {
  id: string;
  account_id: string;
  name: string;
  description: string;
  created_at: number;
}

export interface GroupMembersTable {
  group_id: string;
  user_id: string;
  /** 1: given by the groups claim of a foreign provider, which may take it back at the next sign-in. 0: given by an administrator. */
  from_claim: Generated<number>;
}

export interface PoliciesTable {
  id: string;
  /** Null for system policies, which every account has. */
  account_id: string | null;
  name: string;
  description: string;
  /** Policy JSON, version 1.1. */
  document: string;
  /** `AX`: for the account; `XA`: for projects; `AA`: for both. What its author said; where it holds is where it is attached. */
  scope: Generated<string>;
  created_at: number;
  updated_at: number;
}

export interface PolicyAttachmentsTable {
  account_id: string;
  policy_id: string;
  /** Exactly one of group and user. */
  group_id: string | null;
  user_id: string | null;
  /** Null: all projects of the account. */
  project_id: string | null;
  created_at: number;
}

export interface AccountKeysTable {
  account_id: string;
  version: number;
  /** Account key wrapped by the root of trust. */
  wrapped: Uint8Array;
  created_at: number;
}

export interface KeysTable {
  /** UUIDv4. */
  id: string;
  account_id: string;
  project_id: string;
  /** "0" is the default enterprise project. */
  enterprise_project_id: string;
  alias: string;
  description: string;
  state: 'enabled' | 'disabled' | 'pendingDeletion' | 'pendingImport';
  spec: string;
  usage: string;
  origin: 'kms' | 'external' | 'hsm';
  keystore_id: string;
  /** Service of a default key (KEY-11), null for custom keys. */
  default_service: string | null;
  created_at: number;
  deletion_at: number | null;
  material_expires_at: number | null;
  /** Highest version; 0 while the key never had material. */
  current_version: number;
  rotation_enabled: number;
  rotation_interval_days: number;
  /** Start of the running rotation period. */
  rotation_anchor_at: number | null;
  rotated_at: number | null;
  rotation_count: number;
}

export interface KeyVersionsTable {
  key_id: string;
  version: number;
  /** Material wrapped by the account key; null after imported material was deleted. */
  wrapped_material: Uint8Array | null;
  account_key_version: number;
  /** Digest of imported material, sealed under the account key, to recognise the same material again (IMP-04). */
  material_check: Uint8Array | null;
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

export interface KeyGrantsTable {
  /** 64 hex digits. */
  id: string;
  key_id: string;
  /** Account of the key. */
  account_id: string;
  grantee_type: 'user' | 'domain';
  /** ID of a user or an account, perhaps of another account than the key's. */
  grantee: string;
  /** Names of GRT-01 as a JSON array. */
  operations: string;
  name: string;
  /** ID of the user who made the grant. */
  issuer: string;
  /** ID of a user or account, or empty. */
  retiring_principal: string;
  created_at: number;
}

export interface KeyAliasesTable {
  account_id: string;
  /** With its `alias/`; unique in the account. */
  alias: string;
  project_id: string;
  key_id: string;
  created_at: number;
  updated_at: number;
}

export interface ImportParametersTable {
  /** UUIDv4, named by the import token. */
  id: string;
  key_id: string;
  account_id: string;
  /** PKCS#8 of the wrapping key, sealed under the account key. */
  sealed_private_key: Uint8Array;
  expires_at: number;
}

export interface SecretsTable {
  /** UUIDv4. */
  id: string;
  account_id: string;
  project_id: string;
  /** "0" is the default enterprise project. */
  enterprise_project_id: string;
  /** Never changes; unique in account and project. */
  name: string;
  type: 'COMMON' | 'RDS-FG';
  description: string;
  state: 'enabled' | 'pendingDeletion';
  /** Key that new versions are protected by. Keys can be destroyed, so nothing refers to their rows. */
  kms_key_id: string;
  /** Highest version number that was ever given; numbers are never reused. */
  last_version: number;
  created_at: number;
  updated_at: number;
  deletion_at: number | null;
  rotation_enabled: number;
  /** As it was given, e.g. `30d`. */
  rotation_period: string | null;
  /** JSON text. */
  rotation_config: string | null;
  rotation_function: string | null;
  rotated_at: number | null;
  next_rotation_at: number | null;
}

export interface SecretVersionsTable {
  secret_id: string;
  version: number;
  kind: 'text' | 'binary';
  /** Key that wraps the data key of this version. */
  kms_key_id: string;
  wrapped_data_key: Uint8Array;
  /** The value, sealed with the data key. */
  sealed_value: Uint8Array;
  created_at: number;
  expires_at: number | null;
  /** The expiry that its event was sent for, so that it is sent once (SEC-07). */
  expiry_told_at: number | null;
}

export interface SecretStagesTable {
  secret_id: string;
  name: string;
  version: number;
  updated_at: number;
}

/** One rotation of a secret, under way or ended (SEC-12). */
export interface RotationTasksTable {
  id: string;
  account_id: string;
  project_id: string;
  secret_id: string;
  secret_name: string;
  trigger_kind: (typeof rotationTriggerNames)[number];
  status: RotationTaskStatus;
  /** What is done next. */
  step: RotationStep;
  started_at: number;
  finished_at: number | null;
  attempts: number;
  /** Number that the new version has, reserved when the task began. */
  version: number;
  /** Version that the rotation starts from. */
  base_version: number | null;
  /** Accounts of the database. */
  login_from: string | null;
  login_to: string | null;
  /** 1: the task makes the account `login_to`, so that undoing it removes the account. */
  makes_login: number;
  error_code: string | null;
  error_message: string | null;
  /** The new value until it is a version; null when there is none yet, and afterwards. */
  kind: 'text' | 'binary' | null;
  kms_key_id: string | null;
  wrapped_data_key: Uint8Array | null;
  sealed_value: Uint8Array | null;
}

export interface SecretEventsTable {
  /** UUIDv4. */
  id: string;
  account_id: string;
  project_id: string;
  name: string;
  state: 'enabled' | 'disabled';
  /** JSON array of event types. */
  types: string;
  target_type: 'SMN';
  /** URN of the topic. */
  target_id: string;
  target_name: string;
  created_at: number;
  updated_at: number;
}

export interface SecretEventLinksTable {
  secret_id: string;
  event_id: string;
}

/** What events have to tell, written in the transaction of the change itself (EVT-03). */
export interface NotificationOutboxTable {
  /** Order of the changes. */
  seq: Generated<number>;
  /** UUIDv4; the message ID by which receivers recognise a repeated delivery. */
  id: string;
  account_id: string;
  project_id: string;
  secret_id: string;
  secret_name: string;
  secret_type: string;
  event_id: string;
  event_name: string;
  event_type: string;
  /** The topic as the event named it when the change was made. */
  target_type: string;
  target_id: string;
  target_name: string;
  /** JSON of `notification_content` [csms.json ListNotificationRecords]; never a value. */
  content: string;
  created_at: number;
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

export interface SessionsTable {
  /** SHA-256 of the session ID in the cookie, hex. */
  id_hash: string;
  user_id: string;
  account_id: string;
  /** Public handle of the session for lists and "end this session". */
  handle: string;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  authenticated_at: number;
  source_ip: string;
  user_agent: string;
  /** `sid` of the OpenID provider, for back-channel logout. */
  provider_session_id: string | null;
  /** When the foreign provider is to be asked again whether the user is still good; null: never. */
  provider_check_at: number | null;
  issuer: string;
  subject: string;
  /** Tokens and flow state, sealed under the instance's keys. */
  sealed_data: Uint8Array;
}

export interface AuthTokensTable {
  /** SHA-256 of the token, hex. */
  token_hash: string;
  user_id: string;
  account_id: string;
  /** Null for a domain-scoped token. */
  project_id: string | null;
  issued_at: number;
  expires_at: number;
}

export interface AccessKeysTable {
  /** The access key: 20 capital letters and digits. */
  id: string;
  account_id: string;
  user_id: string;
  /** The secret access key, sealed under the instance's keys. */
  sealed_secret: Uint8Array;
  active: number;
  description: string;
  created_at: number;
  /** Written at most once a minute. */
  last_used_at: number | null;
}

/** Signed requests that changed something, while their date is still accepted. */
export interface SignedRequestsTable {
  /** SHA-256 of access key and signed text, hex. */
  request_hash: string;
  first_seen_at: number;
  expires_at: number;
}

/** Short-lived documents of other libraries: artifacts of the built-in OpenID provider, sign-in flows. */
export interface ExpiringDocumentsTable {
  kind: string;
  id: string;
  /** Secondary keys some kinds look up by. */
  group_key: string | null;
  alternate_key: string | null;
  /** Sealed under the instance's keys: artifacts hold codes and tokens. */
  sealed_data: Uint8Array;
  consumed_at: number | null;
  expires_at: number;
}

/** Failure counters of sign-in throttling. */
export interface ThrottlesTable {
  subject: string;
  failures: number;
  window_until: number;
  blocked_until: number;
}

export interface PreferencesTable {
  user_id: string;
  name: string;
  value: string;
}

export interface InstanceSettingsTable {
  name: string;
  value: ColumnType<string, string, string>;
}

export interface AccountSettingsTable {
  account_id: string;
  name: 'access-control' | 'flow-control';
  /** JSON. */
  value: string;
  updated_at: number;
}

/** Token buckets of flow control that the nodes of an installation share (IAM-08). */
export interface RequestBucketsTable {
  /** `user:<id>` or `account:<id>`. */
  subject: string;
  /** Thousandths of calls that may still be made. */
  millitokens: number;
  filled_at: number;
}

import type { RotationStep, RotationTaskStatus, rotationTriggerNames } from '@dewpoint/contract';

/** Secrets, their versions, rotations and events. */
export interface SecretTables {
  secrets: SecretsTable;
  secret_versions: SecretVersionsTable;
  secret_stages: SecretStagesTable;
  rotation_tasks: RotationTasksTable;
  secret_events: SecretEventsTable;
  secret_event_links: SecretEventLinksTable;
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

import type { SecretState, SecretType } from '@dewpoint/contract';
import type { Selectable } from 'kysely';
import type { Resource } from '../../pipeline/handler.ts';
import type { SecretsTable, SecretVersionsTable } from '../../store/secret-tables.ts';

export type SecretRow = Selectable<SecretsTable>;

/** A secret as the domain sees it; values are elsewhere (SEC-01). Times in ms since 1970 UTC. */
export interface SecretRecord {
  readonly id: string;
  readonly accountId: string;
  readonly projectId: string;
  readonly enterpriseProjectId: string;
  /** Unique in account and project; never changes. */
  readonly name: string;
  readonly type: SecretType;
  readonly description: string;
  readonly state: SecretState;
  /** Key that new versions are protected by. */
  readonly kmsKeyId: string;
  /** Highest version number that was ever given. */
  readonly lastVersion: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deletionAt: number | null;
  readonly rotation: SecretRotation;
}

export interface SecretRotation {
  readonly enabled: boolean;
  /** As it was given, e.g. `30d`. */
  readonly period: string | null;
  /** JSON text. */
  readonly config: string | null;
  readonly functionUrn: string | null;
  readonly rotatedAt: number | null;
  readonly nextAt: number | null;
}

/** What is known of a version besides its value. */
export interface VersionRecord {
  readonly version: number;
  readonly kind: SecretVersionsTable['kind'];
  /** Key that its data key is wrapped by. */
  readonly kmsKeyId: string;
  readonly createdAt: number;
  /** Null: never. */
  readonly expiresAt: number | null;
}

export interface StageRecord {
  readonly version: number;
  readonly updatedAt: number;
}

/** Statuses by name. */
export type Stages = ReadonlyMap<string, StageRecord>;

export function secretRecord(row: SecretRow): SecretRecord {
  return {
    id: row.id,
    accountId: row.account_id,
    projectId: row.project_id,
    enterpriseProjectId: row.enterprise_project_id,
    name: row.name,
    type: row.type,
    description: row.description,
    state: row.state,
    kmsKeyId: row.kms_key_id,
    lastVersion: row.last_version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletionAt: row.deletion_at,
    rotation: {
      enabled: row.rotation_enabled === 1,
      period: row.rotation_period,
      config: row.rotation_config,
      functionUrn: row.rotation_function,
      rotatedAt: row.rotated_at,
      nextAt: row.next_rotation_at,
    },
  };
}

/** What changes of a secret are announced under: names never change, and a project belongs to one account. */
export function secretAddress(secret: { readonly projectId: string; readonly name: string }): string {
  return `${secret.projectId}/${secret.name}`;
}

/** What permissions are checked against and traces name. */
export function secretResource(
  secret: Pick<SecretRecord, 'id' | 'name' | 'projectId' | 'enterpriseProjectId'>,
  tags: Readonly<Record<string, string>>,
): Resource {
  return {
    type: 'csms',
    id: secret.id,
    name: secret.name,
    projectId: secret.projectId,
    enterpriseProjectId: secret.enterpriseProjectId,
    tags,
  };
}

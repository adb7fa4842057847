import type { KeyOrigin, KeyState } from '@dewpoint/contract';
import { type KeySpec, type KeyUsage, keySpec } from '@dewpoint/crypto-core';
import type { Selectable } from 'kysely';
import type { Resource } from '../pipeline/handler.ts';
import type { KeysTable } from '../store/key-tables.ts';

export type KeyRow = Selectable<KeysTable>;

/** A key as the domain sees it; material is elsewhere (KEY-01, KEY-16). Times in ms since 1970 UTC. */
export interface KeyRecord {
  readonly id: string;
  readonly accountId: string;
  readonly projectId: string;
  readonly enterpriseProjectId: string;
  readonly alias: string;
  readonly description: string;
  readonly state: KeyState;
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  readonly origin: KeyOrigin;
  readonly keystoreId: string;
  /** Service of a default key (KEY-11), null for custom keys. */
  readonly defaultService: string | null;
  readonly createdAt: number;
  readonly deletionAt: number | null;
  readonly materialExpiresAt: number | null;
  /** Highest version; 0 while the key never had material. */
  readonly currentVersion: number;
  readonly rotation: KeyRotation;
  /** The trial of disabling it (KEY-18). */
  readonly shadow: { readonly since: number; readonly until: number } | null;
}

export interface KeyRotation {
  readonly enabled: boolean;
  readonly intervalInDays: number;
  /** Start of the running period. */
  readonly anchorAt: number | null;
  readonly rotatedAt: number | null;
  readonly count: number;
}

const usages: readonly KeyUsage[] = ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC'];

/** @throws Error for a row that no release wrote */
export function keyRecord(row: KeyRow): KeyRecord {
  const usage = usages.find((known) => known === row.usage);
  if (usage === undefined) throw new Error(`key ${row.id}: usage ${row.usage} in the store is unknown`);
  return {
    id: row.id,
    accountId: row.account_id,
    projectId: row.project_id,
    enterpriseProjectId: row.enterprise_project_id,
    alias: row.alias,
    description: row.description,
    state: row.state,
    spec: keySpec(row.spec),
    usage,
    origin: row.origin,
    keystoreId: row.keystore_id,
    defaultService: row.default_service,
    createdAt: row.created_at,
    deletionAt: row.deletion_at,
    materialExpiresAt: row.material_expires_at,
    currentVersion: row.current_version,
    rotation: {
      enabled: row.rotation_enabled === 1,
      intervalInDays: row.rotation_interval_days,
      anchorAt: row.rotation_anchor_at,
      rotatedAt: row.rotated_at,
      count: row.rotation_count,
    },
    shadow: shadowOf(row),
  };
}

function shadowOf({ shadow_since: since, shadow_until: until }: KeyRow): KeyRecord['shadow'] {
  return since === null || until === null ? null : { since, until };
}

/** What permissions are checked against and traces name. */
export function keyResource(key: KeyRecord, tags: Readonly<Record<string, string>>): Resource {
  return {
    type: 'cmk',
    id: key.id,
    name: key.alias,
    projectId: key.projectId,
    enterpriseProjectId: key.enterpriseProjectId,
    tags,
    ...(key.shadow === null ? {} : { usesWouldFailUntil: key.shadow.until }),
  };
}

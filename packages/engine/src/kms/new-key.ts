import { randomUUID } from 'node:crypto';
import type { KeyOrigin } from '@dewpoint/contract';
import { KeyMaterial, type KeySpec, type KeyUsage } from '@dewpoint/crypto-core';
import type { KeyMaterials, WrappedMaterial } from '../keys/key-materials.ts';
import type { KeyRow } from '../keys/key-record.ts';
import { DEFAULT_INTERVAL_IN_DAYS } from './rotation/rotation-rules.ts';

const FIRST_VERSION = 1;

/** What a new key is made from. */
export interface NewKey {
  readonly accountId: string;
  readonly projectId: string;
  readonly enterpriseProjectId: string;
  readonly alias: string;
  readonly description: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  readonly origin: Exclude<KeyOrigin, 'hsm'>;
  readonly defaultService: string | null;
  /** ms since 1970 UTC. */
  readonly now: number;
}

export interface DraftedKey {
  readonly row: KeyRow;
  readonly material: WrappedMaterial | undefined;
}

/**
 * Generates and wraps the material and lays out the row; writes nothing but, at its first use, the account key. Slow for RSA: keep it
 * out of transactions.
 */
export async function draftKey(materials: KeyMaterials, key: NewKey): Promise<DraftedKey> {
  const id = randomUUID();
  const material = key.origin === 'kms' ? await generateWrapped(materials, id, key) : undefined;
  const row: KeyRow = {
    id,
    account_id: key.accountId,
    project_id: key.projectId,
    enterprise_project_id: key.enterpriseProjectId,
    alias: key.alias,
    description: key.description,
    state: material === undefined ? 'pendingImport' : 'enabled',
    spec: key.spec.name,
    usage: key.usage,
    origin: key.origin,
    keystore_id: '0',
    default_service: key.defaultService,
    created_at: key.now,
    deletion_at: null,
    material_expires_at: null,
    current_version: material === undefined ? 0 : FIRST_VERSION,
    rotation_enabled: 0,
    rotation_interval_days: DEFAULT_INTERVAL_IN_DAYS,
    rotation_anchor_at: null,
    rotated_at: null,
    rotation_count: 0,
    shadow_since: null,
    shadow_until: null,
  };
  return { row, material };
}

async function generateWrapped(
  materials: KeyMaterials,
  keyId: string,
  key: NewKey,
): Promise<WrappedMaterial> {
  const material = await KeyMaterial.generate(key.spec);
  try {
    const place = { accountId: key.accountId, keyId, version: FIRST_VERSION, spec: key.spec };
    return await materials.wrap(place, material);
  } finally {
    material.destroy();
  }
}

import { KeyMaterial } from '@dewpoint/crypto-core';
import type { KeyMaterials, WrappedMaterial } from '../../keys/key-materials.ts';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { Transaction } from '../../store/store.ts';
import { insertKeyVersion, updateKey } from '../key-repository.ts';

/** New random material for the version after the current one. May open a transaction of its own: call it before you open one. */
export async function draftVersion(materials: KeyMaterials, key: KeyRecord): Promise<WrappedMaterial> {
  const material = await KeyMaterial.generate(key.spec);
  try {
    const place = {
      accountId: key.accountId,
      keyId: key.id,
      version: key.currentVersion + 1,
      spec: key.spec,
    };
    return await materials.wrap(place, material);
  } finally {
    material.destroy();
  }
}

/** Makes a drafted version the current one (ROT-02) and begins a new period; the caller has locked the key. */
export async function addVersion(
  transaction: Transaction,
  key: KeyRecord,
  version: WrappedMaterial,
  now: number,
): Promise<void> {
  await insertKeyVersion(transaction, key.id, version, now);
  await updateKey(transaction, key, {
    current_version: version.version,
    rotated_at: now,
    rotation_count: key.rotation.count + 1,
    rotation_anchor_at: key.rotation.enabled ? now : key.rotation.anchorAt,
  });
}

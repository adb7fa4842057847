import type { Kysely } from 'kysely';
import type { WrappedMaterial } from '../../keys/key-materials.ts';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { Transaction } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import { updateKey } from '../key-repository.ts';

/** The wrapping key of one import, its private half sealed. */
export interface ImportParameters {
  readonly id: string;
  readonly sealedPrivateKey: Uint8Array;
  /** ms since 1970 UTC. */
  readonly expiresAt: number;
}

export async function insertParameters(
  transaction: Transaction,
  key: KeyRecord,
  { id, sealedPrivateKey, expiresAt }: ImportParameters,
): Promise<void> {
  await transaction
    .insertInto('import_parameters')
    .values({
      id,
      key_id: key.id,
      account_id: key.accountId,
      sealed_private_key: sealedPrivateKey,
      expires_at: expiresAt,
    })
    .execute();
}

/** The sealed private half; undefined when the token that names it was used or is long expired. */
export async function findSealedPrivateKey(
  database: Kysely<Tables>,
  key: KeyRecord,
  id: string,
): Promise<Uint8Array | undefined> {
  const row = await database
    .selectFrom('import_parameters')
    .select('sealed_private_key')
    .where('id', '=', id)
    .where('key_id', '=', key.id)
    .where('account_id', '=', key.accountId)
    .executeTakeFirst();
  return row?.sealed_private_key;
}

/** True for exactly one caller: who gets it has spent the token. */
export async function spendParameters(
  transaction: Transaction,
  key: KeyRecord,
  id: string,
): Promise<boolean> {
  const result = await transaction
    .deleteFrom('import_parameters')
    .where('id', '=', id)
    .where('key_id', '=', key.id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Removes what has expired; answers when the next of the key's parameters expire, or null. */
export async function removeExpiredParameters(
  transaction: Transaction,
  keyId: string,
  now: number,
): Promise<number | null> {
  await transaction
    .deleteFrom('import_parameters')
    .where('key_id', '=', keyId)
    .where('expires_at', '<=', now)
    .execute();
  const row = await transaction
    .selectFrom('import_parameters')
    .select('expires_at')
    .where('key_id', '=', keyId)
    .orderBy('expires_at')
    .limit(1)
    .executeTakeFirst();
  return row?.expires_at ?? null;
}

/** Sealed digest of the material that a version was first imported with; undefined before the first import. */
export async function findMaterialCheck(
  transaction: Transaction,
  key: KeyRecord,
  version: number,
): Promise<Uint8Array | undefined> {
  const row = await transaction
    .selectFrom('key_versions')
    .select('material_check')
    .where('key_id', '=', key.id)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.material_check ?? undefined;
}

/** Writes imported material, the first time or again, and makes the key usable. */
export async function writeImportedMaterial(
  transaction: Transaction,
  key: KeyRecord,
  material: WrappedMaterial & { readonly sealedCheck: Buffer },
  times: { readonly now: number; readonly expiresAt: number | null },
): Promise<void> {
  const columns = {
    wrapped_material: material.wrapped,
    account_key_version: material.accountKeyVersion,
    material_check: material.sealedCheck,
  };
  await transaction
    .insertInto('key_versions')
    .values({ key_id: key.id, version: material.version, created_at: times.now, ...columns })
    .onConflict((conflict) => conflict.columns(['key_id', 'version']).doUpdateSet(columns))
    .execute();
  await updateKey(transaction, key, {
    state: 'enabled',
    current_version: material.version,
    material_expires_at: times.expiresAt,
  });
}

/** Destroys the imported material of a key and keeps what recognises it (IMP-04, IMP-05). */
export async function destroyMaterial(
  transaction: Transaction,
  key: KeyRecord,
  state: KeyRecord['state'],
): Promise<void> {
  await transaction
    .updateTable('key_versions')
    .set({ wrapped_material: null })
    .where('key_id', '=', key.id)
    .execute();
  await updateKey(transaction, key, { state, material_expires_at: null });
}

import type { Kysely, Selectable } from 'kysely';
import type { SecretVersionsTable } from '../../store/secret-tables.ts';
import type { Transaction } from '../../store/store.ts';
import type { Tables } from '../../store/tables.ts';
import type { StageRecord, VersionRecord } from '../secrets/secret-record.ts';
import type { StageMap } from './version-rules.ts';

export type VersionRow = Selectable<SecretVersionsTable>;

export interface SecretVersions {
  /** By number, in order. */
  readonly versions: ReadonlyMap<number, VersionRecord>;
  /** By name. */
  readonly stages: ReadonlyMap<string, StageRecord>;
}

/** Versions and statuses of a secret without values; one statement, so that both are of the same moment. */
export async function readVersions(database: Kysely<Tables>, secretId: string): Promise<SecretVersions> {
  const rows = await database
    .selectFrom('secret_versions')
    .leftJoin('secret_stages', (join) =>
      join
        .onRef('secret_stages.secret_id', '=', 'secret_versions.secret_id')
        .onRef('secret_stages.version', '=', 'secret_versions.version'),
    )
    .select([
      'secret_versions.version',
      'secret_versions.kind',
      'secret_versions.kms_key_id',
      'secret_versions.created_at',
      'secret_versions.expires_at',
      'secret_stages.name as stage',
      'secret_stages.updated_at as stage_updated_at',
    ])
    .where('secret_versions.secret_id', '=', secretId)
    .orderBy('secret_versions.version')
    .orderBy('secret_stages.name')
    .execute();
  const versions = new Map<number, VersionRecord>();
  const stages = new Map<string, StageRecord>();
  for (const row of rows) {
    versions.set(row.version, {
      version: row.version,
      kind: row.kind,
      kmsKeyId: row.kms_key_id,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    });
    if (row.stage !== null && row.stage_updated_at !== null) {
      stages.set(row.stage, { version: row.version, updatedAt: row.stage_updated_at });
    }
  }
  return { versions, stages };
}

/** Only the numbers, for the rules. */
export function stageMap(stages: ReadonlyMap<string, StageRecord>): StageMap {
  return new Map([...stages].map(([name, { version }]) => [name, version]));
}

export async function insertVersion(transaction: Transaction, row: VersionRow): Promise<void> {
  await transaction.insertInto('secret_versions').values(row).execute();
}

/** Brings the statuses of a secret from one map to another. What stays where it was keeps its time. */
export async function writeStages(
  transaction: Transaction,
  secretId: string,
  before: StageMap,
  after: StageMap,
  now: number,
): Promise<void> {
  const gone = [...before.keys()].filter((name) => !after.has(name));
  if (gone.length > 0) {
    await transaction
      .deleteFrom('secret_stages')
      .where('secret_id', '=', secretId)
      .where('name', 'in', gone)
      .execute();
  }
  const moved = [...after].filter(([name, version]) => before.get(name) !== version);
  if (moved.length === 0) return;
  await transaction
    .insertInto('secret_stages')
    .values(moved.map(([name, version]) => ({ secret_id: secretId, name, version, updated_at: now })))
    .onConflict((conflict) =>
      conflict.columns(['secret_id', 'name']).doUpdateSet((e) => ({
        version: e.ref('excluded.version'),
        updated_at: e.ref('excluded.updated_at'),
      })),
    )
    .execute();
}

export async function removeVersions(
  transaction: Transaction,
  secretId: string,
  versions: readonly number[],
): Promise<void> {
  if (versions.length === 0) return;
  await transaction
    .deleteFrom('secret_versions')
    .where('secret_id', '=', secretId)
    .where('version', 'in', versions)
    .execute();
}

export async function updateVersion(
  transaction: Transaction,
  secretId: string,
  version: number,
  columns: Partial<Pick<SecretVersionsTable, 'expires_at' | 'expiry_told_at'>>,
): Promise<void> {
  await transaction
    .updateTable('secret_versions')
    .set(columns)
    .where('secret_id', '=', secretId)
    .where('version', '=', version)
    .execute();
}

/** The sealed value of one version; undefined when there is none. */
export function readSealedVersion(
  database: Kysely<Tables>,
  secretId: string,
  version: number,
): Promise<Pick<VersionRow, 'kind' | 'wrapped_data_key' | 'sealed_value'> | undefined> {
  return database
    .selectFrom('secret_versions')
    .select(['kind', 'wrapped_data_key', 'sealed_value'])
    .where('secret_id', '=', secretId)
    .where('version', '=', version)
    .executeTakeFirst();
}

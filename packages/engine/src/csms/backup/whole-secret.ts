import type { JobScheduler } from '../../jobs/job.ts';
import type { ProjectScope } from '../../kms/project-scope.ts';
import type { Transaction } from '../../store/store.ts';
import { addTags, tagsOfResources } from '../../tags/resource-tags.ts';
import { eventNamesOf, findEvent, linkEvents } from '../events/event-repository.ts';
import { planRotation } from '../secrets/rotation-plan.ts';
import type { SecretRecord, SecretRow } from '../secrets/secret-record.ts';
import { insertSecret } from '../secrets/secret-repository.ts';
import { planExpiry } from '../versions/version-expiry.ts';
import { insertVersion, readVersions, writeStages } from '../versions/version-repository.ts';
import type { BackedUpSecret } from './backup-format.ts';

/** A locked secret with everything that belongs to it. */
export async function readWhole(transaction: Transaction, secret: SecretRecord): Promise<BackedUpSecret> {
  const { id, name, type, description, kmsKeyId, enterpriseProjectId, lastVersion, createdAt } = secret;
  const { nextAt: _planned, ...rotation } = secret.rotation;
  const rows = await transaction
    .selectFrom('secret_versions')
    .selectAll()
    .where('secret_id', '=', id)
    .orderBy('version')
    .execute();
  const { stages } = await readVersions(transaction, id);
  const tags = (await tagsOfResources(transaction, secret.accountId, 'csms', [id])).get(id) ?? [];
  return {
    id,
    name,
    type,
    description,
    kmsKeyId,
    enterpriseProjectId,
    lastVersion,
    createdAt,
    rotation,
    eventNames: [...((await eventNamesOf(transaction, [id])).get(id) ?? [])],
    tags: [...tags],
    stages: [...stages].map(([stage, { version, updatedAt }]) => ({ name: stage, version, updatedAt })),
    versions: rows.map((row) => ({
      version: row.version,
      kind: row.kind,
      kmsKeyId: row.kms_key_id,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      expiryToldAt: row.expiry_told_at,
      wrappedDataKey: row.wrapped_data_key,
      sealedValue: row.sealed_value,
    })),
  };
}

/**
 * Writes a secret back as it was, enabled, with its own ID: its values are sealed for that ID. Events that are gone meanwhile are left
 * out; a rotation starts a new period.
 */
export async function writeWhole(
  transaction: Transaction,
  jobs: JobScheduler,
  scope: ProjectScope,
  whole: BackedUpSecret,
  times: { readonly now: number; readonly nextAt: number | null },
): Promise<{ row: SecretRow; eventNames: readonly string[] }> {
  const { nextAt } = times;
  const row = rowOf(scope, whole, times);
  const secret = { id: whole.id, accountId: scope.accountId };
  await insertSecret(transaction, row);
  for (const version of whole.versions) {
    await insertVersion(transaction, {
      secret_id: whole.id,
      version: version.version,
      kind: version.kind,
      kms_key_id: version.kmsKeyId,
      wrapped_data_key: version.wrappedDataKey,
      sealed_value: version.sealedValue,
      created_at: version.createdAt,
      expires_at: version.expiresAt,
      expiry_told_at: version.expiryToldAt,
    });
    const told = version.expiryToldAt !== null && version.expiryToldAt === version.expiresAt;
    if (version.expiresAt !== null && !told) await planExpiry(jobs, transaction, secret, version);
  }
  for (const { name, version, updatedAt } of whole.stages) {
    await writeStages(transaction, whole.id, new Map(), new Map([[name, version]]), updatedAt);
  }
  await addTags(transaction, { ...scope, type: 'csms', id: whole.id }, whole.tags);
  if (nextAt !== null) await planRotation(jobs, transaction, secret, nextAt);
  return { row, eventNames: await linkThoseThere(transaction, scope, whole) };
}

function rowOf(
  scope: ProjectScope,
  whole: BackedUpSecret,
  { now, nextAt }: { readonly now: number; readonly nextAt: number | null },
): SecretRow {
  return {
    id: whole.id,
    account_id: scope.accountId,
    project_id: scope.projectId,
    enterprise_project_id: whole.enterpriseProjectId,
    name: whole.name,
    type: whole.type,
    description: whole.description,
    state: 'enabled',
    kms_key_id: whole.kmsKeyId,
    last_version: whole.lastVersion,
    created_at: whole.createdAt,
    updated_at: now,
    deletion_at: null,
    rotation_enabled: whole.rotation.enabled ? 1 : 0,
    rotation_period: whole.rotation.period,
    rotation_config: whole.rotation.config,
    rotation_function: whole.rotation.functionUrn,
    rotated_at: whole.rotation.rotatedAt,
    next_rotation_at: nextAt,
  };
}

async function linkThoseThere(
  transaction: Transaction,
  scope: ProjectScope,
  whole: BackedUpSecret,
): Promise<readonly string[]> {
  const there: string[] = [];
  for (const name of whole.eventNames) {
    if ((await findEvent(transaction, scope, name)) !== undefined) there.push(name);
  }
  await linkEvents(transaction, scope, whole.id, there);
  return there;
}

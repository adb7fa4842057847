import { randomUUID } from 'node:crypto';
import { type OperationInput, SYSCURRENT } from '@dewpoint/contract';
import { requireAssignable } from '../../eps/assignable.ts';
import { lockAccount } from '../../kms/key-repository.ts';
import { projectScope } from '../../kms/project-scope.ts';
import type { Call, PreparedChange, PreparedHandler } from '../../pipeline/handler.ts';
import { addTags } from '../../tags/resource-tags.ts';
import type { CsmsParts } from '../csms-parts.ts';
import { linkEvents } from '../events/event-repository.ts';
import { checkRotationSettings } from '../rotation/check-settings.ts';
import { givenValue, prepareSealing } from '../versions/value-sealing.ts';
import { nextRotationAt, planRotation } from './rotation-plan.ts';
import { secretDetails } from './secret-answers.ts';
import { type SecretRow, secretAddress, secretRecord } from './secret-record.ts';
import { checkRoomForSecret, insertSecret } from './secret-repository.ts';

/** SEC-01, SEC-02: a secret with its first version, its tags and associations, all or nothing. */
export function createSecretHandler(parts: CsmsParts): PreparedHandler<'csms.createSecret'> {
  return {
    kind: 'prepared',
    // The name is known before the secret is there, so policies can say which names may be made.
    resource: async (context, input) => ({
      type: 'csms',
      id: '',
      name: input.name,
      projectId: context.project?.id ?? null,
      enterpriseProjectId: input.enterpriseProjectId,
    }),
    prepare: (call) => prepare(parts, call),
  };
}

async function prepare(
  parts: CsmsParts,
  call: Call<'csms.createSecret'>,
): Promise<PreparedChange<'csms.createSecret'>> {
  const { context, input, now } = call;
  const { store, secretKeys, versions, jobs } = parts;
  const scope = projectScope(context);
  // Looked at twice: here so that a refusal makes no keys, and under the lock, where it counts.
  const check = async (database: typeof store.read) => {
    await requireAssignable(database, scope.accountId, input.enterpriseProjectId);
    await checkRoomForSecret(database, scope, input.name, parts.quotas.secrets);
  };
  await check(store.read);
  await checkRotationSettings(parts.directory, call, {
    secretName: input.name,
    type: input.secretType,
    config: input.rotationConfig ?? null,
    value: givenValue(input),
  });
  const key = await secretKeys.forEncryption(call, input.kmsKeyId);
  const row = draftRow(input, { ...scope, kmsKeyId: key.id, now });
  const seal = await prepareSealing(parts.keys, key, secretRecord(row), givenValue(input));

  return async (transaction, announce) => {
    await lockAccount(transaction, store.dialect, scope.accountId);
    await check(transaction);
    await insertSecret(transaction, row);
    await addTags(transaction, { ...scope, type: 'csms', id: row.id }, input.tags);
    await linkEvents(transaction, scope, row.id, input.eventSubscriptions);
    const { secret } = await versions.add(transaction, secretRecord(row), {
      seal,
      stages: [SYSCURRENT],
      expiresAt: null,
      now,
    });
    if (secret.rotation.nextAt !== null)
      await planRotation(jobs, transaction, secret, secret.rotation.nextAt);
    call.traceResource({
      id: secret.id,
      name: secret.name,
      enterpriseProjectId: secret.enterpriseProjectId,
    });
    announce({ kind: 'secret', address: secretAddress(secret) });
    return { secret: secretDetails(secret, input.eventSubscriptions) };
  };
}

function draftRow(
  input: OperationInput<'csms.createSecret'>,
  place: { accountId: string; projectId: string; kmsKeyId: string; now: number },
): SecretRow {
  const rotation = { enabled: input.autoRotation, period: input.rotationPeriod ?? null };
  return {
    id: randomUUID(),
    account_id: place.accountId,
    project_id: place.projectId,
    enterprise_project_id: input.enterpriseProjectId,
    name: input.name,
    type: input.secretType,
    description: input.description,
    state: 'enabled',
    kms_key_id: place.kmsKeyId,
    last_version: 0,
    created_at: place.now,
    updated_at: place.now,
    deletion_at: null,
    rotation_enabled: rotation.enabled ? 1 : 0,
    rotation_period: rotation.period,
    rotation_config: input.rotationConfig ?? null,
    rotation_function: input.rotationFuncUrn ?? null,
    rotated_at: null,
    next_rotation_at: nextRotationAt(rotation, place.now),
  };
}

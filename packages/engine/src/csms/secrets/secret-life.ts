import type { OperationOutput } from '@dewpoint/contract';
import { projectScope } from '../../kms/project-scope.ts';
import type { Call, HandlersOf, PreparedChange } from '../../pipeline/handler.ts';
import type { Transaction } from '../../store/store.ts';
import type { CsmsParts } from '../csms-parts.ts';
import { eventNamesOf, linkEvents } from '../events/event-repository.ts';
import { checkRotationSettings } from '../rotation/check-settings.ts';
import { refuseWhileRotating } from '../rotation/start-rotation.ts';
import { nextRotationAt, planRotation } from './rotation-plan.ts';
import { secretDetails } from './secret-answers.ts';
import { SECRET_DELETION_JOB } from './secret-deletion.ts';
import { type SecretRecord, secretAddress } from './secret-record.ts';
import { destroySecret, lockSecret, updateSecretRow } from './secret-repository.ts';
import { stateAfter } from './secret-rules.ts';

const DAY_IN_MS = 86_400_000;

type LifeOperations =
  | 'csms.updateSecret'
  | 'csms.deleteSecret'
  | 'csms.scheduleSecretDeletion'
  | 'csms.cancelSecretDeletion';

/** The changes of a secret that exists (SEC-04, SEC-08). */
export function secretLifeHandlers(parts: CsmsParts): HandlersOf<LifeOperations> {
  const { directory, jobs, notifications } = parts;
  return {
    'csms.updateSecret': {
      kind: 'prepared',
      resource: directory.resourceOf,
      prepare: (call) => prepareUpdate(parts, call),
    },
    'csms.deleteSecret': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run({ context, input, now }, transaction, announce) {
        const secret = await lockSecret(transaction, context, { name: input.secretName });
        stateAfter('deleteNow', secret.state);
        // With the secret a password would go that a server may have already.
        await refuseWhileRotating(transaction, secret);
        await notifications.tell(transaction, { type: 'SECRET_DELETED', secret, version: null, at: now });
        await destroySecret(transaction, secret);
        announce({ kind: 'secret', address: secretAddress(secret) });
        return {};
      },
    },
    'csms.scheduleSecretDeletion': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run({ context, input, now }, transaction, announce) {
        const secret = await lockSecret(transaction, context, { name: input.secretName });
        const state = stateAfter('scheduleDeletion', secret.state);
        const dueAt = now + input.recoveryWindowInDays * DAY_IN_MS;
        await jobs.plan(transaction, {
          kind: SECRET_DELETION_JOB,
          subject: secret.id,
          accountId: secret.accountId,
          dueAt,
        });
        announce({ kind: 'secret', address: secretAddress(secret) });
        return changed(transaction, secret, { state, deletion_at: dueAt, updated_at: now });
      },
    },
    'csms.cancelSecretDeletion': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run({ context, input, now }, transaction, announce) {
        const secret = await lockSecret(transaction, context, { name: input.secretName });
        const state = stateAfter('cancelDeletion', secret.state);
        await jobs.cancel(transaction, SECRET_DELETION_JOB, secret.id);
        announce({ kind: 'secret', address: secretAddress(secret) });
        return changed(transaction, secret, { state, deletion_at: null, updated_at: now });
      },
    },
  };
}

async function changed(
  transaction: Transaction,
  secret: SecretRecord,
  columns: Parameters<typeof updateSecretRow>[2],
): Promise<OperationOutput<'csms.showSecret'>> {
  const after = await updateSecretRow(transaction, secret, columns);
  const names = (await eventNamesOf(transaction, [secret.id])).get(secret.id) ?? [];
  return { secret: secretDetails(after, names) };
}

/** SEC-04. The key is looked up and loaded before the transaction: it may have to be made. */
async function prepareUpdate(
  parts: CsmsParts,
  call: Call<'csms.updateSecret'>,
): Promise<PreparedChange<'csms.updateSecret'>> {
  const { context, input, now } = call;
  const { secret: known } = await parts.directory.find(context, input.secretName);
  stateAfter('change', known.state);
  if (input.rotationConfig !== undefined) {
    await checkRotationSettings(parts.directory, call, {
      secretName: known.name,
      type: known.type,
      config: input.rotationConfig,
    });
  }
  const key =
    input.kmsKeyId === undefined ? undefined : await parts.secretKeys.forEncryption(call, input.kmsKeyId);

  return async (transaction, announce) => {
    const secret = await lockSecret(transaction, context, { name: input.secretName });
    stateAfter('change', secret.state);
    if (input.eventSubscriptions !== undefined) {
      await linkEvents(transaction, projectScope(context), secret.id, input.eventSubscriptions);
    }
    const rotation = {
      enabled: input.autoRotation ?? secret.rotation.enabled,
      period: input.rotationPeriod ?? secret.rotation.period,
    };
    const newPeriod =
      rotation.enabled !== secret.rotation.enabled || rotation.period !== secret.rotation.period;
    const nextAt = newPeriod ? nextRotationAt(rotation, now) : secret.rotation.nextAt;
    if (newPeriod) await planRotation(parts.jobs, transaction, secret, nextAt);
    announce({ kind: 'secret', address: secretAddress(secret) });
    return changed(transaction, secret, {
      updated_at: now,
      rotation_enabled: rotation.enabled ? 1 : 0,
      rotation_period: rotation.period,
      next_rotation_at: nextAt,
      ...(key === undefined ? {} : { kms_key_id: key.id }),
      ...(input.description === undefined ? {} : { description: input.description }),
      ...(input.rotationConfig === undefined ? {} : { rotation_config: input.rotationConfig }),
      ...(input.rotationFuncUrn === undefined ? {} : { rotation_function: input.rotationFuncUrn }),
    });
  };
}

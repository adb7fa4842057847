import { randomUUID } from 'node:crypto';
import { OperationError, type rotationTriggerNames } from '@dewpoint/contract';
import type { JobScheduler } from '../../jobs/job.ts';
import type { Transaction } from '../../store/store.ts';
import { nextRotationAt, planRotation } from '../secrets/rotation-plan.ts';
import type { SecretRecord } from '../secrets/secret-record.ts';
import { updateSecretRow } from '../secrets/secret-repository.ts';
import { stateAfter } from '../secrets/secret-rules.ts';
import { insertTask, runningTask, type TaskRow } from './task-repository.ts';

/** Kind of the job that takes a rotation through its steps; its subject is `<secret id>/<task id>`. */
export const ROTATION_TASK_JOB = 'secret-rotation-task';

/**
 * Begins a rotation of a locked secret: reserves the number of the new version, writes the task down and plans its steps. Where rotation
 * is on, a new period begins, whoever asked and however it will end: a failed rotation is not tried again by itself.
 *
 * @throws OperationError `secretPendingDeletion`, `secretRotationUnset`, `secretRotationRunning`
 */
export async function startRotation(
  jobs: JobScheduler,
  transaction: Transaction,
  secret: SecretRecord,
  trigger: (typeof rotationTriggerNames)[number],
  now: number,
): Promise<TaskRow> {
  stateAfter('change', secret.state);
  if (!isSetUp(secret)) throw new OperationError('secretRotationUnset');
  await refuseWhileRotating(transaction, secret);
  const version = secret.lastVersion + 1;
  const nextAt = nextRotationAt(secret.rotation, now);
  const task: TaskRow = {
    id: randomUUID(),
    account_id: secret.accountId,
    project_id: secret.projectId,
    secret_id: secret.id,
    secret_name: secret.name,
    trigger_kind: trigger,
    status: 'RUNNING',
    step: 'create',
    started_at: now,
    finished_at: null,
    attempts: 0,
    version,
    base_version: null,
    login_from: null,
    login_to: null,
    makes_login: 0,
    error_code: null,
    error_message: null,
    kind: null,
    kms_key_id: null,
    wrapped_data_key: null,
    sealed_value: null,
  };
  await updateSecretRow(transaction, secret, { last_version: version, next_rotation_at: nextAt });
  await insertTask(transaction, task);
  await planRotation(jobs, transaction, secret, nextAt);
  await jobs.plan(transaction, {
    kind: ROTATION_TASK_JOB,
    subject: `${secret.id}/${task.id}`,
    accountId: secret.accountId,
    dueAt: now,
  });
  return task;
}

/** A shared secret is rotated only where somebody wanted it: a value is replaced by a random one. */
function isSetUp({ type, rotation }: SecretRecord): boolean {
  return type !== 'COMMON' || rotation.enabled || rotation.config !== null;
}

/** @throws OperationError `secretRotationRunning` */
export async function refuseWhileRotating(
  transaction: Transaction,
  secret: Pick<SecretRecord, 'id'>,
): Promise<void> {
  if ((await runningTask(transaction, secret.id)) !== undefined)
    throw new OperationError('secretRotationRunning');
}

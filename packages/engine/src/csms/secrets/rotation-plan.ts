import { OperationError, rotationPeriodInMs } from '@dewpoint/contract';
import type { JobScheduler } from '../../jobs/job.ts';
import type { Transaction } from '../../store/store.ts';
import type { SecretRecord } from './secret-record.ts';

/** Kind of the job that rotates a secret when its time has come; its subject is the secret id (SEC-12). */
export const SECRET_ROTATION_JOB = 'secret-rotation';

/** When a period that starts now ends; null while rotation is off. */
export function nextRotationAt(
  rotation: { readonly enabled: boolean; readonly period: string | null },
  now: number,
): number | null {
  if (!rotation.enabled) return null;
  const period = rotation.period === null ? null : rotationPeriodInMs(rotation.period);
  if (period === null) {
    throw new OperationError('secretParameterInvalid', {
      field: 'rotation_period',
      message: 'rotation_period is required with auto_rotation. Send it.',
    });
  }
  return now + period;
}

/** Plans the next rotation, or takes the plan back. */
export async function planRotation(
  jobs: JobScheduler,
  transaction: Transaction,
  secret: Pick<SecretRecord, 'id' | 'accountId'>,
  dueAt: number | null,
): Promise<void> {
  if (dueAt === null) return jobs.cancel(transaction, SECRET_ROTATION_JOB, secret.id);
  await jobs.plan(transaction, {
    kind: SECRET_ROTATION_JOB,
    subject: secret.id,
    accountId: secret.accountId,
    dueAt,
  });
}

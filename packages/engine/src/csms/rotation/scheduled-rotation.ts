import { OperationError } from '@dewpoint/contract';
import type { JobDefinition } from '../../jobs/job.ts';
import type { CsmsParts } from '../csms-parts.ts';
import { nextRotationAt, SECRET_ROTATION_JOB } from '../secrets/rotation-plan.ts';
import { secretAddress } from '../secrets/secret-record.ts';
import { lockSecretOfAccount, updateSecretRow } from '../secrets/secret-repository.ts';
import { ROTATION_PRINCIPAL } from './rotation-runner.ts';
import { startRotation } from './start-rotation.ts';

/** A rotation that was not settled when the next one was due is waited for. */
const WAIT_IN_MS = 60_000;

/** Begins the rotations whose time has come (SEC-12). A secret pending deletion skips its turn and keeps its plan. */
export function scheduledRotationJob({ store, clock, jobs, log }: CsmsParts): JobDefinition {
  return {
    kind: SECRET_ROTATION_JOB,
    principalName: ROTATION_PRINCIPAL,
    failureTrace: {
      name: 'rotateSecret',
      serviceType: 'CSMS',
      resourceType: 'csms',
      operationId: SECRET_ROTATION_JOB,
    },
    async run({ id, subject, accountId }) {
      if (accountId === null) throw new Error(`job ${id}: the rotation of a secret needs an account`);
      return store.transaction(async (transaction, announce) => {
        const secret = await lockSecretOfAccount(transaction, accountId, subject);
        const dueAt = secret?.rotation.nextAt ?? null;
        if (secret === undefined || dueAt === null) return { kind: 'done' } as const;
        const now = clock.now();
        if (dueAt > now) return { kind: 'again', dueAt } as const;
        const nextAt = nextRotationAt(secret.rotation, now) ?? now;
        if (secret.state !== 'enabled') {
          await updateSecretRow(transaction, secret, { next_rotation_at: nextAt });
          announce({ kind: 'secret', address: secretAddress(secret) });
          return { kind: 'again', dueAt: nextAt } as const;
        }
        try {
          const task = await startRotation(jobs, transaction, secret, 'SCHEDULED', now);
          announce({ kind: 'secret', address: secretAddress(secret) });
          log.info('a scheduled rotation began', { secretId: secret.id, taskId: task.id });
          return { kind: 'again', dueAt: nextAt } as const;
        } catch (error) {
          if (error instanceof OperationError && error.errorName === 'secretRotationRunning') {
            return { kind: 'again', dueAt: now + WAIT_IN_MS } as const;
          }
          throw error;
        }
      });
    },
  };
}

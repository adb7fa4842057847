import type { JobDefinition } from '../../jobs/job.ts';
import { productContext } from '../../jobs/product-context.ts';
import type { CsmsParts } from '../csms-parts.ts';
import { secretAddress } from './secret-record.ts';
import { destroySecret, lockSecretOfAccount } from './secret-repository.ts';

/** Kind of the job and name of its principal in traces; its subject is the secret id. */
export const SECRET_DELETION_JOB = 'secret-deletion';
const SECRET_DELETED_TRACE = 'deleteSecret';

/** SEC-08: deletes a secret whose time has come, tells it and traces it, in one transaction. */
export function secretDeletionJob(
  parts: Pick<CsmsParts, 'store' | 'audit' | 'clock' | 'log' | 'notifications'>,
): JobDefinition {
  const { store, audit, clock, log, notifications } = parts;
  return {
    kind: SECRET_DELETION_JOB,
    principalName: SECRET_DELETION_JOB,
    failureTrace: {
      name: SECRET_DELETED_TRACE,
      serviceType: 'CSMS',
      resourceType: 'csms',
      operationId: SECRET_DELETION_JOB,
    },
    async run(job) {
      const { accountId, subject } = job;
      if (accountId === null) throw new Error(`job ${job.id}: the deletion of a secret needs an account`);
      return store.transaction(async (transaction, announce) => {
        const secret = await lockSecretOfAccount(transaction, accountId, subject);
        if (secret === undefined || secret.state !== 'pendingDeletion' || secret.deletionAt === null) {
          return { kind: 'done' } as const;
        }
        const now = clock.now();
        if (secret.deletionAt > now) return { kind: 'again', dueAt: secret.deletionAt } as const;
        await notifications.tell(transaction, { type: 'SECRET_DELETED', secret, version: null, at: now });
        await destroySecret(transaction, secret);
        await audit.appendWithin(
          transaction,
          await productContext(transaction, secret, SECRET_DELETION_JOB),
          {
            name: SECRET_DELETED_TRACE,
            serviceType: 'CSMS',
            resourceType: 'csms',
            resourceId: secret.id,
            resourceName: secret.name,
            rating: 'warning',
            code: '200',
            request: { secret_name: secret.name, scheduled_delete_time: secret.deletionAt },
            response: {},
            message: 'The secret and all its versions were deleted when their time had come.',
            readOnly: false,
            operationId: SECRET_DELETION_JOB,
            enterpriseProjectId: secret.enterpriseProjectId,
          },
        );
        announce({ kind: 'secret', address: secretAddress(secret) });
        log.info('secret deleted', { secretId: secret.id, accountId });
        return { kind: 'done' } as const;
      });
    },
  };
}

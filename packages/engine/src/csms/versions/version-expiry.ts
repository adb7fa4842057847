import type { JobDefinition, JobScheduler } from '../../jobs/job.ts';
import { productContext } from '../../jobs/product-context.ts';
import type { Transaction } from '../../store/store.ts';
import type { CsmsParts } from '../csms-parts.ts';
import type { SecretRecord } from '../secrets/secret-record.ts';
import { lockSecretOfAccount } from '../secrets/secret-repository.ts';
import { updateVersion } from './version-repository.ts';

/** Kind of the job and name of its principal in traces; its subject is `<secret id>/v<number>`. */
export const SECRET_VERSION_EXPIRY_JOB = 'secret-version-expiry';
const EXPIRED_TRACE = 'secretVersionExpired';

const subjectOf = (secretId: string, version: number) => `${secretId}/v${version}`;

/** Plans the end of a version, or takes the plan back where there is none. */
export async function planExpiry(
  jobs: JobScheduler,
  transaction: Transaction,
  secret: Pick<SecretRecord, 'id' | 'accountId'>,
  version: { readonly version: number; readonly expiresAt: number | null },
): Promise<void> {
  const subject = subjectOf(secret.id, version.version);
  if (version.expiresAt === null) return jobs.cancel(transaction, SECRET_VERSION_EXPIRY_JOB, subject);
  await jobs.plan(transaction, {
    kind: SECRET_VERSION_EXPIRY_JOB,
    subject,
    accountId: secret.accountId,
    dueAt: version.expiresAt,
  });
}

/**
 * SEC-07: tells once that a version has expired. The mark that it was told is written with the outbox row and the trace, so that neither
 * a crash nor a second node tells it twice; a new expiry of the version is told again.
 */
export function versionExpiryJob(
  parts: Pick<CsmsParts, 'store' | 'audit' | 'clock' | 'notifications'>,
): JobDefinition {
  const { store, audit, clock, notifications } = parts;
  return {
    kind: SECRET_VERSION_EXPIRY_JOB,
    principalName: SECRET_VERSION_EXPIRY_JOB,
    failureTrace: {
      name: EXPIRED_TRACE,
      serviceType: 'CSMS',
      resourceType: 'csms',
      operationId: SECRET_VERSION_EXPIRY_JOB,
    },
    async run(job) {
      const { accountId } = job;
      const [secretId = '', versionText = ''] = job.subject.split('/v');
      if (accountId === null) throw new Error(`job ${job.id}: the expiry of a version needs an account`);
      const number = Number(versionText);
      return store.transaction(async (transaction) => {
        const secret = await lockSecretOfAccount(transaction, accountId, secretId);
        const row =
          secret === undefined
            ? undefined
            : await transaction
                .selectFrom('secret_versions')
                .select(['expires_at', 'expiry_told_at'])
                .where('secret_id', '=', secret.id)
                .where('version', '=', number)
                .executeTakeFirst();
        if (secret === undefined || row === undefined || row.expires_at === null) {
          return { kind: 'done' } as const;
        }
        const now = clock.now();
        if (row.expires_at > now) return { kind: 'again', dueAt: row.expires_at } as const;
        if (row.expiry_told_at === row.expires_at) return { kind: 'done' } as const;
        await updateVersion(transaction, secret.id, number, { expiry_told_at: row.expires_at });
        const version = { version: number, expiresAt: row.expires_at };
        await notifications.tell(transaction, { type: 'SECRET_VERSION_EXPIRED', secret, version, at: now });
        await audit.appendWithin(
          transaction,
          await productContext(transaction, secret, SECRET_VERSION_EXPIRY_JOB),
          {
            name: EXPIRED_TRACE,
            serviceType: 'CSMS',
            resourceType: 'csms',
            resourceId: secret.id,
            resourceName: secret.name,
            rating: 'warning',
            code: '200',
            request: { secret_name: secret.name, version_id: `v${number}`, expire_time: row.expires_at },
            response: {},
            message: 'The version has expired. Its value can still be read; store a new version.',
            readOnly: false,
            operationId: SECRET_VERSION_EXPIRY_JOB,
            enterpriseProjectId: secret.enterpriseProjectId,
          },
        );
        return { kind: 'done' } as const;
      });
    },
  };
}

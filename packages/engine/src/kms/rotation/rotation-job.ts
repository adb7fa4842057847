import type { JobDefinition, JobResult, JobScheduler } from '../../jobs/job.ts';
import { productContext } from '../../jobs/product-context.ts';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { Transaction } from '../../store/store.ts';
import { lockKeyOfAccount, readKeyOfAccount } from '../key-repository.ts';
import type { KmsParts } from '../kms-parts.ts';
import { addVersion, draftVersion } from './new-version.ts';
import { isRotationDue, nextRotationAt } from './rotation-rules.ts';

/** Kind of the job and name of its principal in traces; its subject is the key id. */
export const ROTATION_JOB = 'rotation';
const ROTATED_TRACE = {
  name: 'rotateKey',
  serviceType: 'KMS',
  resourceType: 'cmk',
  operationId: ROTATION_JOB,
};

const done: JobResult = { kind: 'done' };

/** Plans the end of the running period, at once where it has passed; takes the plan back while rotation is off. */
export async function planRotation(
  jobs: JobScheduler,
  transaction: Transaction,
  key: Pick<KeyRecord, 'id' | 'accountId' | 'rotation'>,
): Promise<void> {
  const dueAt = nextRotationAt(key.rotation);
  if (dueAt === null) await jobs.cancel(transaction, ROTATION_JOB, key.id);
  else {
    await jobs.plan(transaction, { kind: ROTATION_JOB, subject: key.id, accountId: key.accountId, dueAt });
  }
}

/**
 * ROT-01 … ROT-03: adds a version to a key whose period has passed, with its trace, in one transaction. A key that is not enabled keeps its
 * settings and loses only the job; enabling it plans the job again. Run twice, or by two nodes, it rotates once: the period is looked at
 * again under the lock.
 */
export function rotationJob(
  parts: Pick<KmsParts, 'store' | 'audit' | 'clock' | 'log' | 'materials'>,
): JobDefinition {
  const { store, audit, clock, log, materials } = parts;

  async function rotate(accountId: string, seen: KeyRecord): Promise<JobResult> {
    const version = await draftVersion(materials, seen);
    return store.transaction(async (transaction, announce) => {
      const key = await lockKeyOfAccount(transaction, store.dialect, accountId, seen.id);
      const now = clock.now();
      if (key === undefined || !isRotationDue(key, now)) return nextRun(key);
      // Somebody rotated meanwhile: look again with the version that there is now.
      if (key.currentVersion !== seen.currentVersion) return { kind: 'again', dueAt: now };
      await addVersion(transaction, key, version, now);
      await audit.appendWithin(transaction, await productContext(transaction, key, ROTATION_JOB), {
        ...ROTATED_TRACE,
        resourceId: key.id,
        resourceName: key.alias,
        enterpriseProjectId: key.enterpriseProjectId,
        rating: 'normal',
        code: '200',
        request: { key_id: key.id, rotation_interval: key.rotation.intervalInDays },
        response: { key_version: version.version },
        message: 'The rotation period had passed: the key got a new version.',
        readOnly: false,
      });
      announce({ kind: 'key', id: key.id });
      log.info('key rotated', { keyId: key.id, accountId, version: version.version });
      return nextRun({ ...key, rotation: { ...key.rotation, anchorAt: now } });
    });
  }

  return {
    kind: ROTATION_JOB,
    principalName: ROTATION_JOB,
    failureTrace: ROTATED_TRACE,
    async run(job) {
      const { accountId, subject: keyId } = job;
      if (accountId === null) throw new Error(`job ${job.id}: a rotation needs an account`);
      const key = await readKeyOfAccount(store.read, accountId, keyId);
      if (key === undefined || !isRotationDue(key, clock.now())) return nextRun(key);
      return rotate(accountId, key);
    },
  };
}

/** A key that is gone, off or not enabled needs no run; what makes it need one plans it. */
function nextRun(key: KeyRecord | undefined): JobResult {
  if (key === undefined || key.state !== 'enabled') return done;
  const dueAt = nextRotationAt(key.rotation);
  return dueAt === null ? done : { kind: 'again', dueAt };
}

import type { JobDefinition } from '../../jobs/job.ts';
import { productContext } from '../../jobs/product-context.ts';
import { lockKeyOfAccount } from '../key-repository.ts';
import type { KmsParts } from '../kms-parts.ts';
import { destroyMaterial, removeExpiredParameters } from './import-repository.ts';

/** Kinds of jobs; the first is also the name of its principal in traces. Their subject is the key id. */
export const MATERIAL_EXPIRY_JOB = 'material-expiry';
export const IMPORT_EXPIRY_JOB = 'import-expiry';

const DELETED_TRACE = {
  name: 'deleteImportedKeyMaterial',
  serviceType: 'KMS',
  resourceType: 'cmk',
  operationId: MATERIAL_EXPIRY_JOB,
};

/** IMP-05: destroys imported material whose time has come, with the trace of it, in one transaction. */
export function materialExpiryJob(parts: Pick<KmsParts, 'store' | 'audit' | 'clock' | 'log'>): JobDefinition {
  const { store, audit, clock, log } = parts;
  return {
    kind: MATERIAL_EXPIRY_JOB,
    principalName: MATERIAL_EXPIRY_JOB,
    failureTrace: DELETED_TRACE,
    async run(job) {
      const { accountId, subject: keyId } = job;
      if (accountId === null) throw new Error(`job ${job.id}: the expiry of material needs an account`);
      return store.transaction(async (transaction, announce) => {
        const key = await lockKeyOfAccount(transaction, store.dialect, accountId, keyId);
        if (key === undefined || key.materialExpiresAt === null) return { kind: 'done' } as const;
        if (key.materialExpiresAt > clock.now()) {
          return { kind: 'again', dueAt: key.materialExpiresAt } as const;
        }
        // A key pending deletion stays so; cancelling finds it without material (KEY-08).
        const state = key.state === 'pendingDeletion' ? key.state : 'pendingImport';
        await destroyMaterial(transaction, key, state);
        await audit.appendWithin(transaction, await productContext(transaction, key, MATERIAL_EXPIRY_JOB), {
          ...DELETED_TRACE,
          resourceId: key.id,
          resourceName: key.alias,
          enterpriseProjectId: key.enterpriseProjectId,
          rating: 'normal',
          code: '200',
          request: { key_id: key.id, expiration_time: String(key.materialExpiresAt) },
          response: {},
          message: 'The imported key material was deleted when its time had come.',
          readOnly: false,
        });
        announce({ kind: 'key', id: key.id });
        log.info('imported key material expired', { keyId: key.id, accountId });
        return { kind: 'done' } as const;
      });
    },
  };
}

/** IMP-02: removes wrapping keys that nobody used in their 24 hours. Their tokens tell by themselves that they are too old. */
export function importExpiryJob(parts: Pick<KmsParts, 'store' | 'clock'>): JobDefinition {
  const { store, clock } = parts;
  return {
    kind: IMPORT_EXPIRY_JOB,
    principalName: IMPORT_EXPIRY_JOB,
    run: (job) =>
      store.transaction(async (transaction) => {
        const dueAt = await removeExpiredParameters(transaction, job.subject, clock.now());
        return dueAt === null ? { kind: 'done' } : { kind: 'again', dueAt };
      }),
  };
}

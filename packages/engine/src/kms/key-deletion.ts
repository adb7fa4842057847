import type { RequestContext } from '../context.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { productContext } from '../jobs/product-context.ts';
import { destroyKey, lockKeyOfAccount } from './key-repository.ts';
import type { KmsParts } from './kms-parts.ts';

/** Kind of the job and name of its principal in traces; its subject is the key id. */
export const KEY_DELETION_JOB = 'key-deletion';
/** Trace of the destruction; it is also what later tells a deleted key from one that never was (TOOL-05). */
const KEY_DELETED_TRACE = 'deleteKey';
const DESTROYED_CODE = '200';

/** KEY-09: destroys a key whose time has come, with everything that belongs to it and the trace of it, in one transaction. */
export function keyDeletionJob(parts: Pick<KmsParts, 'store' | 'audit' | 'clock' | 'log'>): JobDefinition {
  const { store, audit, clock, log } = parts;
  return {
    kind: KEY_DELETION_JOB,
    principalName: KEY_DELETION_JOB,
    failureTrace: {
      name: KEY_DELETED_TRACE,
      serviceType: 'KMS',
      resourceType: 'cmk',
      operationId: KEY_DELETION_JOB,
    },
    async run(job) {
      const { accountId, subject: keyId } = job;
      if (accountId === null) throw new Error(`job ${job.id}: a key deletion needs an account`);
      return store.transaction(async (transaction, announce) => {
        const key = await lockKeyOfAccount(transaction, store.dialect, accountId, keyId);
        if (key === undefined || key.state !== 'pendingDeletion' || key.deletionAt === null) {
          return { kind: 'done' } as const;
        }
        if (key.deletionAt > clock.now()) return { kind: 'again', dueAt: key.deletionAt } as const;
        await destroyKey(transaction, key);
        await audit.appendWithin(transaction, await productContext(transaction, key, KEY_DELETION_JOB), {
          name: KEY_DELETED_TRACE,
          serviceType: 'KMS',
          resourceType: 'cmk',
          resourceId: key.id,
          resourceName: key.alias,
          rating: 'warning',
          code: DESTROYED_CODE,
          request: { key_id: key.id, scheduled_deletion_date: String(key.deletionAt) },
          response: {},
          message: 'The key and all its material were destroyed when their time had come.',
          readOnly: false,
          operationId: KEY_DELETION_JOB,
        });
        announce({ kind: 'key', id: key.id });
        log.info('key destroyed', { keyId: key.id, accountId });
        return { kind: 'done' } as const;
      });
    },
  };
}

/** True when a key of this account and project was destroyed. Another account's key answers as one that never was. */
export async function wasDestroyed(
  store: KmsParts['store'],
  context: RequestContext,
  keyId: string,
): Promise<boolean> {
  const trace = await store.read
    .selectFrom('traces')
    .select('id')
    .where('account_id', '=', context.account.id)
    .where('resource_id', '=', keyId)
    .where('project_id', '=', context.project?.id ?? '')
    .where('name', '=', KEY_DELETED_TRACE)
    .where('resource_type', '=', 'cmk')
    .where('code', '=', DESTROYED_CODE)
    .limit(1)
    .executeTakeFirst();
  return trace !== undefined;
}

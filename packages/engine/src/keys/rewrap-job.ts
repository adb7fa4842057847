import type { RootOfTrust } from '@dewpoint/crypto-core';
import type { AuditWriter } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { EngineLog } from '../engine.ts';
import type { JobDefinition, JobScheduler } from '../jobs/job.ts';
import { accountContext } from '../jobs/product-context.ts';
import type { Store } from '../store/store.ts';
import type { WrappedKey, WrappedKeys } from './wrapped-by-root.ts';

/** Kind of the job and name of its principal in traces. There is one in an installation. */
export const REWRAP_JOB = 'root-rewrap';
const SUBJECT = 'instance';
const INTERVAL_IN_MS = 60_000;
const REWRAPPED_TRACE = {
  name: 'rewrapKey',
  serviceType: 'KMS',
  resourceType: 'rootKey',
  operationId: REWRAP_JOB,
};

interface RewrapParts {
  readonly store: Store;
  readonly root: RootOfTrust;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly log: EngineLog;
  /** All kinds of keys that the root of trust wraps. */
  readonly wrapped: readonly WrappedKeys[];
}

/**
 * HSM-04: wraps again what a root key in service did not wrap, because its token was away or is new, so that every token alone can open
 * everything. The keys themselves stay, so nothing that runs notices. While a token is away nothing is done: a key wrapped now would lose
 * the copy that only that token opens.
 */
export function createRewrapJob(parts: RewrapParts): {
  readonly job: JobDefinition;
  plan(scheduler: JobScheduler): Promise<void>;
} {
  const { store, root, clock, audit, log } = parts;

  async function rewrap(key: WrappedKey): Promise<void> {
    const plain = await root.unwrap(key.blob, key.context);
    try {
      const blob = await root.wrap(plain, key.context);
      // A token went away meanwhile; the next run sees whether it is back.
      if (await root.needsRewrap(blob)) return;
      await store.transaction(async (transaction) => {
        const context = await accountContext(transaction, key.accountId, REWRAP_JOB);
        // Without an account there is nobody whose trail could tell of it; the next run comes.
        if (context === undefined || !(await key.replace(transaction, blob))) return;
        await audit.appendWithin(transaction, context, {
          ...REWRAPPED_TRACE,
          resourceId: key.accountId ?? SUBJECT,
          resourceName: key.name,
          rating: 'normal',
          code: '200',
          request: {},
          response: {},
          message: `rewrapKey. Reason: a root key in service had not wrapped ${key.name}.`,
          readOnly: false,
        });
      });
      log.info('key wrapped again under all root keys', { key: key.name, accountId: key.accountId });
    } finally {
      plain.fill(0);
    }
  }

  return {
    job: {
      kind: REWRAP_JOB,
      principalName: REWRAP_JOB,
      failureTrace: REWRAPPED_TRACE,
      async run() {
        const { ok, tokens } = await root.health();
        if (ok && tokens.every((token) => token.ok)) {
          for (const keys of parts.wrapped) {
            for await (const key of keys(store)) if (await root.needsRewrap(key.blob)) await rewrap(key);
          }
        }
        return { kind: 'again', dueAt: clock.now() + INTERVAL_IN_MS };
      },
    },
    plan: (scheduler) =>
      store.transaction((transaction) =>
        scheduler.plan(transaction, {
          kind: REWRAP_JOB,
          subject: SUBJECT,
          accountId: null,
          dueAt: clock.now(),
        }),
      ),
  };
}

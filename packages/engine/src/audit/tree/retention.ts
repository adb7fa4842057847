import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { EngineLog } from '../../engine.ts';
import type { JobDefinition, JobScheduler } from '../../jobs/job.ts';
import type { Store } from '../../store/store.ts';
import type { AuditWriter, TraceRecord } from '../audit.ts';
import { accountBeside } from './account-rows.ts';
import { LEAVES_IN_BLOCK } from './account-tree.ts';
import { originOf, signNote } from './checkpoint.ts';
import { TILES_IN_BLOCK } from './leaf-table.ts';
import { rangeRoot } from './proofs.ts';
import type { TraceSigners } from './signers.ts';
import { leafEntries, subtreeRoots, treeOf } from './tree-rows.ts';

const KIND = 'cts.prune';
const SUBJECT = 'instance';
const PRINCIPAL = 'trace-retention';
const INTERVAL_IN_MS = 3_600_000;
const RETRY_IN_MS = 60_000;
const DAY_IN_MS = 86_400_000;
/** Leaves that one transaction prunes. */
const LEAVES_AT_ONCE = 1_024;

export interface RetentionParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly audit: AuditWriter;
  readonly signers: TraceSigners;
  /** Days that traces are kept; null: for ever. */
  readonly retentionInDays: number | null;
}

/**
 * Removes traces whose retention time has passed, oldest leaves first. Their hashes stay, so that the rest still verifies, and a signed
 * note says up to which leaf traces may be missing: without it a removed trace is a removed trace.
 */
export function createRetention(parts: RetentionParts): {
  readonly job: JobDefinition;
  plan(scheduler: JobScheduler): Promise<void>;
} {
  const { store, clock } = parts;
  return {
    job: {
      kind: KIND,
      principalName: PRINCIPAL,
      async run() {
        if (parts.retentionInDays === null) return { kind: 'done' };
        const before = clock.now() - parts.retentionInDays * DAY_IN_MS;
        const everyAccount = await pruneAccounts(parts, before);
        // Each failure has its trace, in its account; the runner's own would say it a second time, in the first account.
        return { kind: 'again', dueAt: clock.now() + (everyAccount ? INTERVAL_IN_MS : RETRY_IN_MS) };
      },
    },
    async plan(scheduler) {
      if (parts.retentionInDays === null) return;
      await store.transaction((transaction) =>
        scheduler.plan(transaction, {
          kind: KIND,
          subject: SUBJECT,
          accountId: null,
          dueAt: clock.now(),
        }),
      );
    },
  };
}

/** Resolves false when an account failed; the others have had their turn. */
async function pruneAccounts(parts: RetentionParts, before: number): Promise<boolean> {
  const accounts = await parts.store.read.selectFrom('accounts').select(['id', 'name']).execute();
  let everyAccount = true;
  for (const account of accounts) {
    try {
      const pruned = await pruneAccount(parts, account.id, before);
      if (pruned > 0) await trace(parts, account, { rating: 'normal', code: '200', response: { pruned } });
    } catch (error) {
      everyAccount = false;
      parts.log.error('old traces could not be removed; trying again', { accountId: account.id, error });
      await trace(parts, account, { rating: 'incident', code: '500', response: {} });
    }
  }
  return everyAccount;
}

/** Returns how many traces were removed. */
export async function pruneAccount(
  parts: RetentionParts,
  accountId: string,
  before: number,
): Promise<number> {
  let total = 0;
  for (;;) {
    const pruned = await pruneStep(parts, accountId, before);
    total += pruned;
    if (pruned < LEAVES_AT_ONCE) return total;
  }
}

async function pruneStep(
  { store, signers, clock }: RetentionParts,
  accountId: string,
  before: number,
): Promise<number> {
  const tree = await treeOf(store.read, accountId);
  if (!tree) return 0;
  const start = tree.pruned_size;
  const entries = await leafEntries(
    store.read,
    accountId,
    start,
    Math.min(start + LEAVES_AT_ONCE, tree.size),
  );
  let end = start;
  const gone: number[] = [];
  for (let entry = entries.get(end); entry && entry.time < before; entry = entries.get(end)) {
    gone.push(entry.seq);
    end++;
  }
  if (gone.length === 0) return 0;
  const root = await rangeRoot(0, end, subtreeRoots(store.read, accountId));
  const text = `${originOf(accountId)}/pruned\n${end}\n${Buffer.from(root).toString('base64')}\n${clock.now()}\n`;
  const note = signNote(text, await signers.current(accountId));
  // The entries of a block go when all of it is pruned: the growing end of the tree is read by whole blocks.
  const wholeBlocks = Math.floor(end / LEAVES_IN_BLOCK);
  await store.transaction(async (transaction) => {
    const moved = await transaction
      .updateTable('trace_trees')
      .set({ pruned_size: end, prune_note: note })
      .where('account_id', '=', accountId)
      .where('pruned_size', '=', start)
      .executeTakeFirst();
    if (moved.numUpdatedRows !== 1n) throw new Error('trace retention: another node prunes this account');
    await transaction
      .deleteFrom('traces')
      .where('seq', 'in', gone)
      .where(accountBeside(store.dialect), '=', accountId)
      .execute();
    await transaction
      .deleteFrom('trace_leaves')
      .where('account_id', '=', accountId)
      .where('tile', '<', wholeBlocks * TILES_IN_BLOCK)
      .execute();
    await transaction
      .deleteFrom('trace_summaries')
      .where('account_id', '=', accountId)
      .where('block', '<', wholeBlocks)
      .execute();
  });
  return gone.length;
}

async function trace(
  { audit }: RetentionParts,
  account: { readonly id: string; readonly name: string },
  outcome: Pick<TraceRecord, 'rating' | 'code' | 'response'>,
): Promise<void> {
  await audit.append(
    {
      principal: { kind: 'system', name: PRINCIPAL },
      account,
      project: null,
      channel: 'system',
      sourceIp: '',
      requestId: randomUUID(),
    },
    {
      name: 'pruneTraces',
      serviceType: 'CTS',
      resourceType: 'tracker',
      resourceId: '',
      resourceName: 'system',
      request: {},
      message: 'pruneTraces. Reason: their retention time has passed.',
      readOnly: false,
      operationId: 'cts.pruneTraces',
      ...outcome,
    },
  );
}

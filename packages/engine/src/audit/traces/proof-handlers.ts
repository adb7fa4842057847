import { OperationError, type OperationOutput } from '@dewpoint/contract';
import type { RequestContext } from '../../context.ts';
import { projectScope } from '../../kms/project-scope.ts';
import type { Call, HandlersOf } from '../../pipeline/handler.ts';
import type { Store } from '../../store/store.ts';
import type { TraceSearch } from '../search/trace-search.ts';
import { tracesBySeq } from '../tree/account-rows.ts';
import { originOf } from '../tree/checkpoint.ts';
import { leafData } from '../tree/leaf-data.ts';
import { EMPTY_ROOT, leafHash } from '../tree/merkle-hash.ts';
import { consistencyPath, inclusionPath } from '../tree/proofs.ts';
import { TILE_WIDTH } from '../tree/right-edge.ts';
import type { TraceSigners } from '../tree/signers.ts';
import { leafEntries, leafIndexOf, readTile, subtreeRoots, treeOf } from '../tree/tree-rows.ts';
import { findTrace } from './list-handlers.ts';

type ProofOperations =
  | 'cts.traceProof'
  | 'cts.showCheckpoint'
  | 'cts.listCheckpoints'
  | 'cts.proveConsistency'
  | 'cts.verifyData'
  | 'cts.rotateTraceSigner';

const RETRY_AFTER_IN_SECONDS = 1;

/** Proofs over an account's traces (TRC-04, TRC-06). */
export function traceProofHandlers(
  store: Store,
  search: TraceSearch,
  signers: TraceSigners,
): HandlersOf<ProofOperations> {
  const keysOf = async ({ account }: RequestContext) =>
    (await signers.list(account.id)).map((signer) => signer.verifierKey);
  return {
    'cts.traceProof': { kind: 'direct', run: (call) => traceProof({ store, search, signers }, call) },
    'cts.showCheckpoint': {
      kind: 'direct',
      async run({ context }) {
        const tree = await treeOf(store.read, context.account.id);
        return {
          origin: originOf(context.account.id),
          treeSize: tree?.size ?? 0,
          rootHash: tree?.root ?? EMPTY_ROOT,
          checkpoint: tree?.checkpoint ?? '',
          verifierKeys: await keysOf(context),
          prunedSize: tree?.pruned_size ?? 0,
          pruneNote: tree?.prune_note ?? null,
        };
      },
    },
    'cts.listCheckpoints': {
      kind: 'direct',
      async run({ context, input }) {
        const rows = await store.read
          .selectFrom('trace_checkpoints')
          .selectAll()
          .where('account_id', '=', context.account.id)
          .where('size', '<', input.before ?? Number.MAX_SAFE_INTEGER)
          .orderBy('size', 'desc')
          .limit(input.limit)
          .execute();
        return {
          checkpoints: rows.map((row) => ({
            treeSize: row.size,
            checkpoint: row.checkpoint,
            createdAt: row.created_at,
          })),
          signers: [...(await signers.list(context.account.id))],
        };
      },
    },
    'cts.proveConsistency': {
      kind: 'direct',
      async run({ context, input: { first, second } }) {
        const size = (await treeOf(store.read, context.account.id))?.size ?? 0;
        const end = second ?? size;
        if (first > end) throw unknownSize('first', end);
        if (end > size) throw unknownSize('second', size);
        const path = await consistencyPath(first, end, subtreeRoots(store.read, context.account.id));
        return { first, second: end, consistencyPath: [...path] };
      },
    },
    'cts.verifyData': {
      kind: 'direct',
      run: ({ context, input }) => verifyData(store, context, input.start, input.count),
    },
    'cts.rotateTraceSigner': {
      kind: 'prepared',
      async prepare({ context }) {
        const { row, endorsement } = await signers.prepareRotation(context.account.id);
        return async (transaction) => {
          await signers.rotateWithin(transaction, row);
          const verifierKey = signers.verifierKeyOf(row);
          return { verifierKey, endorsement };
        };
      },
    },
  };
}

async function traceProof(
  {
    store,
    search,
    signers,
  }: { readonly store: Store; readonly search: TraceSearch; readonly signers: TraceSigners },
  call: Call<'cts.traceProof'>,
): Promise<OperationOutput<'cts.traceProof'>> {
  const { context, input } = call;
  const row = await findTrace(search, context, input.traceId);
  call.traceResource({ id: row.id, name: row.name });
  const { principal } = context;
  if (principal.kind !== 'user' || principal.userId !== row.user_id) {
    const { projectId } = projectScope(context);
    await call.authorize('cts:trace:list', { type: 'trace', id: row.id, name: row.name, projectId });
  }
  const index = await leafIndexOf(store.read, row.account_id, row.seq);
  const tree = await treeOf(store.read, row.account_id);
  if (index === null || !tree || index >= tree.size) {
    throw new OperationError('tracePending', { retryAfterInSeconds: RETRY_AFTER_IN_SECONDS });
  }
  const path = await inclusionPath(index, tree.size, subtreeRoots(store.read, row.account_id));
  const data = leafData(row);
  return {
    traceId: row.id,
    leafIndex: index,
    treeSize: tree.size,
    leafData: data,
    leafHash: leafHash(data),
    inclusionPath: [...path],
    rootHash: tree.root,
    checkpoint: tree.checkpoint,
    verifierKeys: (await signers.list(row.account_id)).map((signer) => signer.verifierKey),
  };
}

async function verifyData(
  store: Store,
  { account }: RequestContext,
  start: number,
  count: number,
): Promise<OperationOutput<'cts.verifyData'>> {
  const tree = await treeOf(store.read, account.id);
  const [treeSize, prunedSize] = [tree?.size ?? 0, tree?.pruned_size ?? 0];
  const end = Math.min(start + count, treeSize);
  if (end <= start) return { treeSize, prunedSize, leaves: [] };
  const entries = await leafEntries(store.read, account.id, start, end);
  const bySeq = await tracesBySeq(
    store,
    account.id,
    [...entries.values()].map(({ seq }) => seq),
  );
  const leaves: OperationOutput<'cts.verifyData'>['leaves'] = [];
  for (let tile = Math.floor(start / TILE_WIDTH); tile * TILE_WIDTH < end; tile++) {
    const hashes = await readTile(store.read, account.id, 0, tile);
    for (const [at, hash] of hashes.entries()) {
      const index = tile * TILE_WIDTH + at;
      if (index < start || index >= end) continue;
      const entry = entries.get(index);
      const row = entry && index >= prunedSize ? bySeq.get(entry.seq) : undefined;
      leaves.push({
        index,
        traceId: row?.id ?? null,
        name: row?.name ?? null,
        time: row?.time ?? entry?.time ?? 0,
        leafData: row ? leafData(row) : null,
        leafHash: hash,
      });
    }
  }
  return { treeSize, prunedSize, leaves };
}

function unknownSize(field: string, most: number): OperationError {
  return new OperationError('traceTreeSizeUnknown', {
    field,
    message: `${field} is larger than ${most}. Give a size that the tree has had.`,
  });
}

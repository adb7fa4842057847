import type { SequencedTrace, Store } from '../../store/store.ts';
import { traceColumns } from '../../store/trace-columns.ts';
import { timeOfTraceId } from '../trace-id.ts';
import { accountBeside } from '../tree/account-rows.ts';
import { LEAVES_IN_BLOCK } from '../tree/account-tree.ts';
import { TILES_IN_BLOCK } from '../tree/leaf-table.ts';
import { parseGaps } from '../tree/sequence-gaps.ts';
import { treeOf } from '../tree/tree-rows.ts';
import type { SearchTables } from './search-tables.ts';

/** Releases before migration 0022 made the ID a moment after they took the time of the trace. */
const ID_LATER_THAN_TRACE_BY_MS = 50;
/** More there are only where commits fail by the hundred. */
const MOST_GAPS = 100;
/** Ranges of numbers that one question names. */
const RANGES_AT_ONCE = 32;

/** Traces with these numbers, both ends included. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The trace with this ID, found by the time that the ID tells; undefined when the account has none. Looks first at what is in no tree
 * yet: a trace may join one meanwhile, but never leave it.
 */
export async function traceById(
  store: Store,
  tables: SearchTables,
  accountId: string,
  traceId: string,
): Promise<SequencedTrace | undefined> {
  const to = timeOfTraceId(traceId);
  if (to === null) return undefined;
  const find = (ranges: readonly Range[]) => traceIn(store, ranges, accountId, traceId);
  const outside = await find(await rangesOutsideTrees(store));
  if (outside) return outside;
  const within = await rangesInTree(store, tables, accountId, to - ID_LATER_THAN_TRACE_BY_MS, to);
  for (let at = 0; at < within.length; at += RANGES_AT_ONCE) {
    const found = await find(within.slice(at, at + RANGES_AT_ONCE));
    if (found) return found;
  }
  return undefined;
}

/** The traces of the last moment, and those of transactions that ended after the trees had passed their numbers. */
async function rangesOutsideTrees(store: Store): Promise<readonly Range[]> {
  const { next_seq, gaps } = await store.read
    .selectFrom('trace_sequencer')
    .select(['next_seq', 'gaps'])
    .executeTakeFirstOrThrow();
  return [{ from: next_seq, to: Number.MAX_SAFE_INTEGER }, ...parseGaps(gaps).slice(-MOST_GAPS)];
}

/** The traces of the tiles that have leaves of this time. */
async function rangesInTree(
  store: Store,
  tables: SearchTables,
  accountId: string,
  from: number,
  to: number,
): Promise<readonly Range[]> {
  const tree = await treeOf(store.read, accountId);
  if (!tree) return [];
  const oldest = Math.floor(tree.pruned_size / LEAVES_IN_BLOCK);
  const end = Math.floor(tree.size / LEAVES_IN_BLOCK);
  const times = await tables.timesOf(accountId, { oldest, end });
  const blocks = [end];
  for (let block = end - 1; block >= oldest; block--) if (times.overlap(block, from, to)) blocks.push(block);
  const ranges: Range[] = [];
  for (const block of blocks) {
    const tiles = await store.read
      .selectFrom('trace_leaves')
      .select(['first_seq', 'last_seq'])
      .where('account_id', '=', accountId)
      .where('tile', '>=', block * TILES_IN_BLOCK)
      .where('tile', '<', (block + 1) * TILES_IN_BLOCK)
      .where('last_time', '>=', from)
      .where('first_time', '<=', to)
      .execute();
    ranges.push(...tiles.map((tile) => ({ from: tile.first_seq, to: tile.last_seq })));
  }
  return ranges;
}

async function traceIn(
  store: Store,
  ranges: readonly Range[],
  accountId: string,
  traceId: string,
): Promise<SequencedTrace | undefined> {
  return store.read
    .selectFrom('traces')
    .select(['seq', ...traceColumns])
    .where((is) => is.or(ranges.map(({ from, to }) => is.and([is('seq', '>=', from), is('seq', '<=', to)]))))
    .where('id', '=', traceId)
    .where(accountBeside(store.dialect), '=', accountId)
    .limit(1)
    .executeTakeFirst();
}

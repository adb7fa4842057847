import type { AccountReport, Finding } from './findings.ts';
import { type Mismatch, type Walk, walkLeaves } from './leaf-walk.ts';
import {
  type Checkpoint,
  NoteError,
  openCheckpoint,
  openNote,
  originOfNote,
  type VerifierKey,
} from './notes.ts';
import { trustedKeys } from './signer-chain.ts';
import type { TraceDatabase } from './trace-database.ts';
import { type StoredTree, TraceReader } from './trace-reader.ts';

export interface Trust {
  /** Checkpoints that were kept outside of the store. */
  readonly witnesses: readonly string[];
  /** Keys that were kept outside of the store. */
  readonly pinned: readonly VerifierKey[];
}

/** A checkpoint with a good signature, and what it is called in messages. */
interface Signed extends Checkpoint {
  readonly called: string;
  readonly kind: 'checkpoint' | 'witness';
}

const NUMBERS_AT_ONCE = 10_000;

/** Recomputes an account's tree from its traces and compares it with everything that was ever signed about it. */
export async function verifyAccount(
  database: TraceDatabase,
  account: { readonly id: string; readonly name: string },
  isOpen: (seq: number) => boolean,
  trust: Trust,
): Promise<AccountReport> {
  const reader = new TraceReader(database, account.id);
  const origin = `dewpoint/traces/${account.id}`;
  const witnesses = trust.witnesses.filter((note) => originOfNote(note) === origin);
  const stored = await reader.tree();
  const findings: Finding[] = [];
  const tree: StoredTree = stored ?? {
    size: 0,
    root: Buffer.alloc(0),
    checkpoint: '',
    prunedSize: 0,
    pruneNote: null,
  };
  if (!stored && witnesses.length === 0 && (await reader.signers()).length === 0) {
    return report({ account, tree, waiting: await reader.countTraces(), keys: [], findings });
  }
  const { keys, findings: ofSigners } = trustedKeys(origin, await reader.signers(), trust.pinned);
  const signed = await signedCheckpoints({
    reader,
    tree,
    stored: stored !== null,
    origin,
    witnesses,
    keys,
    findings,
  });
  const sizes = new Set([tree.size, tree.prunedSize, ...signed.map(({ size }) => size)]);
  const walk = await walkLeaves(reader, tree, sizes);
  findings.unshift(...leafFindings(walk, signed, tree));
  findings.push(...tailFindings(signed, tree), ...pruneFindings(walk, tree, origin, keys), ...ofSigners);
  const { added, waiting } = await compareNumbers(reader, walk.numbers, isOpen);
  findings.push(...added);
  if (findings.length === 0) findings.push(...walk.upperTiles);
  return report({ account, tree, waiting, keys, findings: inOrder(findings) });
}

function report(parts: {
  account: { readonly id: string; readonly name: string };
  tree: StoredTree;
  waiting: number;
  keys: readonly VerifierKey[];
  findings: readonly Finding[];
}): AccountReport {
  return {
    accountId: parts.account.id,
    accountName: parts.account.name,
    treeSize: parts.tree.size,
    prunedSize: parts.tree.prunedSize,
    waiting: parts.waiting,
    keys: parts.keys.map((key) => key.text),
    findings: parts.findings,
  };
}

/** Records first, in their order; then what concerns no single one. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const place = ({ leaf }: Finding) => leaf ?? Number.POSITIVE_INFINITY;
  return findings.toSorted((a, b) => place(a) - place(b) || 0);
}

async function signedCheckpoints(parts: {
  reader: TraceReader;
  tree: StoredTree;
  stored: boolean;
  origin: string;
  witnesses: readonly string[];
  keys: readonly VerifierKey[];
  findings: Finding[];
}): Promise<readonly Signed[]> {
  const { reader, tree, origin, keys, findings } = parts;
  const kept = await reader.keptCheckpoints();
  const notes = [
    ...kept.map((note) => ({ note, called: 'a kept checkpoint', kind: 'checkpoint' as const })),
    ...(parts.stored
      ? [{ note: tree.checkpoint, called: 'the latest checkpoint', kind: 'checkpoint' as const }]
      : []),
    ...parts.witnesses.map((note) => ({ note, called: 'the witness', kind: 'witness' as const })),
  ];
  const signed: Signed[] = [];
  for (const { note, called, kind } of notes) {
    try {
      const checkpoint = openCheckpoint(note, keys);
      if (checkpoint.origin !== origin) throw new NoteError('it is of another account');
      signed.push({ ...checkpoint, called, kind });
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      findings.push({
        kind,
        leaf: null,
        traceId: null,
        message: `${called} cannot be trusted: ${error.message}.`,
      });
    }
  }
  const latest = signed.find(({ called }) => called === 'the latest checkpoint');
  if (latest && (latest.size !== tree.size || !latest.root.equals(tree.root))) {
    const message = `the tree's table says ${tree.size} leaves, the latest checkpoint says ${latest.size}, or their roots differ.`;
    findings.push({ kind: 'checkpoint', leaf: null, traceId: null, message });
  }
  return signed.toSorted((a, b) => a.size - b.size);
}

/** Compares what lies in the store with what was signed, and names the first record that is wrong. */
function leafFindings(walk: Walk, signed: readonly Signed[], tree: StoredTree): readonly Finding[] {
  const known = signed.filter(({ size }) => size <= tree.size);
  const fits = (one: Signed, by: 'byTable' | 'byTraces') =>
    walk.roots.get(one.size)?.[by] === one.root.toString('hex');
  const badTable = known.find((one) => !fits(one, 'byTable'));
  const [mismatch] = walk.mismatches;
  if (!badTable) return mismatch ? [recordFinding(mismatch, walk.mismatches)] : [];
  const badTraces = known.find((one) => !fits(one, 'byTraces'));
  if (!badTraces && mismatch) {
    const message = `the tree's table was edited: the hash of leaf ${mismatch.leaf} is not that of its trace, and the trace is what was signed.`;
    return [{ kind: 'tree', leaf: mismatch.leaf, traceId: mismatch.trace?.id ?? null, message }];
  }
  const good = known.filter((one) => one.size < badTable.size && fits(one, 'byTable')).at(-1)?.size ?? 0;
  const range = `${badTable.called} of ${badTable.size} leaves does not fit: a trace among the leaves ${good} to ${badTable.size - 1} was changed together with its hash, or put in`;
  const inside = walk.mismatches.find(({ leaf }) => leaf >= good);
  const more = inside ? `; leaf ${inside.leaf} does not fit its hash either.` : '.';
  return [
    {
      kind: 'changed',
      leaf: inside?.leaf ?? good,
      traceId: inside?.trace?.id ?? null,
      message: range + more,
    },
  ];
}

function recordFinding(first: Mismatch, all: readonly Mismatch[]): Finding {
  const { leaf, trace } = first;
  if (first.kept === null) {
    return { kind: 'removed', leaf, traceId: null, message: `leaf ${leaf} and its hash were removed.` };
  }
  if (!trace) {
    return { kind: 'removed', leaf, traceId: null, message: `the trace of leaf ${leaf} was removed.` };
  }
  const called = `${trace.name}, trace ${trace.id}, ${new Date(trace.time).toISOString()}`;
  const home = all.find((other) => other.leaf !== leaf && other.kept?.equals(trace.leafHash) === true);
  if (home) {
    const message = `the traces were put into another order: at leaf ${leaf} lies the one of leaf ${home.leaf} (${called}).`;
    return { kind: 'reordered', leaf, traceId: trace.id, message };
  }
  return {
    kind: 'changed',
    leaf,
    traceId: trace.id,
    message: `the trace of leaf ${leaf} was changed (${called}).`,
  };
}

/** Something signed knows more leaves than there are. */
function tailFindings(signed: readonly Signed[], tree: StoredTree): readonly Finding[] {
  const largest = signed.at(-1);
  if (!largest || largest.size <= tree.size) return [];
  const message = `traces were cut from the tail: ${largest.called} knows ${largest.size} leaves, the store has ${tree.size}; the first that is missing is leaf ${tree.size}.`;
  return [{ kind: 'cut', leaf: tree.size, traceId: null, message }];
}

/** Traces may be missing only as far as a signed note says. */
function pruneFindings(
  walk: Walk,
  tree: StoredTree,
  origin: string,
  keys: readonly VerifierKey[],
): readonly Finding[] {
  if (tree.prunedSize === 0) return [];
  const finding = (reason: string): readonly Finding[] => [
    {
      kind: 'pruned',
      leaf: 0,
      traceId: null,
      message: `the traces before leaf ${tree.prunedSize} are marked as pruned, and ${reason}.`,
    },
  ];
  if (tree.pruneNote === null) return finding('there is no signed note of it');
  try {
    const [title, size, root] = openNote(tree.pruneNote, keys).split('\n');
    if (title !== `${origin}/pruned` || Number(size) !== tree.prunedSize)
      return finding('the note of it is about others');
    const computed = Buffer.from(walk.roots.get(tree.prunedSize)?.byTable ?? '', 'hex').toString('base64');
    return computed === root ? [] : finding('the note of it does not fit their hashes');
  } catch (error) {
    if (error instanceof NoteError) return finding(`the note of it cannot be trusted: ${error.message}`);
    throw error;
  }
}

/** Finds traces that no leaf knows. Those of the last moment are waiting for the sequencer. */
async function compareNumbers(
  reader: TraceReader,
  inTree: Float64Array,
  isOpen: (seq: number) => boolean,
): Promise<{ readonly added: readonly Finding[]; readonly waiting: number }> {
  let waiting = 0;
  let place = 0;
  const added: number[] = [];
  for (let after = -1; ; ) {
    const numbers = await reader.numbersAfter(after, NUMBERS_AT_ONCE);
    for (const seq of numbers) {
      while (place < inTree.length && (inTree[place] ?? 0) < seq) place++;
      if (inTree[place] === seq) continue;
      if (isOpen(seq)) waiting++;
      else added.push(seq);
    }
    const last = numbers.at(-1);
    if (last === undefined || numbers.length < NUMBERS_AT_ONCE) break;
    after = last;
  }
  const [first] = added;
  if (first === undefined) return { added: [], waiting };
  const trace = (await reader.traces([first])).get(first);
  const message = `${added.length} trace${added.length === 1 ? '' : 's'} in the store belong${added.length === 1 ? 's' : ''} to no leaf; the first is ${trace?.name} (trace ${trace?.id}, row ${first}).`;
  return { added: [{ kind: 'added', leaf: null, traceId: trace?.id ?? null, message }], waiting };
}

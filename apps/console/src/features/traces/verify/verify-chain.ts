import { fromBase64, toBase64, toHex } from './bytes.ts';
import type { ChainSource, LatestCheckpoint } from './chain-source.ts';
import { recordFinding, traceOf, type Walk, walkLeaves } from './leaf-walk.ts';
import { isGrownFrom } from './merkle.ts';
import {
  type Checkpoint,
  NoteError,
  openCheckpoint,
  openNote,
  originOfNote,
  trustedKeys,
  type VerifierKey,
} from './notes.ts';
import { type Finding, finding, type Verification } from './verification.ts';

/** What is known from elsewhere than this server. */
export interface Witness {
  /** Checkpoint that was kept. */
  readonly checkpoint: string;
  /** Key that was trusted then; null: the first one of the account is. */
  readonly key: string | null;
}

interface Signed extends Checkpoint {
  readonly kind: 'checkpoint' | 'witness';
}

/**
 * Reads all traces of the account, computes their tree and compares it with everything that was ever signed about it. Rejects with what
 * `client.call` does, and with `NotSupportedError` where the browser has no Ed25519.
 */
export async function verifyChain(
  source: ChainSource,
  witnesses: readonly Witness[],
  onProgress: (done: number, of: number) => void,
): Promise<Verification> {
  // In this order: the tree grows meanwhile, and no kept checkpoint may be larger than the latest.
  const { notes, signers } = await source.checkpoints();
  const latest = await source.latest();
  if (latest.checkpoint === '' && witnesses.length === 0)
    return verification(latest, { checkpoints: 0, keys: [], findings: [] });
  const trusted = witnesses.find(({ key }) => key !== null)?.key ?? null;
  const { keys, broken } = await trustedKeys(latest.origin, signers, trusted);
  const findings: Finding[] = broken === null ? [] : [finding('signer', null, { number: broken })];
  const signed = await openAll(latest, notes, witnesses, keys, findings);
  const sizes = new Set([latest.treeSize, latest.prunedSize, ...signed.map(({ size }) => size)]);
  const walk = await walkLeaves(source, latest, sizes, (done) => onProgress(done, latest.treeSize));
  findings.unshift(...leafFindings(walk, signed, latest));
  findings.push(...tailFindings(walk, signed, latest));
  findings.push(...(await pruneFindings(walk, latest, keys)));
  if (findings.length === 0) findings.push(...(await growthFindings(source, signed, latest)));
  return verification(latest, { checkpoints: signed.length, keys, findings: inOrder(findings) });
}

function verification(
  latest: LatestCheckpoint,
  parts: {
    readonly checkpoints: number;
    readonly keys: readonly VerifierKey[];
    readonly findings: readonly Finding[];
  },
): Verification {
  const { treeSize, prunedSize, rootHash, checkpoint } = latest;
  return {
    treeSize,
    prunedSize,
    checkpoint,
    checkpoints: parts.checkpoints,
    rootHash: toHex(fromBase64(rootHash)),
    key: parts.keys.at(-1)?.text ?? null,
    findings: parts.findings,
  };
}

/** Records first, in their order; then what concerns no single one. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const place = ({ leaf }: Finding) => leaf ?? Number.MAX_SAFE_INTEGER;
  return findings.toSorted((a, b) => place(a) - place(b));
}

async function openAll(
  latest: LatestCheckpoint,
  notes: readonly string[],
  witnesses: readonly Witness[],
  keys: readonly VerifierKey[],
  findings: Finding[],
): Promise<readonly Signed[]> {
  const all = [
    ...notes.map((note) => ({ note, kind: 'checkpoint' as const })),
    { note: latest.checkpoint, kind: 'checkpoint' as const },
    ...witnesses.map(({ checkpoint }) => ({ note: checkpoint, kind: 'witness' as const })),
  ];
  const signed: Signed[] = [];
  for (const { note, kind } of all) {
    try {
      if (originOfNote(note) !== latest.origin) throw new NoteError('otherAccount');
      signed.push({ ...(await openCheckpoint(note, keys)), kind });
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      findings.push(finding(kind, null, { fault: error.fault }));
    }
  }
  return signed.toSorted((a, b) => a.size - b.size);
}

/** Compares what came with what was signed, and names the first record that is wrong. */
function leafFindings(walk: Walk, signed: readonly Signed[], latest: LatestCheckpoint): readonly Finding[] {
  const known = signed.filter(({ size }) => size <= walk.size);
  const fits = (one: Signed, by: 'byTree' | 'byTraces') => walk.roots.get(one.size)?.[by] === toHex(one.root);
  const badTree = known.find((one) => !fits(one, 'byTree'));
  const record = recordFinding(walk.mismatches);
  if (!badTree) {
    if (record) return [record];
    const root = walk.roots.get(latest.treeSize)?.byTree;
    return root === undefined || root === toHex(fromBase64(latest.rootHash))
      ? []
      : [finding('checkpoint', null, { fault: 'damaged' })];
  }
  const [mismatch] = walk.mismatches;
  if (known.every((one) => fits(one, 'byTraces')) && mismatch)
    return [finding('edited', mismatch.leaf.index, {}, traceOf(mismatch.leaf))];
  const good = known.filter((one) => one.size < badTree.size && fits(one, 'byTree')).at(-1)?.size ?? 0;
  const inside = walk.mismatches.find(({ leaf }) => leaf.index >= good)?.leaf;
  const values = { good, last: badTree.size - 1 };
  return [finding('rewritten', inside?.index ?? good, values, inside ? traceOf(inside) : null)];
}

/** Something signed knows more leaves than came. */
function tailFindings(walk: Walk, signed: readonly Signed[], latest: LatestCheckpoint): readonly Finding[] {
  const known = Math.max(latest.treeSize, signed.at(-1)?.size ?? 0);
  return known <= walk.size ? [] : [finding('cut', walk.size, { known, found: walk.size })];
}

/** Traces may be missing only as far as a signed note says. */
async function pruneFindings(
  walk: Walk,
  { origin, prunedSize, pruneNote }: LatestCheckpoint,
  keys: readonly VerifierKey[],
): Promise<readonly Finding[]> {
  if (prunedSize === 0) return [];
  const root = walk.roots.get(prunedSize)?.byTree ?? '';
  const bytes = Uint8Array.from(root.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const wanted = `${origin}/pruned\n${prunedSize}\n${toBase64(bytes)}\n`;
  try {
    if (pruneNote !== null && (await openNote(pruneNote, keys)) === wanted) return [];
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
  }
  return [finding('pruned', 0, { size: prunedSize })];
}

/** The server must also be able to prove that the last checkpoint grew out of each of those before. */
async function growthFindings(
  source: ChainSource,
  signed: readonly Signed[],
  latest: LatestCheckpoint,
): Promise<readonly Finding[]> {
  const last = signed.findLast(({ size }) => size === latest.treeSize);
  // Every earlier one was recomputed above; the proof from the earliest shows that verifiers who read no traces are served well too.
  const first = signed.find(({ size }) => size > 0);
  if (!last || !first || first.size === last.size) return [];
  const path = (await source.consistency(first.size, last.size)).map(fromBase64);
  const grown = await isGrownFrom({
    first: first.size,
    second: last.size,
    firstRoot: first.root,
    secondRoot: last.root,
    path,
  });
  return grown ? [] : [finding('inconsistent', null, { first: first.size, second: last.size })];
}

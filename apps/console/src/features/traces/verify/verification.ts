import type { NoteFault } from './notes.ts';

/** What can be wrong with the chain. */
export type FindingKind =
  | 'changed'
  | 'removed'
  | 'reordered'
  | 'rewritten'
  | 'edited'
  | 'cut'
  | 'inconsistent'
  | 'checkpoint'
  | 'signer'
  | 'pruned'
  | 'witness';

export interface Finding {
  readonly kind: FindingKind;
  /** First leaf that is concerned; null where it is no leaf. */
  readonly leaf: number | null;
  /** The trace that lies there, as far as it is known. */
  readonly trace: { readonly id: string; readonly name: string; readonly time: number } | null;
  /** Values of the sentence that tells it. */
  readonly values: FindingValues;
}

/** Leaves and sizes of trees; the number of a key, from 1. */
export type FindingValues = Readonly<Partial<Record<FindingNumber, number>>> & { readonly fault?: NoteFault };
export type FindingNumber =
  | 'leaf'
  | 'home'
  | 'good'
  | 'last'
  | 'known'
  | 'found'
  | 'first'
  | 'second'
  | 'number'
  | 'size';

export interface Verification {
  readonly treeSize: number;
  /** Leaves whose traces were removed because their retention time had passed. */
  readonly prunedSize: number;
  /** Signatures that were checked. */
  readonly checkpoints: number;
  /** Hex. */
  readonly rootHash: string;
  /** Verifier form of the key that signs now; null where none is trusted. */
  readonly key: string | null;
  /** Note that can be kept as a witness; empty where the account has no tree yet. */
  readonly checkpoint: string;
  /** The first one is the first record that is wrong. */
  readonly findings: readonly Finding[];
}

export function finding(
  kind: FindingKind,
  leaf: number | null,
  values: FindingValues = {},
  trace: Finding['trace'] = null,
): Finding {
  return { kind, leaf, trace, values: leaf === null ? values : { leaf, ...values } };
}

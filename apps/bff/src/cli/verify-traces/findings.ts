/** What can be wrong with the traces of an account. */
export type FindingKind =
  | 'changed'
  | 'removed'
  | 'reordered'
  | 'added'
  | 'cut'
  | 'tree'
  | 'checkpoint'
  | 'signer'
  | 'pruned'
  | 'witness';

export interface Finding {
  readonly kind: FindingKind;
  /** First leaf that is concerned; null where it is no leaf. */
  readonly leaf: number | null;
  readonly traceId: string | null;
  readonly message: string;
}

export interface AccountReport {
  readonly accountId: string;
  readonly accountName: string;
  /** Leaves of the tree, and those whose traces were removed because their retention time had passed. */
  readonly treeSize: number;
  readonly prunedSize: number;
  /** Traces that are in no tree yet. */
  readonly waiting: number;
  /** Keys that are trusted, as verifiers write them. */
  readonly keys: readonly string[];
  /** The first one is the first record that is wrong. */
  readonly findings: readonly Finding[];
}

/** The report for people. */
export function describeReport(report: AccountReport): string {
  const { accountName, accountId, treeSize, prunedSize, waiting, findings, keys } = report;
  const head = `account ${accountName} (${accountId})`;
  if (findings.length > 0) {
    return [
      `${head}: NOT VERIFIED`,
      ...findings.map((finding) => `  ${finding.kind}: ${finding.message}`),
    ].join('\n');
  }
  const parts = [
    `${treeSize - prunedSize} traces verified`,
    ...(prunedSize > 0 ? [`${prunedSize} pruned`] : []),
    ...(waiting > 0 ? [`${waiting} not in the tree yet`] : []),
  ];
  return [`${head}: ${parts.join(', ')}`, ...keys.map((key) => `  signed by ${key}`)].join('\n');
}

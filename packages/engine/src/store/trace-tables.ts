/**
 * What is kept beside the traces themselves: the tree of RFC 6962 over them, what it signs, and what searches and metering read.
 * All of it is written behind the traces, by one node at a time.
 */
export interface TraceTreeTables {
  trace_sequencer: TraceSequencerTable;
  trace_trees: TraceTreesTable;
  trace_tiles: TraceTilesTable;
  trace_leaves: TraceLeavesTable;
  trace_summaries: TraceSummariesTable;
  trace_facets: TraceFacetsTable;
  trace_resource_names: TraceResourceNamesTable;
  trace_checkpoints: TraceCheckpointsTable;
  trace_signers: TraceSignersTable;
  usage_days: UsageDaysTable;
}

/** One row: how far the traces are in their trees. */
export interface TraceSequencerTable {
  id: number;
  /** Grows with every step; a node that finds another number than it expects has lost the work to another. */
  epoch: number;
  /** Node that took the last step. Others step in when the epoch stands still although there is work. */
  owner: string | null;
  /** Every trace with a smaller `seq` is in its tree, but for the gaps. */
  next_seq: number;
  /** JSON of the ranges below `next_seq` that were not there yet: their transactions may still be open. See `sequence-gaps.ts`. */
  gaps: string;
}

export interface TraceTreesTable {
  account_id: string;
  /** Number of leaves. */
  size: number;
  root: Uint8Array;
  /** Latest checkpoint, a signed note. */
  checkpoint: string;
  checkpoint_at: number;
  /** Leaves before this one have no trace any more; their hashes stay. */
  pruned_size: number;
  /** Signed note that says so; null while nothing was pruned. */
  prune_note: string | null;
}

/** 256 hashes side by side, as in C2SP tlog-tiles. */
export interface TraceTilesTable {
  account_id: string;
  level: number;
  tile: number;
  hashes: Uint8Array;
}

/** Which trace is which leaf, for the 256 leaves of a tile of level 0; see `leaf-table.ts`. */
export interface TraceLeavesTable {
  account_id: string;
  tile: number;
  first_seq: number;
  last_seq: number;
  first_time: number;
  last_time: number;
  entries: Uint8Array;
}

/** What occurs in 16 tiles of leaves, so that a search passes over those that hold nothing it looks for. */
export interface TraceSummariesTable {
  account_id: string;
  block: number;
  first_time: number;
  last_time: number;
  /** Numbers of facets; see `packSummary`. */
  facets: Uint8Array;
  /** In which of the tiles each of them occurs; null from releases that did not write it. */
  tiles: Uint8Array | null;
}

/** A combination of values that occurs in traces; leaves name it by its number. */
export interface TraceFacetsTable {
  account_id: string;
  facet: number;
  project_id: string;
  service_type: string;
  resource_type: string;
  name: string;
  user_name: string;
  access_key_id: string;
  rating: string;
  trace_type: string;
  enterprise_project_id: string;
}

/** Which things a name in traces stood for. */
export interface TraceResourceNamesTable {
  account_id: string;
  resource_name: string;
  resource_id: string;
}

/** Checkpoints that are kept; the latest of all is in `trace_trees`. */
export interface TraceCheckpointsTable {
  account_id: string;
  size: number;
  checkpoint: string;
  created_at: number;
}

export interface TraceSignersTable {
  account_id: string;
  /** 1 for the first one. */
  number: number;
  /** Ed25519, 32 bytes. */
  public_key: Uint8Array;
  /** PKCS#8, sealed under the instance's keys. */
  sealed_private_key: Uint8Array;
  /** Note of the signer before that introduces this one. */
  endorsement: string | null;
  created_at: number;
  retired_at: number | null;
}

/** What the documents bill: a row for each account and day (UTC). */
export interface UsageDaysTable {
  account_id: string;
  /** `2026-01-31` */
  day: string;
  api_requests: number;
  /** Most custom keys, and most secrets, that were seen on this day. */
  keys: number;
  secrets: number;
}

import type { ApprovalState } from '@dewpoint/contract';

/** Requests for the approval of irreversible acts (IAM-11). */
export interface ApprovalTables {
  approvals: ApprovalsTable;
}

export interface ApprovalsTable {
  /** UUIDv4. */
  id: string;
  account_id: string;
  project_id: string | null;
  operation_id: string;
  /** SHA-256 of the exact act, hex. */
  request_hash: string;
  /** The act as traces show it: JSON, redacted. */
  request: string;
  /** JSON of what permissions are checked against; null for acts on the account. */
  resource: string | null;
  requester_id: string;
  requester_name: string;
  state: ApprovalState;
  approver_id: string | null;
  approver_name: string | null;
  created_at: number;
  expires_at: number;
}

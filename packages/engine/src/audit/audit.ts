import type { RequestContext } from '../context.ts';
import type { Transaction } from '../store/store.ts';

/** What one trace says [G 2.3.2]; the writer adds time, ids and the durable row. Nothing in here may hold a secret. */
export interface TraceRecord {
  readonly name: string;
  readonly serviceType: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName: string;
  readonly rating: 'normal' | 'warning' | 'incident';
  /** HTTP status of the answer, as text. */
  readonly code: string;
  /** Wire input, redacted by the contract's schema. */
  readonly request: unknown;
  /** Wire output, redacted; for refusals `{error_code, error_msg}`. */
  readonly response: unknown;
  readonly message: string;
  readonly readOnly: boolean;
  readonly operationId: string;
  /** Version in the path of the API, e.g. `v1.0`; empty where there is none. */
  readonly apiVersion?: string;
  readonly enterpriseProjectId?: string;
}

/** The audit trail. It fails closed: when it rejects, the operation's result is not returned (TRC-02). */
export interface AuditWriter {
  /** Durable when it resolves; many callers share one commit. Returns the trace id. Throws `auditUnavailable`. */
  append(context: RequestContext, record: TraceRecord): Promise<string>;
  /** Writes the trace inside the transaction of the change it records. */
  appendWithin(transaction: Transaction, context: RequestContext, record: TraceRecord): Promise<string>;
  /** Resolves when everything handed over is durable or has been refused. */
  flush(): Promise<void>;
}

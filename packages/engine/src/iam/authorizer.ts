import type { RequestContext } from '../context.ts';
import type { Resource } from '../pipeline/handler.ts';
import type { StatementReference } from './policy/evaluator.ts';

/** Decides one action on one resource; policy first, then (for API callers) grants. Default deny, explicit Deny wins. */
export interface Authorizer {
  decide(context: RequestContext, request: AuthorizationRequest): Promise<Decision>;
}

export interface AuthorizationRequest {
  /** Identity-policy name, e.g. `kms:cmk:create`. */
  readonly action: string;
  /** Other names of the same action in policies 1.1. */
  readonly legacyActions: readonly string[];
  /** Grant operation that would also open the call. */
  readonly grantOperation: string | undefined;
  readonly resource: Resource | undefined;
}

export type Decision =
  | {
      readonly allowed: true;
      /** What allowed it, as text. */
      readonly statement: string;
      /** Absent where no policy did: a grant, a duty of the product. */
      readonly by?: StatementReference;
      /** True when no policy but a grant allowed it: what the caller hands on is then bounded by what it has (GRT-02). */
      readonly byGrant?: boolean;
    }
  | {
      readonly allowed: false;
      /** True when a Deny statement decided, false when nothing allowed it. */
      readonly explicit: boolean;
      /** The Deny statement, where one decided. */
      readonly by?: StatementReference;
      readonly reason: string;
      /** The smallest policy or grant that would allow it (IAM-09). */
      readonly remedy: string;
    };

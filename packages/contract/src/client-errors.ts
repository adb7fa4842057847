import type { ErrorExplanation } from './errors.ts';

export interface ApiErrorParts {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
  readonly requestId: string;
  readonly explanation: ErrorExplanation | null;
  readonly retryAfterInSeconds: number | null;
}

/** The server refused the call or failed in it, and said why. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** Wire code, e.g. `KMS.0209`. */
  readonly code: string;
  /** Name of the input field that is wrong; null when none is. */
  readonly field: string | null;
  /** Finds the call in traces and logs of the server. */
  readonly requestId: string;
  /** What decided a permission refusal, when the caller may know it (IAM-09). */
  readonly explanation: ErrorExplanation | null;
  /** When to try again (429, 503). */
  readonly retryAfterInSeconds: number | null;

  constructor(parts: ApiErrorParts) {
    super(parts.message);
    this.status = parts.status;
    this.code = parts.code;
    this.field = parts.field;
    this.requestId = parts.requestId;
    this.explanation = parts.explanation;
    this.retryAfterInSeconds = parts.retryAfterInSeconds;
  }
}

/** The server was not reached, or the connection broke; whether the operation was done is not known. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  constructor(cause: unknown) {
    super('The server cannot be reached. Check the connection and try again.', { cause });
  }
}

/** Something answered that is not this API: a proxy's page, or another version of the product. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly status: number;

  constructor(status: number) {
    super(`The answer (HTTP ${status}) is not one of this API. Load the page again.`);
    this.status = status;
  }
}

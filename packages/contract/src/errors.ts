import { csmsErrors } from './errors/csms.ts';
import { edgeErrors } from './errors/edge.ts';
import { epsErrors } from './errors/eps.ts';
import { identityErrors } from './errors/identity.ts';
import { keyErrors } from './errors/keys.ts';
import { materialErrors } from './errors/material.ts';
import { smnErrors } from './errors/smn.ts';
import { traceErrors } from './errors/traces.ts';

/**
 * The closed set of errors a client can meet: wire code, HTTP status and a message that says what to do.
 * Codes are those that the official SDKs know; status and code stand together there and nowhere else.
 */
const table = {
  ...edgeErrors,
  ...identityErrors,
  ...keyErrors,
  ...materialErrors,
  ...traceErrors,
  ...csmsErrors,
  ...smnErrors,
  ...epsErrors,
};

export type ErrorName = keyof typeof table;

/** What an error says beyond its row: replaces or adds to the message; nothing here may hold a secret. */
export interface ErrorDetails {
  /** Wire name of the offending field. */
  readonly field?: string;
  /** Replaces the row's message where a better one is known. */
  readonly message?: string;
  /** Seconds for the Retry-After header (429, 503). */
  readonly retryAfterInSeconds?: number;
  /** IAM-09: what decided, for callers who may know it; sent as a separate object. */
  readonly explanation?: ErrorExplanation;
  /** For the log only, never sent. */
  readonly cause?: unknown;
}

/** Which action was refused, what decided so, and the smallest policy or grant that would allow it (IAM-09). */
export interface ErrorExplanation {
  readonly action: string;
  readonly reason: string;
  readonly remedy: string;
}

/** A refusal or failure that a client may see. Anything else that is thrown becomes `internal`. */
export class OperationError extends Error {
  readonly errorName: ErrorName;
  readonly code: string;
  readonly status: number;
  readonly field: string | undefined;
  readonly retryAfterInSeconds: number | undefined;
  readonly explanation: ErrorExplanation | undefined;

  constructor(errorName: ErrorName, details: ErrorDetails = {}) {
    const [code, status, message] = table[errorName];
    super(details.message ?? message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'OperationError';
    this.errorName = errorName;
    this.code = code;
    this.status = status;
    this.field = details.field;
    this.retryAfterInSeconds = details.retryAfterInSeconds;
    this.explanation = details.explanation;
  }
}

/** Code, status and standing message of an error, for documents and tests. */
export function errorRow(errorName: ErrorName): { code: string; status: number; message: string } {
  const [code, status, message] = table[errorName];
  return { code, status, message };
}

export const errorNames = Object.keys(table) as readonly ErrorName[];

export function isErrorName(name: unknown): name is ErrorName {
  return typeof name === 'string' && Object.hasOwn(table, name);
}

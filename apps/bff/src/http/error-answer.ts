import { OperationError } from '@dewpoint/contract';
import type { Log } from '../log/log.ts';
import { ClientGoneError } from './body.ts';

/** What an error becomes on the wire. */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfterInSeconds: number | undefined;
}

/**
 * The one exit of errors. Guarantees: a client reads only what the closed error set says; anything else becomes the generic internal
 * error, and its detail goes to the log.
 *
 * The body is the superset that every client can read [NOTES 1]: nested for KMS and otcextensions, flat for the rest and the Node SDK.
 */
export function answerOf(thrown: unknown, requestId: string, log: Log): ErrorAnswer {
  const error = toOperationError(thrown);
  if (error !== thrown || error.status >= 500) logFailure(error, thrown, requestId, log);
  const text = { error_code: error.code, error_msg: error.message };
  const body = {
    error: text,
    ...text,
    request_id: requestId,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.explanation === undefined ? {} : { explanation: error.explanation }),
  };
  return { status: error.status, body: JSON.stringify(body), retryAfterInSeconds: error.retryAfterInSeconds };
}

export function toOperationError(thrown: unknown): OperationError {
  return thrown instanceof OperationError ? thrown : new OperationError('internal', { cause: thrown });
}

function logFailure(error: OperationError, thrown: unknown, requestId: string, log: Log): void {
  if (thrown instanceof ClientGoneError) {
    log.debug('client went away', { requestId });
    return;
  }
  log.error('request failed', { requestId, errorName: error.errorName, cause: error.cause ?? thrown });
}

import { OperationError } from '@dewpoint/contract';
import { StoreClosedError, StoreUnavailableError } from '../store/errors.ts';
import { isConnectionFailure } from '../store/postgres-errors.ts';

/** What a client sees of anything that was thrown: the closed set of errors and never the details of a failure. */
export function operationError(error: unknown): OperationError {
  if (error instanceof OperationError) return error;
  if (
    error instanceof StoreUnavailableError ||
    error instanceof StoreClosedError ||
    // Reads go to the driver directly.
    isConnectionFailure(error)
  ) {
    return new OperationError('unavailable', { retryAfterInSeconds: 1, cause: error });
  }
  return new OperationError('internal', { cause: error });
}

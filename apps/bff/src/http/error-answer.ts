import { errorAnswer, OperationError, type SurfaceName } from '@dewpoint/contract';
import type { Log } from '../log/log.ts';
import { ClientGoneError } from './body.ts';

/**
 * The one exit of errors. Guarantees: a client reads only what the closed error set says; anything else becomes the generic internal
 * error, and its detail goes to the log.
 */
export function answerOfError(
  thrown: unknown,
  requestId: string,
  log: Log,
  surface?: SurfaceName,
): ReturnType<typeof errorAnswer> {
  if (thrown instanceof ClientGoneError) log.debug('client went away', { requestId });
  else if (!(thrown instanceof OperationError)) log.error('unexpected error', { requestId, cause: thrown });
  else if (thrown.status >= 500)
    log.error('request failed', { requestId, errorName: thrown.errorName, cause: thrown.cause });
  return errorAnswer(thrown, requestId, surface);
}

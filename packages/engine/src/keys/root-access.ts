import { OperationError } from '@dewpoint/contract';
import { RootMismatchError, RootUnavailableError } from '@dewpoint/crypto-core';

/**
 * Runs a call of the root of trust and turns its absence into the refusal that clients see (HSM-04).
 * @throws OperationError `rootOfTrustUnavailable`; any other failure as it is
 */
export async function viaRoot<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof RootUnavailableError || error instanceof RootMismatchError) {
      throw new OperationError('rootOfTrustUnavailable', { cause: error });
    }
    throw error;
  }
}

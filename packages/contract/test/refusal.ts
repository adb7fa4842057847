import { expect } from 'vitest';
import { OperationError } from '../src/errors.ts';

/** The refusal that a call ends in; fails the test when it does not. */
export function refusalOf(call: () => unknown): OperationError {
  try {
    call();
  } catch (error) {
    if (error instanceof OperationError) return error;
    throw error;
  }
  return expect.fail('the call was not refused');
}

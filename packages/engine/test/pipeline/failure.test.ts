import { OperationError } from '@dewpoint/contract';
import { describe, expect, it } from 'vitest';
import { operationError } from '../../src/pipeline/failure.ts';
import { StoreClosedError, StoreUnavailableError } from '../../src/store/errors.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:5432'), { code: 'ECONNREFUSED' });

describe('OPS-03 what a client sees of a failure', () => {
  it.each([
    ['a store that is closed', new StoreClosedError(), 'unavailable'],
    ['a store that does not answer', new StoreUnavailableError(refused), 'unavailable'],
    ['a connection that is refused', refused, 'unavailable'],
    ['a fault of ours', new TypeError('x is undefined'), 'internal'],
    ['something that is no error', 'thrown text', 'internal'],
  ])('%s', (_what, thrown, answer) => {
    const error = operationError(thrown);
    expect(error.errorName).toBe(answer);
    expect(error.cause).toBe(thrown);
    expect(error.message).not.toContain('10.0.0.1');
  });

  it('a refusal is passed on as it is', () => {
    const refusal = new OperationError('keyNotFound');
    expect(operationError(refusal)).toBe(refusal);
  });
});

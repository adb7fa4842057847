import { OperationError } from '@dewpoint/contract';
import type { RequestHandler } from 'express';

/** Guarantees: an address that nothing answers is a refusal in the shape of every other one. */
export const unknownAddress: RequestHandler = () => {
  throw new OperationError('apiUnknown');
};

/** Guarantees: a known address says which methods it takes when asked by another. */
export function onlyMethods(...allowed: readonly string[]): RequestHandler {
  return (_request, response) => {
    response.setHeader('Allow', allowed.join(', '));
    throw new OperationError('methodNotAllowed');
  };
}

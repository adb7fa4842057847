import { operationOf } from './catalogue.ts';
import { type ConsoleClient, type ConsoleClientOptions, createClientOver } from './client-core.ts';

export type { CallOptions, ConsoleClient, ConsoleClientOptions } from './client-core.ts';
export { ApiError, NetworkError, ProtocolError } from './client-errors.ts';

/** A client over the whole catalogue. */
export function createConsoleClient(options: ConsoleClientOptions): ConsoleClient {
  return createClientOver(operationOf, options);
}

/**
 * What the console needs in its first script: the client, its errors and the names of things. No schema and no zod: those come with the
 * forms. Where operations are offered is drawn from the catalogue when the console is built.
 */
export {
  type CallOptions,
  type ConsoleClient,
  type ConsoleClientOptions,
  createClientOver,
} from './client-core.ts';
export { ApiError, NetworkError, ProtocolError } from './client-errors.ts';
export * from './csms/names.ts';
export * from './cts/names.ts';
export * from './eps/names.ts';
export * from './kms/names.ts';
export { textOfTagFilter } from './kms/tag-filter-text.ts';
export type { Placed } from './surface.ts';

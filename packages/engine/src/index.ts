export type { RootOfTrust } from '@dewpoint/crypto-core';
export { type Clock, systemClock } from './clock.ts';
export type {
  AnonymousPrincipal,
  Channel,
  Principal,
  RequestContext,
  SystemPrincipal,
  UserPrincipal,
} from './context.ts';
export { createEngine } from './create-engine.ts';
export type {
  Engine,
  EngineLog,
  EngineOptions,
  ExpiringDocuments,
  Health,
  Identity,
  Metric,
  Outcome,
  Project,
  SessionIdentity,
  Sessions,
  TokenIdentity,
  User,
} from './engine.ts';
export { openRoot, type RootLocation } from './open-root.ts';
export { NewerSchemaError } from './store/migrate.ts';
export { StoreInUseError } from './store/sqlite-lock.ts';

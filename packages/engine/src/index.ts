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
export { isEgressEntry } from './egress/egress-guard.ts';
export type {
  AccessKeyIdentity,
  Engine,
  EngineLog,
  EngineOptions,
  ExpiringDocuments,
  Health,
  Identity,
  Metric,
  NewUserRule,
  Outcome,
  Project,
  SessionIdentity,
  Sessions,
  SignInSource,
  TokenIdentity,
  User,
} from './engine.ts';
export {
  type RequestSignature,
  type RequestSignatureAlgorithm,
  requestSignatureAlgorithms,
} from './iam/access-key-secret.ts';
export { SIGNED_REQUEST_WINDOW_IN_MS } from './iam/signed-requests.ts';
export type { RateLimit, RateLimits } from './limits/rate-limiter.ts';
export { openRoot, type RootSettings } from './open-root.ts';
export { NewerSchemaError } from './store/migrate.ts';
export { StoreInUseError } from './store/sqlite-lock.ts';

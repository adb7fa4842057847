import type { AuditWriter } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Egress } from '../egress/egress-guard.ts';
import type { EngineLog } from '../engine.ts';
import type { JobScheduler } from '../jobs/job.ts';
import type { AccountSealing } from '../keys/account-keys.ts';
import type { DefaultKeys } from '../kms/default-keys.ts';
import type { PermittedOperations } from '../kms/kms-parts.ts';
import type { ServiceKeys } from '../kms/service-keys.ts';
import type { Store } from '../store/store.ts';
import type { SecretNotifications } from './events/outbox.ts';
import type { DatabaseDrivers } from './rotation/database-settings.ts';
import type { SecretDirectory } from './secrets/secret-directory.ts';
import type { SecretKeys } from './versions/secret-keys.ts';
import type { SecretValues } from './versions/secret-values.ts';
import type { VersionWriter } from './versions/version-writer.ts';

/** What `createCsms` is given. */
export interface CsmsDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly jobs: JobScheduler;
  readonly log: EngineLog;
  readonly quotas: { readonly secrets: number };
  readonly permittedOperations: PermittedOperations;
  /** The keys of the KMS, as one of its services. */
  readonly keys: ServiceKeys;
  readonly defaultKeys: DefaultKeys;
  /** Seals backups. */
  readonly accountKeys: AccountSealing;
  /** Gate to the servers and webhooks of rotations. */
  readonly egress: Egress;
  /** How database servers are spoken to. */
  readonly drivers: DatabaseDrivers;
}

/** What the groups of handlers share. */
export interface CsmsParts extends CsmsDependencies {
  readonly directory: SecretDirectory;
  readonly secretKeys: SecretKeys;
  readonly values: SecretValues;
  readonly versions: VersionWriter;
  readonly notifications: SecretNotifications;
}

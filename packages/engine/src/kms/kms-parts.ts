import type { EngineOperationId, OperationOutput } from '@dewpoint/contract';
import type { RootOfTrust } from '@dewpoint/crypto-core';
import type { AuditWriter } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { RequestContext } from '../context.ts';
import type { EngineLog } from '../engine.ts';
import type { JobScheduler } from '../jobs/job.ts';
import type { AccountSealing } from '../keys/account-keys.ts';
import type { KeyDirectory } from '../keys/key-directory.ts';
import type { KeyMaterials } from '../keys/key-materials.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import type { Resource } from '../pipeline/handler.ts';
import type { Store } from '../store/store.ts';
import type { UseCounters } from './use-counters.ts';

/** Which operations the caller's permissions allow on a resource, whatever its state. Probing leaves no trace. */
export type PermittedOperations = (
  context: RequestContext,
  resource: Resource,
) => Promise<readonly EngineOperationId[]>;

/** What of other services stands on a key (KEY-17); it names only what the caller may see. */
export type KeyDependents = (
  context: RequestContext,
  key: KeyRecord,
) => Promise<Pick<OperationOutput<'kms.previewKeyRisk'>, 'secrets'>>;

/** What `createKms` is given. */
export interface KmsDependencies {
  readonly store: Store;
  readonly root: RootOfTrust;
  readonly clock: Clock;
  readonly audit: AuditWriter;
  readonly jobs: JobScheduler;
  readonly quotas: { readonly keys: number };
  readonly region: string;
  readonly log: EngineLog;
  readonly permittedOperations: PermittedOperations;
  readonly dependents: KeyDependents;
}

/** What the groups of handlers share. */
export interface KmsParts extends KmsDependencies {
  readonly directory: KeyDirectory;
  readonly materials: KeyMaterials;
  readonly sealing: AccountSealing;
  readonly uses: UseCounters;
}

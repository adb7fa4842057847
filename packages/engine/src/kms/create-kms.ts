import type { EngineOperationId } from '@dewpoint/contract';
import type { Metric } from '../engine.ts';
import type { GrantLookup } from '../iam/policy-authorizer.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { AccountKeys, type AccountSealing } from '../keys/account-keys.ts';
import { KeyDirectory } from '../keys/key-directory.ts';
import { KeyMaterials } from '../keys/key-materials.ts';
import type { HandlersOf } from '../pipeline/handler.ts';
import { aliasHandlers } from './aliases/alias-handlers.ts';
import { createKeyHandler } from './create-key.ts';
import { dataEncryptionHandlers } from './data-encryption.ts';
import { dataKeyHandlers } from './data-keys.ts';
import { createDefaultKeyHandler, createDefaultKeys, type DefaultKeys } from './default-keys.ts';
import { GrantDirectory } from './grants/grant-directory.ts';
import { grantHandlers } from './grants/grant-handlers.ts';
import { importHandlers } from './import/import-handlers.ts';
import { importExpiryJob, materialExpiryJob } from './import/material-expiry.ts';
import { keyDeletionJob } from './key-deletion.ts';
import { keyLifeHandlers } from './key-life.ts';
import { keyListingHandlers } from './key-listing.ts';
import { keyOverviewHandlers } from './key-overview.ts';
import type { KmsDependencies, KmsParts } from './kms-parts.ts';
import { reEncryptionHandlers } from './re-encryption.ts';
import { rotationHandlers } from './rotation/rotation-handlers.ts';
import { rotationJob } from './rotation/rotation-job.ts';
import { createServiceKeys, type ServiceKeys } from './service-keys.ts';
import { shadowDisableHandlers } from './shadow-disable.ts';
import { signatureHandlers } from './signatures.ts';
import { tagHandlers } from './tags/tag-handlers.ts';
import { toolHandlers } from './tool.ts';
import { UseCounters } from './use-counters.ts';

/** How often key bytes past their time limit are looked for. */
const SWEEP_INTERVAL_IN_MS = 30_000;

export type KmsOperationId = Extract<EngineOperationId, `kms.${string}`>;

export interface Kms {
  readonly handlers: HandlersOf<KmsOperationId>;
  readonly jobs: readonly JobDefinition[];
  /** Sealing of other parts' bytes under their account's key. */
  readonly accountKeys: AccountSealing;
  /** The grants that the authorizer asks for where no policy opens a call of an API caller (GRT-01). */
  readonly grants: GrantLookup;
  /** Default keys for the product's own services. */
  readonly defaultKeys: DefaultKeys;
  /** Keys for the product's own services. */
  readonly serviceKeys: ServiceKeys;
  metrics(): readonly Metric[];
  /** Stops listening and destroys every unwrapped key. Operations must have ended. */
  close(): void;
}

/** Keys and cryptography: the key hierarchy with its caches, and a handler for every `kms.` operation of the catalogue. */
export function createKms(dependencies: KmsDependencies): Kms {
  const { store, root, clock } = dependencies;
  const accountKeys = new AccountKeys({ store, root, clock });
  const materials = new KeyMaterials({ store, accountKeys, clock });
  const grants = new GrantDirectory({ store, clock });
  const directory = new KeyDirectory({ store, clock, reaches: grants.reaches });
  const uses = new UseCounters();
  const parts: KmsParts = { ...dependencies, directory, materials, sealing: accountKeys, uses };
  const defaultKeys = createDefaultKeys(parts);

  const stopListening = store.onChange((change) => {
    if (change.kind === 'key') {
      directory.drop(change.id);
      grants.drop(change.id);
      materials.drop(change.id);
    } else if (change.kind === 'everything') {
      directory.dropAll();
      grants.dropAll();
      materials.dropAll();
    }
  });
  const sweeping = setInterval(() => {
    materials.sweep();
    accountKeys.sweep();
  }, SWEEP_INTERVAL_IN_MS);
  sweeping.unref();

  return {
    handlers: {
      'kms.createKey': createKeyHandler(parts),
      'kms.createDefaultKey': createDefaultKeyHandler(parts, defaultKeys),
      ...keyLifeHandlers(parts),
      ...shadowDisableHandlers(parts),
      ...keyListingHandlers(parts),
      ...keyOverviewHandlers(parts),
      ...dataEncryptionHandlers(parts),
      ...dataKeyHandlers(parts),
      ...signatureHandlers(parts),
      ...toolHandlers(parts),
      ...importHandlers(parts),
      ...rotationHandlers(parts),
      ...grantHandlers(parts),
      ...tagHandlers(parts),
      ...aliasHandlers(parts),
      ...reEncryptionHandlers(parts),
    },
    jobs: [keyDeletionJob(parts), rotationJob(parts), materialExpiryJob(parts), importExpiryJob(parts)],
    grants: grants.lookup,
    accountKeys,
    defaultKeys,
    serviceKeys: createServiceKeys({ directory, materials }),
    metrics: () => [
      uses.metric(),
      ...cacheMetrics({ rows: directory, grants, materials, 'account-keys': accountKeys }),
    ],
    close() {
      clearInterval(sweeping);
      stopListening();
      directory.dropAll();
      grants.dropAll();
      materials.dropAll();
      accountKeys.dropAll();
    },
  };
}

function cacheMetrics(caches: Readonly<Record<string, Pick<KeyMaterials, 'figures'>>>): readonly Metric[] {
  const figures = Object.entries(caches).map(([cache, source]) => ({
    labels: { cache },
    ...source.figures(),
  }));
  return [
    {
      name: 'kms_key_cache_hits_total',
      help: 'Look-ups that the key caches served from memory.',
      type: 'counter',
      samples: figures.map(({ labels, hits }) => ({ labels, value: hits })),
    },
    {
      name: 'kms_key_cache_misses_total',
      help: 'Look-ups that went to the store.',
      type: 'counter',
      samples: figures.map(({ labels, misses }) => ({ labels, value: misses })),
    },
    {
      name: 'kms_key_cache_entries',
      help: 'Entries in the key caches.',
      type: 'gauge',
      samples: figures.map(({ labels, size }) => ({ labels, value: size })),
    },
  ];
}

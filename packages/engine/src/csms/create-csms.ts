import type { EngineOperationId } from '@dewpoint/contract';
import type { Metric } from '../engine.ts';
import type { JobDefinition } from '../jobs/job.ts';
import type { CacheFigures } from '../keys/leased-cache.ts';
import type { NotificationOperationId } from '../notifications/create-notifications.ts';
import type { HandlersOf } from '../pipeline/handler.ts';
import { backupHandlers } from './backup/backup-handlers.ts';
import type { CsmsDependencies, CsmsParts } from './csms-parts.ts';
import { eventHandlers } from './events/event-handlers.ts';
import { createOutbox } from './events/outbox.ts';
import { createRotation } from './rotation/create-rotation.ts';
import { secretBatchHandlers } from './secrets/batch-handlers.ts';
import { createSecretHandler } from './secrets/create-secret.ts';
import { secretDeletionJob } from './secrets/secret-deletion.ts';
import { SecretDirectory } from './secrets/secret-directory.ts';
import { secretLifeHandlers } from './secrets/secret-life.ts';
import { secretListingHandlers } from './secrets/secret-listing.ts';
import { secretOverviewHandlers } from './secrets/secret-overview.ts';
import { secretTagHandlers } from './secrets/tag-handlers.ts';
import { SecretKeys } from './versions/secret-keys.ts';
import { SecretValues } from './versions/secret-values.ts';
import { stageHandlers } from './versions/stage-handlers.ts';
import { versionExpiryJob } from './versions/version-expiry.ts';
import { versionHandlers } from './versions/version-handlers.ts';
import { VersionWriter } from './versions/version-writer.ts';

/** How often data keys past their time limit are looked for. */
const SWEEP_INTERVAL_IN_MS = 30_000;

/** All of secrets but what became of their notifications. */
export type CsmsOperationId = Exclude<Extract<EngineOperationId, `csms.${string}`>, NotificationOperationId>;

export interface Csms {
  readonly handlers: HandlersOf<CsmsOperationId>;
  readonly jobs: readonly JobDefinition[];
  metrics(): readonly Metric[];
  /** Stops listening and destroys every data key. Operations must have ended. */
  close(): void;
}

/** Secrets: versions, statuses, events and backups, and a handler for every `csms.` operation of the catalogue but those of notification records. */
export function createCsms(dependencies: CsmsDependencies): Csms {
  const { store, clock } = dependencies;
  const notifications = createOutbox(dependencies.jobs);
  const directory = new SecretDirectory({ store, clock });
  const values = new SecretValues({ store, keys: dependencies.keys, clock });
  const parts: CsmsParts = {
    ...dependencies,
    directory,
    values,
    secretKeys: new SecretKeys(dependencies),
    versions: new VersionWriter({ jobs: dependencies.jobs, notifications }),
    notifications,
  };

  const rotation = createRotation(parts);

  const stopListening = store.onChange((change) => {
    if (change.kind === 'secret') {
      directory.drop(change.address);
      values.drop(change.address);
    } else if (change.kind === 'key') values.drop(change.id);
    else if (change.kind === 'everything') {
      directory.dropAll();
      values.dropAll();
    }
  });
  const sweeping = setInterval(() => values.sweep(), SWEEP_INTERVAL_IN_MS);
  sweeping.unref();

  return {
    handlers: {
      'csms.createSecret': createSecretHandler(parts),
      ...secretLifeHandlers(parts),
      ...secretListingHandlers(parts),
      ...secretOverviewHandlers(parts),
      ...versionHandlers(parts),
      ...stageHandlers(parts),
      ...secretTagHandlers(parts),
      ...eventHandlers(parts),
      ...backupHandlers(parts),
      ...secretBatchHandlers(parts),
      ...rotation.handlers,
    },
    jobs: [secretDeletionJob(parts), versionExpiryJob(parts), ...rotation.jobs],
    metrics: () => cacheMetrics({ rows: directory.figures(), values: values.figures() }),
    close() {
      clearInterval(sweeping);
      stopListening();
      directory.dropAll();
      values.dropAll();
    },
  };
}

function cacheMetrics(caches: Readonly<Record<string, CacheFigures>>): readonly Metric[] {
  const samples = (figure: keyof CacheFigures) =>
    Object.entries(caches).map(([cache, figures]) => ({ labels: { cache }, value: figures[figure] }));
  return [
    {
      name: 'csms_cache_hits_total',
      help: 'Look-ups that the caches of secrets served from memory.',
      type: 'counter',
      samples: samples('hits'),
    },
    {
      name: 'csms_cache_misses_total',
      help: 'Look-ups of secrets that went to the store.',
      type: 'counter',
      samples: samples('misses'),
    },
    {
      name: 'csms_cache_entries',
      help: 'Entries in the caches of secrets.',
      type: 'gauge',
      samples: samples('size'),
    },
  ];
}

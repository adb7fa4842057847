import type { JobScheduler } from '../../jobs/job.ts';
import type { Transaction } from '../../store/store.ts';
import type { SecretNotifications } from '../events/outbox.ts';
import type { SecretRecord, StageRecord, VersionRecord } from '../secrets/secret-record.ts';
import { updateSecretRow } from '../secrets/secret-repository.ts';
import type { SealForVersion } from './value-sealing.ts';
import { planExpiry } from './version-expiry.ts';
import { insertVersion, readVersions, removeVersions, stageMap, writeStages } from './version-repository.ts';
import { afterTaking, type StageMap, versionsToRemove } from './version-rules.ts';

export interface NewVersion {
  /** A number that was reserved for it; the next one when absent. */
  readonly version?: number;
  readonly seal: SealForVersion;
  /** Statuses that the version takes. */
  readonly stages: readonly string[];
  /** ms since 1970 UTC; null: never. */
  readonly expiresAt: number | null;
  readonly now: number;
}

export interface WrittenVersion {
  readonly secret: SecretRecord;
  readonly version: VersionRecord;
  /** Names of its statuses. */
  readonly stages: readonly string[];
}

/**
 * Stores versions and moves statuses inside of the caller's transaction, under the lock of the secret: whoever waits for the lock sees
 * the number and the statuses that the other one wrote, so there is one SYSCURRENT at any time (SEC-05, SEC-06).
 */
export class VersionWriter {
  readonly #jobs: JobScheduler;
  readonly #notifications: SecretNotifications;

  constructor(parts: { readonly jobs: JobScheduler; readonly notifications: SecretNotifications }) {
    this.#jobs = parts.jobs;
    this.#notifications = parts.notifications;
  }

  /**
   * Stores the next version of a locked secret, and tells it.
   * @throws OperationError `secretStatusQuotaReached`
   */
  async add(transaction: Transaction, locked: SecretRecord, made: NewVersion): Promise<WrittenVersion> {
    const { now, expiresAt } = made;
    const number = made.version ?? locked.lastVersion + 1;
    const before = await readVersions(transaction, locked.id);
    const stagesBefore = stageMap(before.stages);
    const stagesAfter = afterTaking(stagesBefore, number, made.stages);
    const sealed = made.seal(number);
    await insertVersion(transaction, {
      secret_id: locked.id,
      version: number,
      ...sealed,
      created_at: now,
      expires_at: expiresAt,
      expiry_told_at: null,
    });
    await writeStages(transaction, locked.id, stagesBefore, stagesAfter, now);
    const removed = versionsToRemove([...before.versions.keys(), number], stagesAfter);
    await removeVersions(transaction, locked.id, removed);
    for (const version of removed) {
      await planExpiry(this.#jobs, transaction, locked, { version, expiresAt: null });
    }
    if (expiresAt !== null) {
      await planExpiry(this.#jobs, transaction, locked, { version: number, expiresAt });
    }
    const secret = await updateSecretRow(transaction, locked, {
      last_version: Math.max(locked.lastVersion, number),
      updated_at: now,
    });
    const version = {
      version: number,
      kind: sealed.kind,
      kmsKeyId: sealed.kms_key_id,
      createdAt: now,
      expiresAt,
    };
    await this.#notifications.tell(transaction, { type: 'SECRET_VERSION_CREATED', secret, version, at: now });
    return { secret, version, stages: namesOn(stagesAfter, number) };
  }

  /** Moves the statuses of a locked secret by a rule; answers them as they are then. */
  async moveStages(
    transaction: Transaction,
    locked: SecretRecord,
    now: number,
    rule: (stages: StageMap, versions: ReadonlyMap<number, VersionRecord>) => StageMap,
  ): Promise<ReadonlyMap<string, StageRecord>> {
    const { versions, stages } = await readVersions(transaction, locked.id);
    const before = stageMap(stages);
    await writeStages(transaction, locked.id, before, rule(before, versions), now);
    await updateSecretRow(transaction, locked, { updated_at: now });
    return (await readVersions(transaction, locked.id)).stages;
  }
}

/** Names of the statuses on one version, in order. */
export function namesOn(stages: StageMap, version: number): readonly string[] {
  return [...stages].flatMap(([name, holder]) => (holder === version ? [name] : [])).sort();
}

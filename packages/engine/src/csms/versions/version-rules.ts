import {
  MAX_SECRET_STATUSES,
  MAX_SECRET_VERSIONS,
  OperationError,
  SYSCURRENT,
  SYSPREVIOUS,
} from '@dewpoint/contract';

/** Which version has which status, by the name of the status; a status is on one version by construction (SEC-06). */
export type StageMap = ReadonlyMap<string, number>;

const builtIn: ReadonlySet<string> = new Set([SYSCURRENT, SYSPREVIOUS]);

/**
 * The statuses after a version has taken some (SEC-05, SEC-06). Where SYSCURRENT leaves a version, that version gets SYSPREVIOUS,
 * unless the same call says where SYSPREVIOUS goes.
 * @throws OperationError `secretStatusQuotaReached` when there would be more than 12
 */
export function afterTaking(stages: StageMap, version: number, taken: readonly string[]): StageMap {
  const after = new Map(stages);
  for (const name of taken) after.set(name, version);
  const former = stages.get(SYSCURRENT);
  if (former !== undefined && former !== after.get(SYSCURRENT) && !taken.includes(SYSPREVIOUS)) {
    after.set(SYSPREVIOUS, former);
  }
  if (after.size > MAX_SECRET_STATUSES) throw new OperationError('secretStatusQuotaReached');
  return after;
}

/**
 * The statuses after one was deleted.
 * @throws OperationError `secretStatusBuiltIn`, `secretStatusNotFound`
 */
export function afterDeleting(stages: StageMap, name: string): StageMap {
  if (builtIn.has(name)) throw new OperationError('secretStatusBuiltIn', { field: 'stage_name' });
  if (!stages.has(name)) throw new OperationError('secretStatusNotFound', { field: 'stage_name' });
  const after = new Map(stages);
  after.delete(name);
  return after;
}

/** Versions that have to go so that 20 stay: those without status, the oldest first (SEC-05). 12 statuses leave at least 8 of them. */
export function versionsToRemove(versions: Iterable<number>, stages: StageMap): readonly number[] {
  const all = [...versions].sort((a, b) => a - b);
  const withStatus = new Set(stages.values());
  const excess = all.length - MAX_SECRET_VERSIONS;
  return excess <= 0 ? [] : all.filter((version) => !withStatus.has(version)).slice(0, excess);
}

/** The version that a client means (SEC-10): `v3`, `latest` for SYSCURRENT, or a status; undefined when there is none. */
export function versionMeant(
  text: string,
  versions: { has(version: number): boolean },
  stages: ReadonlyMap<string, { readonly version: number }>,
): number | undefined {
  const number = /^v(\d{1,15})$/.exec(text)?.[1];
  if (number !== undefined && versions.has(Number(number))) return Number(number);
  return stages.get(text === 'latest' ? SYSCURRENT : text)?.version;
}

import { MAX_TAGS, OperationError } from '@dewpoint/contract';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { Tag } from './tag-repository.ts';

/**
 * Which keys may have their tags changed (TAG-01, KEY-11).
 * @throws OperationError `defaultKeyRefused`, `keyPendingDeletion`
 */
export function checkTaggable(key: KeyRecord): void {
  if (key.defaultService !== null) throw new OperationError('defaultKeyRefused');
  if (key.state === 'pendingDeletion') throw new OperationError('keyPendingDeletion');
}

/**
 * The tags to write: of a key that is named twice the later value counts.
 * @throws OperationError `tagLimitReached` when the key would have more than 20
 */
export function tagsToWrite(present: readonly Tag[], wanted: readonly Tag[]): readonly Tag[] {
  const written = new Map(wanted.map(({ key, value }) => [key, value]));
  const after = new Set([...present.map((tag) => tag.key), ...written.keys()]);
  if (after.size > MAX_TAGS) throw new OperationError('tagLimitReached');
  return [...written].map(([key, value]) => ({ key, value }));
}

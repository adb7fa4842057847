import { OperationError } from '@dewpoint/contract';
import type { KeyRecord } from '../../keys/key-record.ts';

/**
 * Which keys may have their tags changed (TAG-01, KEY-11).
 * @throws OperationError `defaultKeyRefused`, `keyPendingDeletion`
 */
export function checkTaggable(key: KeyRecord): void {
  if (key.defaultService !== null) throw new OperationError('defaultKeyRefused');
  if (key.state === 'pendingDeletion') throw new OperationError('keyPendingDeletion');
}

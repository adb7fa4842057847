import { type ErrorName, OperationError } from '@dewpoint/contract';
import type { KeyRecord, KeyRotation } from '../../keys/key-record.ts';

const DAY_IN_MS = 86_400_000;

/** ROT-01: the interval that enabling starts with. */
export const DEFAULT_INTERVAL_IN_DAYS = 365;

/** End of the running period in ms since 1970 UTC; null while rotation is off. A period that has passed gives a time in the past. */
export function nextRotationAt({ enabled, anchorAt, intervalInDays }: KeyRotation): number | null {
  return enabled && anchorAt !== null ? anchorAt + intervalInDays * DAY_IN_MS : null;
}

/** What a user asks of rotation. */
export type RotationChange = 'enable' | 'disable' | 'setInterval' | 'rotate';

/**
 * Lets a change of rotation pass or names what forbids it: first what the key is (ROT-01, KEY-11, IMP-06), then its state, then the switch.
 * @throws OperationError
 */
export function checkRotation(key: KeyRecord, change: RotationChange): void {
  const misfit = rotationMisfit(key);
  if (misfit !== undefined) throw new OperationError(misfit);
  if (key.state !== 'enabled') throw new OperationError('keyNotEnabled');
  if (change === 'enable' && key.rotation.enabled) throw new OperationError('rotationAlreadyOn');
  if ((change === 'disable' || change === 'setInterval') && !key.rotation.enabled) {
    throw new OperationError('rotationOff');
  }
}

/** True when the product must add a version now (ROT-03): a key that is not enabled waits. */
export function isRotationDue(key: KeyRecord, now: number): boolean {
  const at = nextRotationAt(key.rotation);
  return key.state === 'enabled' && at !== null && at <= now;
}

function rotationMisfit(key: KeyRecord): ErrorName | undefined {
  if (key.defaultService !== null) return 'defaultKeyRefused';
  if (key.origin === 'external') return 'externalCannotRotate';
  if (!key.spec.symmetric) return 'asymmetricCannotRotate';
  // A code of generate-mac does not say which version made it, so old codes could not be verified any more.
  if (key.spec.family === 'hmac' || key.origin !== 'kms') return 'rotationUnsupported';
  return undefined;
}

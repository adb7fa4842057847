import type { KeyDetails } from '../api/key-queries.ts';
import { isAsymmetric, isSymmetric } from '../details/key-tabs.ts';

/** Why a key is never rotated, whatever its state. */
export type RotationMisfit = 'defaultKey' | 'external' | 'asymmetric' | 'mac' | 'hsm';

/** Only custom symmetric keys whose material was made here are rotated (ROT-01); null for those. */
export function rotationMisfit(
  item: Pick<KeyDetails, 'defaultService' | 'origin' | 'keySpec'>,
): RotationMisfit | null {
  if (item.defaultService !== null) return 'defaultKey';
  if (item.origin === 'external') return 'external';
  if (isAsymmetric(item)) return 'asymmetric';
  if (!isSymmetric(item)) return 'mac';
  return item.origin === 'hsm' ? 'hsm' : null;
}

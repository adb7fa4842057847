import type { KeyDetails } from '../api/key-queries.ts';
import { type KeyTabName, keyTabNames } from '../paths.ts';

export function isAsymmetric({ keySpec }: Pick<KeyDetails, 'keySpec'>): boolean {
  return /^(?:RSA|EC)_/.test(keySpec) || keySpec === 'SM2';
}

export function isSymmetric({ keySpec }: Pick<KeyDetails, 'keySpec'>): boolean {
  return keySpec === 'AES_256' || keySpec === 'SM4';
}

/** Tabs that a key has, in their order. */
export function tabsOf(item: Pick<KeyDetails, 'keySpec'>): readonly KeyTabName[] {
  return keyTabNames.filter((name) => name !== 'public-key' || isAsymmetric(item));
}

/** The tab that the address names; without one, what people come for: the tool where it works, the details elsewhere. */
export function tabShown(item: KeyDetails, named: string | undefined): KeyTabName {
  const tab = tabsOf(item).find((name) => name === named);
  return tab ?? (toolRefusal(item) === null ? 'tool' : 'details');
}

/** What the tool does with a key, by what the key is for. */
export function toolKind({ keyUsage }: Pick<KeyDetails, 'keyUsage'>): 'data' | 'sign' | 'mac' {
  if (keyUsage === 'SIGN_VERIFY') return 'sign';
  return keyUsage === 'GENERATE_VERIFY_MAC' ? 'mac' : 'data';
}

/** Why the tool does not work with a key; null when it does (TOOL-01, TOOL-02). */
export function toolRefusal(
  item: Pick<KeyDetails, 'state' | 'keySpec' | 'keyUsage' | 'defaultService'>,
): 'defaultKey' | 'asymmetric' | 'disabled' | 'pendingDeletion' | 'pendingImport' | null {
  if (item.defaultService !== null) return 'defaultKey';
  if (toolKind(item) === 'data' && !isSymmetric(item)) return 'asymmetric';
  return item.state === 'enabled' ? null : item.state;
}

import type { KeyView } from '@dewpoint/contract';

export const PROJECT_ID = '0123456789abcdef0123456789abcdef';
export const USER_ID = 'b'.repeat(32);
const DAY_MS = 86_400_000;
const FIRST_CREATED = Date.UTC(2026, 0, 10, 8, 30);

/** A UUID that ends with a number, so that tests can name keys. */
export function keyIdOf(number: number): string {
  return `0d0466b0-e727-4d9c-b35d-${String(number).padStart(12, '0')}`;
}

/** A custom AES key that is enabled; later numbers were created later. */
export function aKey(number: number, differences: Partial<KeyView> = {}): KeyView {
  return {
    keyId: keyIdOf(number),
    keyAlias: `key-${number}`,
    keyDescription: '',
    state: 'enabled',
    keySpec: 'AES_256',
    keyUsage: 'ENCRYPT_DECRYPT',
    origin: 'kms',
    accountId: 'd'.repeat(32),
    projectId: PROJECT_ID,
    enterpriseProjectId: '0',
    keystoreId: '0',
    defaultService: null,
    createdAt: FIRST_CREATED + number * DAY_MS,
    deletionAt: null,
    materialExpiresAt: null,
    currentVersion: 1,
    rotation: { enabled: false, intervalInDays: 365, rotatedAt: null, nextRotationAt: null, count: 0 },
    tags: [],
    ...differences,
  };
}

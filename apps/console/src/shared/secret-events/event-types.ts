import type { SecretEventType } from '@dewpoint/contract';

/** What the documents say of each type of event [G 2.2.5]: how much it matters, and what it happens to. */
export const eventTypeFacts: Readonly<
  Record<SecretEventType, { readonly level: 'normal' | 'warning'; readonly object: 'secret' | 'version' }>
> = {
  SECRET_VERSION_CREATED: { level: 'normal', object: 'secret' },
  SECRET_VERSION_EXPIRED: { level: 'warning', object: 'version' },
  SECRET_ROTATED: { level: 'normal', object: 'secret' },
  SECRET_DELETED: { level: 'warning', object: 'secret' },
  SECRET_ROTATED_FAILED: { level: 'warning', object: 'secret' },
};

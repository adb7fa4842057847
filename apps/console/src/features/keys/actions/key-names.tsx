import { ItemNames } from '../../../shared/danger/item-names.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { Key } from '../api/key-queries.ts';
import { KeyStateChip } from '../key-state-chip.tsx';

/** The keys that a dialog speaks of. */
export function KeyNames({ keys }: { readonly keys: readonly Key[] }) {
  const { t } = useTranslation();
  return (
    <ItemNames
      label={t('keys.action.keys')}
      items={keys.map((key) => ({
        id: key.keyId,
        name: key.keyAlias,
        badge: <KeyStateChip state={key.state} />,
      }))}
    />
  );
}

import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { BulkBar } from '../../../shared/list/bulk-bar.tsx';
import { allows, type KeyActionName, keyActionNames, keyActions } from '../actions/key-action.ts';
import type { Key } from '../api/key-queries.ts';

interface KeyBulkBarProps {
  readonly selected: readonly Key[];
  readonly permitted: readonly string[];
  readonly onAction: (name: KeyActionName, keyIds: readonly string[]) => void;
  readonly onClear: () => void;
}

/** What can be done to how many of the selected keys. */
export function KeyBulkBar({ selected, permitted, onAction, onClear }: KeyBulkBarProps) {
  const { t } = useTranslation();
  const total = selected.length;
  const actions = keyActionNames.map((name) => {
    const ids = permitted.includes(keyActions[name].operation)
      ? selected.filter((key) => allows(key, name)).map((key) => key.keyId)
      : [];
    return {
      name,
      label: t(`keys.action.${name}.name`),
      told: t(`keys.action.${name}.possible`, { count: ids.length, total }),
      count: ids.length,
      danger: name === 'scheduleDeletion',
      run: () => onAction(name, ids),
    };
  });
  return (
    <BulkBar
      label={t('keys.bulk.label')}
      selected={total}
      actions={actions}
      nothing={t('keys.bulk.nothing')}
      onClear={onClear}
    />
  );
}

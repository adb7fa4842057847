import { useTranslation } from 'react-i18next';
import { RowActions } from '../../../shared/list/row-actions.tsx';
import { allows, type KeyActionName, keyActionNames, keyActions } from '../actions/key-action.ts';
import type { Key } from '../api/key-queries.ts';
import { keyPath } from '../paths.ts';

interface KeyRowActionsProps {
  readonly item: Key;
  readonly permitted: readonly string[];
  readonly onAction: (name: KeyActionName, keyIds: readonly string[]) => void;
}

/** What can be done with one key. */
export function KeyRowActions({ item, permitted, onAction }: KeyRowActionsProps) {
  const { t } = useTranslation();
  const possible = keyActionNames.filter(
    (name) => allows(item, name) && permitted.includes(keyActions[name].operation),
  );
  return (
    <RowActions
      of={item.keyAlias}
      detailsPath={keyPath(item.keyId)}
      actions={possible.map((name) => ({
        name,
        label: t(`keys.action.${name}.name`),
        danger: name === 'scheduleDeletion',
        run: () => onAction(name, [item.keyId]),
      }))}
    />
  );
}

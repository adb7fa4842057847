import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type RowAction, RowActions } from '../../../shared/list/row-actions.tsx';
import {
  allows,
  allowsDeletingMaterial,
  allowsImport,
  DELETE_MATERIAL,
  type KeyDialogName,
  keyActionNames,
  keyActions,
} from '../actions/key-action.ts';
import type { Key } from '../api/key-queries.ts';
import { importPath, keyPath } from '../paths.ts';

interface KeyRowActionsProps {
  readonly item: Key;
  readonly permitted: readonly string[];
  readonly onAction: (name: KeyDialogName, keyIds: readonly string[]) => void;
}

/** What can be done with one key. */
export function KeyRowActions({ item, permitted, onAction }: KeyRowActionsProps) {
  const { t } = useTranslation();
  const imports: RowAction = {
    name: 'import',
    label: t('keys.import.short'),
    fullLabel: t('keys.import.material'),
    danger: false,
    does: { to: importPath(item.keyId) },
  };
  const losesMaterial: RowAction = {
    name: DELETE_MATERIAL,
    label: t('keys.import.delete'),
    danger: true,
    does: () => onAction(DELETE_MATERIAL, [item.keyId]),
  };
  const states = keyActionNames
    .filter((name) => allows(item, name) && permitted.includes(keyActions[name].operation))
    .map(
      (name): RowAction => ({
        name,
        label: t(`keys.action.${name}.name`),
        danger: name === 'scheduleDeletion',
        inMenu: name === 'assignProject',
        does: () => onAction(name, [item.keyId]),
      }),
    );
  return (
    <RowActions
      of={item.keyAlias}
      detailsPath={keyPath(item.keyId)}
      actions={[
        ...(allowsImport(item) && permitted.includes('kms.importKeyMaterial') ? [imports] : []),
        ...(allowsDeletingMaterial(item) && permitted.includes('kms.deleteImportedKeyMaterial')
          ? [losesMaterial]
          : []),
        ...states,
      ]}
    />
  );
}

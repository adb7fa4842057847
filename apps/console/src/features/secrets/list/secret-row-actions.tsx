import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type RowAction, RowActions } from '../../../shared/list/row-actions.tsx';
import { possibleActions, type SecretActionName } from '../actions/secret-action.ts';
import type { Secret } from '../api/secret-queries.ts';
import { secretPath } from '../paths.ts';

interface SecretRowActionsProps {
  readonly item: Secret;
  readonly permitted: readonly string[];
  readonly onAction: (name: SecretActionName, names: readonly string[]) => void;
}

/** What can be done with one secret [G 2.2.2.1]. */
export function SecretRowActions({ item, permitted, onAction }: SecretRowActionsProps) {
  const { t } = useTranslation();
  const actions = possibleActions(item, permitted).map(
    (name): RowAction => ({
      name,
      label: t(`secrets.action.${name}.name`),
      danger: name === 'delete',
      does: () => onAction(name, [item.secretName]),
    }),
  );
  return <RowActions of={item.secretName} detailsPath={secretPath(item.secretName)} actions={actions} />;
}

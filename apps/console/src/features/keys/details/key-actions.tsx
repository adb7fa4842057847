import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { useTranslation } from 'react-i18next';
import { allows, type KeyActionName, keyActionNames, keyActions } from '../actions/key-action.ts';
import type { KeyDetails } from '../api/key-queries.ts';

interface KeyActionsProps {
  readonly item: KeyDetails;
  readonly onAction: (name: KeyActionName) => void;
}

/** What the state of the key allows; what the caller may not do is off and says so. */
export function KeyActions({ item, onAction }: KeyActionsProps) {
  const { t } = useTranslation();
  return keyActionNames
    .filter((name) => allows(item, name))
    .map((name) => {
      const { operation } = keyActions[name];
      const permitted = item.permitted.includes(operation);
      return (
        <Tooltip key={name} title={permitted ? '' : t('keys.notPermitted', { operation })}>
          <span>
            <Button
              variant="outlined"
              color={name === 'scheduleDeletion' ? 'error' : 'primary'}
              disabled={!permitted}
              onClick={() => onAction(name)}
            >
              {t(`keys.action.${name}.name`)}
            </Button>
          </span>
        </Tooltip>
      );
    });
}

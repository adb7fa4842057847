import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import {
  allows,
  allowsDeletingMaterial,
  allowsImport,
  DELETE_MATERIAL,
  type KeyDialogName,
  keyActionNames,
  keyActions,
} from '../actions/key-action.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { importPath } from '../paths.ts';

interface KeyActionsProps {
  readonly item: KeyDetails;
  readonly onAction: (name: KeyDialogName) => void;
}

/** What the state of the key allows; what the caller may not do is off and says so. */
export function KeyActions({ item, onAction }: KeyActionsProps) {
  const { t } = useTranslation();
  return (
    <>
      {allowsImport(item) && (
        <Act operation="kms.importKeyMaterial" permitted={item.permitted}>
          {(off) => (
            <Button variant="contained" disabled={off} component={Link} to={importPath(item.keyId)}>
              {t('keys.import.material')}
            </Button>
          )}
        </Act>
      )}
      {keyActionNames
        .filter((name) => allows(item, name))
        .map((name) => (
          <Act key={name} operation={keyActions[name].operation} permitted={item.permitted}>
            {(off) => (
              <Button
                variant="outlined"
                color={name === 'scheduleDeletion' ? 'error' : 'primary'}
                disabled={off}
                onClick={() => onAction(name)}
              >
                {t(`keys.action.${name}.name`)}
              </Button>
            )}
          </Act>
        ))}
      {allowsDeletingMaterial(item) && (
        <Act operation="kms.deleteImportedKeyMaterial" permitted={item.permitted}>
          {(off) => (
            <Button variant="outlined" color="error" disabled={off} onClick={() => onAction(DELETE_MATERIAL)}>
              {t('keys.import.delete')}
            </Button>
          )}
        </Act>
      )}
    </>
  );
}

interface ActProps {
  readonly operation: string;
  readonly permitted: readonly string[];
  readonly children: (off: boolean) => ReactNode;
}

/** A button that says so where the caller may not do what it does. */
function Act({ operation, permitted, children }: ActProps) {
  const { t } = useTranslation();
  const allowed = permitted.includes(operation);
  return (
    <Tooltip title={allowed ? '' : t('keys.notPermitted', { operation })}>
      <span>{children(!allowed)}</span>
    </Tooltip>
  );
}

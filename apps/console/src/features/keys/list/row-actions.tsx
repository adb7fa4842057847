import MoreVert from '@mui/icons-material/MoreVert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { useId, useState } from 'react';
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
import type { Key } from '../api/key-queries.ts';
import { importPath, keyPath } from '../paths.ts';

interface RowActionsProps {
  readonly item: Key;
  readonly permitted: readonly string[];
  readonly onAction: (name: KeyDialogName, keyIds: readonly string[]) => void;
}

/** What can be done with one key: the likeliest thing as a button, the rest in a menu. */
export function RowActions({ item, permitted, onAction }: RowActionsProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  const possible = keyActionNames.filter(
    (name) => allows(item, name) && permitted.includes(keyActions[name].operation),
  );
  // Deletion is never one click away.
  const first = possible.find((name) => name !== 'scheduleDeletion' && name !== 'assignProject');
  const others = possible.filter((name) => name !== first);
  const imports = allowsImport(item) && permitted.includes('kms.importKeyMaterial');
  const losesMaterial = allowsDeletingMaterial(item) && permitted.includes('kms.deleteImportedKeyMaterial');
  const close = () => setAnchor(null);
  return (
    <Box
      sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', width: '100%', gap: 0.5 }}
    >
      {imports ? (
        <Button
          size="small"
          variant="text"
          component={Link}
          to={importPath(item.keyId)}
          aria-label={t('keys.import.material')}
          sx={{ ml: -1.25 }}
        >
          {t('keys.import.short')}
        </Button>
      ) : first ? (
        <Button size="small" variant="text" onClick={() => onAction(first, [item.keyId])} sx={{ ml: -1.25 }}>
          {t(`keys.action.${first}.name`)}
        </Button>
      ) : (
        <span />
      )}
      <Tooltip title={t('keys.moreActions', { alias: item.keyAlias })}>
        <IconButton
          aria-label={t('keys.moreActions', { alias: item.keyAlias })}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          aria-controls={anchor ? menuId : undefined}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <MoreVert fontSize="small" />
        </IconButton>
      </Tooltip>
      <Menu id={menuId} anchorEl={anchor} open={anchor !== null} onClose={close}>
        <MenuItem component={Link} to={keyPath(item.keyId)}>
          {t('keys.viewDetails')}
        </MenuItem>
        {losesMaterial && (
          <MenuItem
            onClick={() => {
              close();
              onAction(DELETE_MATERIAL, [item.keyId]);
            }}
            sx={{ color: 'error.main' }}
          >
            {t('keys.import.delete')}
          </MenuItem>
        )}
        {others.map((name) => (
          <MenuItem
            key={name}
            onClick={() => {
              close();
              onAction(name, [item.keyId]);
            }}
            sx={name === 'scheduleDeletion' ? { color: 'error.main' } : {}}
          >
            {t(`keys.action.${name}.name`)}
          </MenuItem>
        ))}
      </Menu>
    </Box>
  );
}

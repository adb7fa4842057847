import MoreVert from '@mui/icons-material/MoreVert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { useTranslation } from '../i18n/use-translation.ts';

export interface RowAction {
  readonly name: string;
  readonly label: string;
  readonly danger: boolean;
  /** Never as the button of the row. */
  readonly inMenu?: boolean;
  /** What it does, or the page that does it. */
  readonly does: (() => void) | { readonly to: string };
  /** Accessible name where the label is short. */
  readonly fullLabel?: string;
}

interface RowActionsProps {
  /** What the row shows. */
  readonly of: string;
  readonly detailsPath: string;
  /** The possible ones, the likeliest first. */
  readonly actions: readonly RowAction[];
}

/** What can be done with one row: the likeliest thing as a button, the rest in a menu. */
export function RowActions({ of, detailsPath, actions }: RowActionsProps) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  // Deletion is never one click away.
  const first = actions.find(({ danger, inMenu = false }) => !danger && !inMenu);
  const others = actions.filter((action) => action !== first);
  const close = () => setAnchor(null);
  const label = t('list.moreActions', { name: of });
  return (
    <Box
      sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', width: '100%', gap: 0.5 }}
    >
      {first ? (
        <Button
          size="small"
          variant="text"
          aria-label={first.fullLabel}
          {...(typeof first.does === 'function'
            ? { onClick: first.does }
            : { component: Link, to: first.does.to })}
          sx={{ ml: -1.25 }}
        >
          {first.label}
        </Button>
      ) : (
        <span />
      )}
      <Tooltip title={label}>
        <IconButton
          aria-label={label}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          aria-controls={anchor ? menuId : undefined}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <MoreVert fontSize="small" />
        </IconButton>
      </Tooltip>
      <Menu id={menuId} anchorEl={anchor} open={anchor !== null} onClose={close}>
        <MenuItem component={Link} to={detailsPath}>
          {t('list.viewDetails')}
        </MenuItem>
        {others.map(({ name, label: word, fullLabel, danger, does }) => (
          <MenuItem
            key={name}
            {...(typeof does === 'function'
              ? {
                  onClick: () => {
                    close();
                    does();
                  },
                }
              : { component: Link, to: does.to })}
            sx={danger ? { color: 'error.main' } : {}}
          >
            {fullLabel ?? word}
          </MenuItem>
        ))}
      </Menu>
    </Box>
  );
}

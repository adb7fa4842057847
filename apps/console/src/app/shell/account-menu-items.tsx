import BadgeOutlined from '@mui/icons-material/BadgeOutlined';
import LogoutOutlined from '@mui/icons-material/LogoutOutlined';
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { CREDENTIALS_PATH } from '../../features/credentials/paths.ts';
import type { Session } from '../../shared/api/project-api.ts';
import { refusalOf } from '../../shared/api/refusal.ts';
import { useNotify } from '../../shared/components/notices.tsx';
import { useSingleFlight } from '../../shared/components/use-single-flight.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { browser } from '../session/browser.ts';
import { signOut } from '../session/sign-out.ts';

interface AccountMenuItemsProps {
  readonly id: string;
  readonly anchor: HTMLElement;
  readonly session: Session;
  readonly onClose: () => void;
}

export function AccountMenuItems({ id, anchor, session, onClose }: AccountMenuItemsProps) {
  const { t } = useTranslation();
  const leave = useLeave();
  return (
    <Menu
      id={id}
      anchorEl={anchor}
      open
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{ list: { 'aria-label': t('account.label') }, paper: { sx: { minWidth: 240 } } }}
    >
      <Identity session={session} />
      <Divider sx={{ my: 0.75 }} />
      <MenuItem component={Link} to={CREDENTIALS_PATH} onClick={onClose}>
        <ListItemIcon>
          <BadgeOutlined fontSize="small" />
        </ListItemIcon>
        {t('navigation.credentials')}
      </MenuItem>
      <MenuItem
        onClick={() => {
          // An open menu hides everything else from screen readers, also the message when this fails.
          onClose();
          void leave();
        }}
      >
        <ListItemIcon>
          <LogoutOutlined fontSize="small" />
        </ListItemIcon>
        {t('account.signOut')}
      </MenuItem>
    </Menu>
  );
}

function Identity({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const { user, account, region } = session;
  return (
    <Box component="li" role="none" sx={{ px: 1.25, py: 0.75 }}>
      <Typography sx={{ fontWeight: 600 }}>{user.name}</Typography>
      {user.email !== null && <Typography variant="body2">{user.email}</Typography>}
      <Typography variant="body2" color="textSecondary">
        {t('account.inAccount', { account: account.name, region })}
      </Typography>
    </Box>
  );
}
/** Not an item: the menu passes it over when it places the focus. */
Identity.muiSkipListHighlight = true;

function useLeave(): () => Promise<void> {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { run } = useSingleFlight(async () => {
    try {
      const location = await signOut();
      queryClient.clear();
      browser.assign(location);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      notify({ severity: 'error', message: refusalOf(error).message });
    }
  });
  return run;
}

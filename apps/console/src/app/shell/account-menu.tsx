import AccountCircleOutlined from '@mui/icons-material/AccountCircleOutlined';
import BadgeOutlined from '@mui/icons-material/BadgeOutlined';
import LogoutOutlined from '@mui/icons-material/LogoutOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CREDENTIALS_PATH } from '../../features/credentials/paths.ts';
import type { Session } from '../../shared/api/project-api.ts';
import { refusalOf } from '../../shared/api/refusal.ts';
import { useNotify } from '../../shared/components/notices.tsx';
import { useSingleFlight } from '../../shared/components/use-single-flight.ts';
import { signOut } from '../session/sign-out.ts';

export function AccountMenu({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  const leave = useLeave();
  const close = () => setAnchor(null);
  return (
    <>
      <Button
        color="inherit"
        aria-label={t('account.menu', { name: session.user.name })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? menuId : undefined}
        startIcon={<AccountCircleOutlined />}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ minWidth: 0, px: 1, '& .MuiButton-startIcon': { mr: { xs: 0, sm: 1 } } }}
      >
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' }, maxWidth: 180 }}>
          <Typography component="span" variant="body2" noWrap sx={{ fontWeight: 600, display: 'block' }}>
            {session.user.name}
          </Typography>
        </Box>
      </Button>
      <Menu
        id={menuId}
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ list: { 'aria-label': t('account.label') }, paper: { sx: { minWidth: 240 } } }}
      >
        <Box role="presentation" sx={{ px: 1.25, py: 0.75 }}>
          <Typography sx={{ fontWeight: 600 }}>{session.user.name}</Typography>
          {session.user.email && <Typography variant="body2">{session.user.email}</Typography>}
          <Typography variant="body2" color="textSecondary">
            {t('account.inAccount', { account: session.account.name, region: session.region })}
          </Typography>
        </Box>
        <Divider sx={{ my: 0.75 }} />
        <MenuItem component={Link} to={CREDENTIALS_PATH} onClick={close}>
          <ListItemIcon>
            <BadgeOutlined fontSize="small" />
          </ListItemIcon>
          {t('navigation.credentials')}
        </MenuItem>
        <MenuItem onClick={() => void leave()}>
          <ListItemIcon>
            <LogoutOutlined fontSize="small" />
          </ListItemIcon>
          {t('account.signOut')}
        </MenuItem>
      </Menu>
    </>
  );
}

function useLeave(): () => Promise<void> {
  const queryClient = useQueryClient();
  const notify = useNotify();
  const { run } = useSingleFlight(async () => {
    try {
      const location = await signOut();
      queryClient.clear();
      window.location.assign(location);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      notify({ severity: 'error', message: refusalOf(error).message });
    }
  });
  return run;
}

import BadgeOutlined from '@mui/icons-material/BadgeOutlined';
import BarChartOutlined from '@mui/icons-material/BarChartOutlined';
import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import ForumOutlined from '@mui/icons-material/ForumOutlined';
import LockOutlined from '@mui/icons-material/LockOutlined';
import ManageSearchOutlined from '@mui/icons-material/ManageSearchOutlined';
import PersonOutlined from '@mui/icons-material/PersonOutlined';
import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import SpaceDashboardOutlined from '@mui/icons-material/SpaceDashboardOutlined';
import VpnKeyOutlined from '@mui/icons-material/VpnKeyOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import { NavLink, useLocation } from 'react-router';
import { CREDENTIALS_PATH } from '../../features/credentials/paths.ts';
import { EVENTS_PATH } from '../../features/events/paths.ts';
import { IDENTITY_PATH, identityTabsOf } from '../../features/identity/paths.ts';
import { KEYS_PATH } from '../../features/keys/paths.ts';
import { OVERVIEW_PATH, USAGE_PATH } from '../../features/overview/paths.ts';
import { SECRETS_PATH } from '../../features/secrets/paths.ts';
import { SETTINGS_PATH } from '../../features/settings/paths.ts';
import { TOPICS_PATH } from '../../features/topics/paths.ts';
import { TRACES_PATH } from '../../features/traces/paths.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';

interface NavigationListProps {
  /** Operations of the signed-in user: what none of them serves is not shown (IAM-09). */
  readonly permitted: readonly string[];
  readonly onNavigate: () => void;
}

/** The map of the console, as far as its pages exist. */
export function NavigationList({ permitted, onNavigate }: NavigationListProps) {
  const { t } = useTranslation();
  const entries: readonly Entry[] = [
    { to: OVERVIEW_PATH, label: t('navigation.overview'), icon: <SpaceDashboardOutlined fontSize="small" /> },
    { to: KEYS_PATH, label: t('navigation.keys'), icon: <VpnKeyOutlined fontSize="small" /> },
    { to: SECRETS_PATH, label: t('navigation.secrets'), icon: <LockOutlined fontSize="small" /> },
    { to: EVENTS_PATH, label: t('navigation.events'), icon: <CampaignOutlined fontSize="small" /> },
    { to: TOPICS_PATH, label: t('navigation.topics'), icon: <ForumOutlined fontSize="small" /> },
    { to: TRACES_PATH, label: t('navigation.traces'), icon: <ManageSearchOutlined fontSize="small" /> },
    ...(identityTabsOf(permitted).length > 0
      ? [
          {
            to: IDENTITY_PATH,
            label: t('navigation.identity'),
            icon: <PersonOutlined fontSize="small" />,
          },
        ]
      : []),
    { to: CREDENTIALS_PATH, label: t('navigation.credentials'), icon: <BadgeOutlined fontSize="small" /> },
    { to: USAGE_PATH, label: t('navigation.usage'), icon: <BarChartOutlined fontSize="small" /> },
    { to: SETTINGS_PATH, label: t('navigation.settings'), icon: <SettingsOutlined fontSize="small" /> },
  ];
  return (
    <Box component="nav" aria-label={t('shell.navigation')} sx={{ p: 1.5, flex: 1 }}>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.25 }}>
        {entries.map((entry) => (
          <li key={entry.to}>
            <NavigationItem entry={entry} onNavigate={onNavigate} />
          </li>
        ))}
      </Box>
    </Box>
  );
}

interface Entry {
  readonly to: string;
  readonly label: string;
  readonly icon: ReactNode;
}

function NavigationItem({ entry, onNavigate }: { readonly entry: Entry; readonly onNavigate: () => void }) {
  const { pathname } = useLocation();
  const current = pathname === entry.to || pathname.startsWith(`${entry.to}/`);
  return (
    <ButtonBase
      component={NavLink}
      to={entry.to}
      onClick={onNavigate}
      sx={{
        justifyContent: 'flex-start',
        gap: 1.5,
        width: '100%',
        minHeight: 36,
        px: 1.25,
        borderRadius: 1,
        fontSize: '0.875rem',
        fontWeight: current ? 600 : 400,
        color: current ? 'primary.main' : 'text.secondary',
        bgcolor: current ? 'current' : 'transparent',
        '&:hover': { bgcolor: current ? 'current' : 'action.hover' },
      }}
    >
      {entry.icon}
      {entry.label}
    </ButtonBase>
  );
}

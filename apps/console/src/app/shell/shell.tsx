import MenuOutlined from '@mui/icons-material/MenuOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { lazy, type PropsWithChildren, Suspense, useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { Session } from '../../shared/api/project-api.ts';
import { Mark } from '../../shared/components/mark.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { shellSize } from '../../shared/theme/tokens.ts';
import { AccountMenu } from './account-menu.tsx';
import { AppearanceMenu } from './appearance-menu.tsx';
import { LanguageMenu } from './language-menu.tsx';
import { NavigationList } from './navigation-list.tsx';
import { ProtectionNote } from './protection-note.tsx';
import { SearchButton } from './search-button.tsx';

const NavigationDrawer = lazy(async () => ({
  default: (await import('./navigation-drawer.tsx')).NavigationDrawer,
}));

const MAIN_ID = 'main';

/** What stands around every page: bar, navigation, and the way past both for the keyboard. */
export function Shell({ session, children }: PropsWithChildren<{ readonly session: Session }>) {
  const [drawerOpen, setDrawerOpen] = useState(false);
  const navigation = (
    <>
      <NavigationList permitted={session.permitted} onNavigate={() => setDrawerOpen(false)} />
      <ProtectionNote protection={session.protection} />
    </>
  );
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', minHeight: '100%' }}>
      <SkipLink />
      <Bar session={session} onOpenNavigation={() => setDrawerOpen(true)} />
      <Box sx={{ display: 'flex', flex: 1, alignItems: 'stretch' }}>
        <SideNavigation>{navigation}</SideNavigation>
        <Suspense>
          {drawerOpen && (
            <NavigationDrawer onClose={() => setDrawerOpen(false)}>{navigation}</NavigationDrawer>
          )}
        </Suspense>
        <Box
          component="main"
          id={MAIN_ID}
          tabIndex={-1}
          sx={{ flex: 1, minWidth: 0, outline: 'none', px: { xs: 2, sm: 3, lg: 4 }, py: { xs: 2, sm: 3 } }}
        >
          {children}
        </Box>
      </Box>
    </Box>
  );
}

function SkipLink() {
  const { t } = useTranslation();
  return (
    <Link
      href={`#${MAIN_ID}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(MAIN_ID)?.focus();
      }}
      sx={{
        position: 'fixed',
        insetInlineStart: 8,
        top: -60,
        zIndex: 1400,
        px: 2,
        py: 1,
        borderRadius: 1,
        bgcolor: 'background.paper',
        border: 1,
        '&:focus-visible': { top: 8 },
      }}
    >
      {t('shell.skip')}
    </Link>
  );
}

interface BarProps {
  readonly session: Session;
  readonly onOpenNavigation: () => void;
}

function Bar({ session, onOpenNavigation }: BarProps) {
  const { t } = useTranslation();
  return (
    <Box
      component="header"
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 'appBar',
        display: 'flex',
        alignItems: 'center',
        gap: { xs: 0.5, sm: 1 },
        height: shellSize.bar,
        px: { xs: 1, sm: 2 },
        bgcolor: 'background.paper',
        borderBottom: 1,
        borderColor: 'hairline',
      }}
    >
      <IconButton
        aria-label={t('shell.openNavigation')}
        onClick={onOpenNavigation}
        sx={{ display: { lg: 'none' }, p: 1 }}
      >
        <MenuOutlined />
      </IconButton>
      <Link
        component={RouterLink}
        to="/"
        underline="none"
        color="inherit"
        sx={{ display: 'flex', alignItems: 'center', gap: 1, p: 0.5 }}
      >
        <Mark sx={{ color: 'primary.main' }} />
        <Typography component="span" sx={{ fontWeight: 600, fontSize: '1rem', letterSpacing: '-0.01em' }}>
          {t('shell.product')}
        </Typography>
      </Link>
      <Typography
        variant="body2"
        color="textSecondary"
        noWrap
        sx={{ display: { xs: 'none', sm: 'block' }, ml: 1.5, pl: 2, borderLeft: 1, borderColor: 'hairline' }}
      >
        {session.project?.name ?? session.region}
      </Typography>
      <Box sx={{ flex: 1 }} />
      {session.project && <SearchButton />}
      <LanguageMenu />
      <AppearanceMenu />
      <AccountMenu session={session} />
    </Box>
  );
}

function SideNavigation({ children }: PropsWithChildren) {
  return (
    <Box
      sx={{
        display: { xs: 'none', lg: 'flex' },
        flexDirection: 'column',
        position: 'sticky',
        top: shellSize.bar,
        alignSelf: 'flex-start',
        flex: `0 0 ${shellSize.navigation}px`,
        height: `calc(100vh - ${shellSize.bar}px)`,
        overflowY: 'auto',
        bgcolor: 'background.paper',
        borderRight: 1,
        borderColor: 'hairline',
      }}
    >
      {children}
    </Box>
  );
}

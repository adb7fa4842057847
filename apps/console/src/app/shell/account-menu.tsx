import AccountCircleOutlined from '@mui/icons-material/AccountCircleOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { lazy, Suspense, useId, useState } from 'react';
import type { Session } from '../../shared/api/project-api.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';

const load = () => import('./account-menu-items.tsx');
const AccountMenuItems = lazy(async () => ({ default: (await load()).AccountMenuItems }));

/** Who is signed in, and the way out. */
export function AccountMenu({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  return (
    <>
      <Button
        color="inherit"
        aria-label={t('account.menu', { name: session.user.name })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? menuId : undefined}
        startIcon={<AccountCircleOutlined />}
        onPointerEnter={() => void load()}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ minWidth: 0, px: 1, '& .MuiButton-startIcon': { mr: { xs: 0, sm: 1 } } }}
      >
        <Box
          component="span"
          sx={{
            display: { xs: 'none', sm: 'inline' },
            maxWidth: 180,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
          }}
        >
          {session.user.name}
        </Box>
      </Button>
      <Suspense>
        {anchor && (
          <AccountMenuItems id={menuId} anchor={anchor} session={session} onClose={() => setAnchor(null)} />
        )}
      </Suspense>
    </>
  );
}

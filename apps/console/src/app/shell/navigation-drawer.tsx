import Drawer from '@mui/material/Drawer';
import type { PropsWithChildren } from 'react';
import { useTranslation } from '../../shared/i18n/use-translation.ts';

/** The navigation where there is no room for it at the side. */
export function NavigationDrawer({ onClose, children }: PropsWithChildren<{ readonly onClose: () => void }>) {
  const { t } = useTranslation();
  return (
    <Drawer
      open
      onClose={onClose}
      sx={{ display: { lg: 'none' } }}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-label': t('shell.navigation'),
          sx: { width: 272, display: 'flex', flexDirection: 'column', pt: 1 },
        },
      }}
    >
      {children}
    </Drawer>
  );
}

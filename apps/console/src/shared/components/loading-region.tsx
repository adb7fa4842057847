import Box from '@mui/material/Box';
import type { PropsWithChildren } from 'react';
import { useTranslation } from '../i18n/use-translation.ts';

/** Skeletons of a region that loads. They come up only after 200 ms, so that a quick answer does not flicker. */
export function LoadingRegion({ children }: PropsWithChildren) {
  const { t } = useTranslation();
  return (
    <Box
      role="status"
      aria-busy="true"
      aria-label={t('loading')}
      sx={{
        '@keyframes dewpoint-appear': { from: { visibility: 'hidden' }, to: { visibility: 'visible' } },
        animation: 'dewpoint-appear 1ms 200ms both',
      }}
    >
      {children}
    </Box>
  );
}

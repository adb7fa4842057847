import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { CopyButton } from '../components/copy-button.tsx';
import { CopyableId } from '../components/copyable-id.tsx';
import { useTranslation } from '../i18n/use-translation.ts';

interface NameCellProps {
  readonly id: string;
  /** The name, leading to the details. */
  readonly link: ReactNode;
  readonly badge?: ReactNode;
  /** One line instead of two. */
  readonly dense: boolean;
}

/** Name and ID of what a row shows; the ID can be copied. */
export function NameCell({ id, link, badge, dense }: NameCellProps) {
  const { t } = useTranslation();
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: dense ? 'row' : 'column',
        alignItems: dense ? 'center' : 'stretch',
        columnGap: 1.5,
        minWidth: 0,
        width: '100%',
        lineHeight: 1.25,
        '& .MuiIconButton-root': { p: '2px' },
        '& .MuiIconButton-root .MuiSvgIcon-root': { fontSize: 13 },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75, minWidth: 0, lineHeight: '17px' }}>
        {link}
        {dense && <CopyButton value={id} label={t('copy.id')} />}
        {badge}
      </Box>
      {!dense && (
        <Box
          sx={{
            display: 'flex',
            minWidth: 0,
            lineHeight: '16px',
            '& .MuiTypography-mono': { fontSize: '0.6875rem', lineHeight: '16px' },
          }}
        >
          <CopyableId value={id} cut />
        </Box>
      )}
    </Box>
  );
}

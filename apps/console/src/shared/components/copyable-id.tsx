import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from '../i18n/use-translation.ts';
import { CopyButton } from './copy-button.tsx';

interface CopyableIdProps {
  readonly value: string;
  /** On one line, cut off at the end where it does not fit. */
  readonly cut?: boolean;
  /** Accessible name of the button; "Copy ID" when absent. */
  readonly label?: string;
}

/** An ID in monospaced type with a button that copies it. */
export function CopyableId({ value, cut = false, label }: CopyableIdProps) {
  const { t } = useTranslation();
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.25, minWidth: 0, maxWidth: '100%' }}
    >
      <Typography
        component="span"
        variant="mono"
        noWrap={cut}
        sx={{ color: 'text.secondary', fontSize: '0.75rem', overflowWrap: cut ? 'normal' : 'anywhere' }}
      >
        {value}
      </Typography>
      <CopyButton value={value} label={label ?? t('copy.id')} />
    </Box>
  );
}

import VisibilityOffOutlined from '@mui/icons-material/VisibilityOffOutlined';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useEffect, useState } from 'react';
import { useTranslation } from '../i18n/use-translation.ts';
import { CopyButton } from './copy-button.tsx';

/** How long a secret stays readable. */
const SHOWN_SECONDS = 30;

interface SecretTextProps {
  readonly value: string;
  readonly copyLabel: string;
}

/** A secret: masked, shown on purpose for a while, copied without showing. */
export function SecretText({ value, copyLabel }: SecretTextProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(false), SHOWN_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [shown]);
  const label = shown ? t('secret.hide') : t('secret.reveal', { seconds: SHOWN_SECONDS });
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.25, minWidth: 0 }}>
      <Typography component="span" variant="mono" sx={{ overflowWrap: 'anywhere' }}>
        {shown ? (
          value
        ) : (
          <span role="img" aria-label={t('secret.hidden')}>
            ••••••••••••
          </span>
        )}
      </Typography>
      <Tooltip title={label}>
        <IconButton aria-label={label} onClick={() => setShown(!shown)} sx={{ p: 0.5 }}>
          {shown ? (
            <VisibilityOffOutlined sx={{ fontSize: 16 }} />
          ) : (
            <VisibilityOutlined sx={{ fontSize: 16 }} />
          )}
        </IconButton>
      </Tooltip>
      <CopyButton value={value} label={copyLabel} />
    </Box>
  );
}

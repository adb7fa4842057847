import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import Box from '@mui/material/Box';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import type { Trace } from './trace-queries.ts';

const looks = {
  normal: { Icon: CheckCircleOutlined, color: 'success.main' },
  warning: { Icon: WarningAmberOutlined, color: 'warning.main' },
  incident: { Icon: ErrorOutlineOutlined, color: 'error.main' },
} as const;

/** Status of a trace: icon and word, never colour alone. */
export function RatingText({ rating }: Pick<Trace, 'rating'>) {
  const { t } = useTranslation();
  const { Icon, color } = looks[rating];
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}>
      <Icon sx={{ fontSize: 16, color }} />
      {t(`traces.rating.${rating}`)}
    </Box>
  );
}

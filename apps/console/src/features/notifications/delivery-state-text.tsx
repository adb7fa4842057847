import type { DeliveryState, NotificationState } from '@dewpoint/contract';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import PersonOffOutlined from '@mui/icons-material/PersonOffOutlined';
import Box from '@mui/material/Box';
import { useTranslation } from '../../shared/i18n/use-translation.ts';

const looks = {
  waiting: { Icon: HourglassEmptyOutlined, color: 'warning.main' },
  delivered: { Icon: CheckCircleOutlined, color: 'success.main' },
  failed: { Icon: ErrorOutlineOutlined, color: 'error.main' },
  dead: { Icon: ErrorOutlineOutlined, color: 'error.main' },
  invalid: { Icon: PersonOffOutlined, color: 'warning.main' },
} as const;

/** State of a notification or of one of its deliveries: icon and word, never colour alone. */
export function DeliveryStateText({ state }: { readonly state: NotificationState | DeliveryState }) {
  const { t } = useTranslation();
  const { Icon, color } = looks[state];
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, whiteSpace: 'nowrap' }}
    >
      <Icon sx={{ fontSize: 16, color }} />
      {t(`notifications.state.${state}`)}
    </Box>
  );
}

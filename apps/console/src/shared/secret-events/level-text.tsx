import './secret-event-texts.ts';
import type { SecretEventType } from '@dewpoint/contract';
import NotificationsNoneOutlined from '@mui/icons-material/NotificationsNoneOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import Box from '@mui/material/Box';
import { useTranslation } from '../i18n/use-translation.ts';
import { eventTypeFacts } from './event-types.ts';

const looks = {
  normal: { Icon: NotificationsNoneOutlined, color: 'text.secondary' },
  warning: { Icon: WarningAmberOutlined, color: 'warning.main' },
} as const;

/** How much a type of event matters: icon and word, never colour alone. */
export function LevelText({ type }: { readonly type: SecretEventType }) {
  const { t } = useTranslation();
  const { level } = eventTypeFacts[type];
  const { Icon, color } = looks[level];
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, whiteSpace: 'nowrap' }}
    >
      <Icon sx={{ fontSize: 16, color }} />
      {t(`secretEvents.level.${level}`)}
    </Box>
  );
}

import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { inLanguage } from '../../../shared/i18n/server-words.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import type { Subscription } from '../topic-queries.ts';

const looks = {
  confirmed: { Icon: CheckCircleOutlined, color: 'success.main' },
  waiting: { Icon: HourglassEmptyOutlined, color: 'warning.main' },
  expired: { Icon: ErrorOutlineOutlined, color: 'error.main' },
} as const;

/** Whether the endpoint has confirmed, and how asking it goes. */
export function ConfirmationText({ subscription }: { readonly subscription: Subscription }) {
  const { t } = useTranslation();
  const { confirmed, confirmedAt, confirmation } = subscription;
  const expired = confirmation !== null && confirmation.expiresAt <= Date.now();
  const state = confirmed ? 'confirmed' : expired ? 'expired' : 'waiting';
  const { Icon, color } = looks[state];
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: 0.75 }}>
      <Icon sx={{ fontSize: 16, color, mt: '3px' }} />
      <span>{t(`topics.state.${state}`)}</span>
      <Typography variant="body2" component="div" color="textSecondary" sx={{ gridColumn: 2 }}>
        {confirmedAt !== null && <TimeText at={confirmedAt} short />}
        {confirmation && !expired && <Asking confirmation={confirmation} />}
      </Typography>
    </Box>
  );
}

function Asking({ confirmation }: { readonly confirmation: NonNullable<Subscription['confirmation']> }) {
  const { t } = useTranslation();
  const { attempts, sentAt, expiresAt, problem } = confirmation;
  if (sentAt === null) return t('topics.beingAsked');
  return (
    <>
      <div>
        {t(problem === null ? 'topics.askedAt' : 'topics.askFailedAt', { count: attempts })}{' '}
        <TimeText at={sentAt} short />
      </div>
      {problem !== null && <Box sx={{ color: 'error.main' }}>{inLanguage(problem)}</Box>}
      <div>
        {t('topics.expiresAt')} <TimeText at={expiresAt} short />
      </div>
    </>
  );
}

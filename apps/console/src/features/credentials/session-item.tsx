import DevicesOutlined from '@mui/icons-material/DevicesOutlined';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { refusalOf } from '../../shared/api/refusal.ts';
import { BusyButton } from '../../shared/components/busy-button.tsx';
import { useNotify } from '../../shared/components/notices.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { TimeText } from '../../shared/time/time-text.tsx';
import { deviceOf } from './device.ts';
import { type LiveSession, sessionsQuery } from './session-queries.ts';

export function SessionItem({ session }: { readonly session: LiveSession }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const queryClient = useQueryClient();
  const notify = useNotify();
  const end = useMutation({
    mutationFn: () => client.call('console.endSession', { handle: session.handle }),
    onSuccess: () => notify({ severity: 'success', message: t('credentials.ended') }),
    onError: (error) => notify({ severity: 'error', message: refusalOf(error).message }),
    onSettled: () => queryClient.invalidateQueries(sessionsQuery(client)),
  });
  const device = deviceOf(session.userAgent) ?? t('credentials.unknownDevice');
  return (
    <Box
      component="li"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, px: 2, py: 1.25 }}
    >
      <DevicesOutlined fontSize="small" sx={{ color: 'text.secondary' }} />
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Typography sx={{ fontWeight: 600 }} title={session.userAgent}>
          {device}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {session.sourceIp} · {t('credentials.since')} <TimeText at={session.createdAt} short /> ·{' '}
          {t('credentials.lastSeen')} <TimeText at={session.lastSeenAt} short />
        </Typography>
      </Box>
      {session.current ? (
        <Chip size="small" variant="outlined" label={t('credentials.thisBrowser')} />
      ) : (
        <BusyButton
          size="small"
          variant="outlined"
          color="error"
          busy={end.isPending}
          aria-label={t('credentials.endNamed', { device, ip: session.sourceIp })}
          onClick={() => end.mutate()}
        >
          {t('credentials.end')}
        </BusyButton>
      )}
    </Box>
  );
}

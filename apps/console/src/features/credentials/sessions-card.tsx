import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { LoadingRegion } from '../../shared/components/loading-region.tsx';
import { RefusalPanel } from '../../shared/components/refusal-panel.tsx';
import { Section } from '../../shared/components/section.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { SessionItem } from './session-item.tsx';
import { sessionsQuery } from './session-queries.ts';

/** Where else one is signed in, and the way to end it (IAM-01). */
export function SessionsCard() {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const sessions = useQuery(sessionsQuery(client));
  return (
    <Section title={t('credentials.sessions')} explanation={t('credentials.sessionsWhy')}>
      {sessions.error ? (
        <RefusalPanel error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : sessions.data ? (
        <Box
          component="ul"
          sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'hairline' } }}
        >
          {sessions.data.sessions.map((session) => (
            <SessionItem key={session.handle} session={session} />
          ))}
        </Box>
      ) : (
        <LoadingRegion>
          <Skeleton height={56} sx={{ mx: 2 }} />
        </LoadingRegion>
      )}
    </Section>
  );
}

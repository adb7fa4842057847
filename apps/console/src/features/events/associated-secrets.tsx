import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router';
import { secretAddress } from '../../shared/addresses.ts';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { LoadingRegion } from '../../shared/components/loading-region.tsx';
import { RefusalAlert } from '../../shared/components/refusal-alert.tsx';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { eventQueries } from './event-queries.ts';

/** Secrets whose changes an event tells; the first of many. */
export function AssociatedSecrets({ eventName }: { readonly eventName: string }) {
  const { t } = useTranslation();
  const secrets = useQuery(eventQueries(useProjectApi()).secrets(eventName));
  if (secrets.error) return <RefusalAlert error={secrets.error} />;
  if (!secrets.data) {
    return (
      <LoadingRegion>
        <Skeleton width="60%" />
      </LoadingRegion>
    );
  }
  const { items, count } = secrets.data;
  const more = count.value - items.length;
  if (items.length === 0) return <Typography color="textSecondary">{t('events.noSecrets')}</Typography>;
  return (
    <div>
      <Typography>{t('events.secrets', { count: count.value })}</Typography>
      <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5 }}>
        {items.map(({ secretId, secretName }) => (
          <li key={secretId}>
            <Link component={RouterLink} to={secretAddress(secretName)}>
              {secretName}
            </Link>
          </li>
        ))}
      </Box>
      {more > 0 && <Typography color="textSecondary">{t('events.moreSecrets', { count: more })}</Typography>}
    </div>
  );
}

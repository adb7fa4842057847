import './action-texts.ts';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQueries } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { refusalOf } from '../../../shared/api/refusal.ts';
import { LoadingRegion } from '../../../shared/components/loading-region.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type Key, keyQueries, RISK_DAYS } from '../api/key-queries.ts';
import { DependentSecrets } from '../dependent-secrets.tsx';
import { UseTable } from '../use-table.tsx';

/** How many keys of a bulk act are looked at; the rest is said to be left out. */
const MAX_KEYS = 20;

/** Who used the keys lately, how many grants reach them and which secrets are under them: what the act will stop (KEY-07, KEY-17). */
export function RecentUse({ keys }: { readonly keys: readonly Key[] }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const looked = keys.slice(0, MAX_KEYS);
  const risks = useQueries({ queries: looked.map((key) => keyQueries(api).risk(key.keyId)) });
  const failed = risks.find(({ error }) => error)?.error;
  const loading = risks.some(({ isPending }) => isPending);
  const uses = risks.flatMap(({ data }) =>
    (data?.uses ?? []).map((use) => ({ ...use, keyAlias: data?.keyAlias ?? '' })),
  );
  const grants = risks.reduce((sum, { data }) => sum + (data?.grants ?? 0), 0);
  return (
    <Box component="section" aria-labelledby="recent-use">
      <Typography id="recent-use" variant="subtitle2" component="h3">
        {t('keys.use.title', { days: RISK_DAYS })}
      </Typography>
      {loading ? (
        <LoadingRegion>
          <Skeleton height={28} />
        </LoadingRegion>
      ) : failed ? (
        <Typography variant="body2" color="error">
          {t('keys.use.unknown', { why: refusalOf(failed).message })}
        </Typography>
      ) : uses.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('keys.use.none', { days: RISK_DAYS })}
        </Typography>
      ) : (
        <UseTable uses={uses} withAlias={keys.length > 1} />
      )}
      {grants > 0 && (
        <Typography variant="body2" sx={{ mt: 0.75 }}>
          {t('keys.use.grants', { count: grants })}
        </Typography>
      )}
      <DependentSecrets risks={risks.flatMap(({ data }) => data ?? [])} />
      {keys.length > MAX_KEYS && (
        <Typography variant="body2" color="textSecondary">
          {t('keys.use.onlyFirst', { count: MAX_KEYS })}
        </Typography>
      )}
    </Box>
  );
}

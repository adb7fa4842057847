import './action-texts.ts';
import Typography from '@mui/material/Typography';
import { useQueries } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { MAX_LOOKED_AT, RecentUse } from '../../../shared/danger/recent-use.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type Key, keyQueries } from '../api/key-queries.ts';
import { Dependents } from '../dependents.tsx';

/** Who used the keys lately, how many grants reach them and which secrets are under them: what the act will stop (KEY-07, KEY-17). */
export function RecentKeyUse({ keys }: { readonly keys: readonly Key[] }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const risks = useQueries({
    queries: keys.slice(0, MAX_LOOKED_AT).map((key) => keyQueries(api).risk(key.keyId)),
  });
  const grants = risks.reduce((sum, { data }) => sum + (data?.grants ?? 0), 0);
  return (
    <RecentUse
      answers={risks}
      nameOf={(risk) => risk.keyAlias}
      words={{
        table: t('keys.use.table'),
        name: t('keys.create.alias'),
        onlyFirst: keys.length > MAX_LOOKED_AT ? t('keys.use.onlyFirst', { count: MAX_LOOKED_AT }) : null,
      }}
    >
      {grants > 0 && (
        <Typography variant="body2" sx={{ mt: 0.75 }}>
          {t('keys.use.grants', { count: grants })}
        </Typography>
      )}
      <Dependents risks={risks.flatMap(({ data }) => data ?? [])} />
    </RecentUse>
  );
}

import './overview-texts.ts';
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { PropsWithChildren } from 'react';
import { Link as RouterLink } from 'react-router';
import { useProjectApi } from '../../shared/api/project-api.ts';
import { Fact, Facts } from '../../shared/components/facts.tsx';
import { LoadingRegion } from '../../shared/components/loading-region.tsx';
import { PageHeader } from '../../shared/components/page-header.tsx';
import { RefusalPanel } from '../../shared/components/refusal-panel.tsx';
import { Section } from '../../shared/components/section.tsx';
import { tagOf } from '../../shared/i18n/i18n.ts';
import { inLanguage } from '../../shared/i18n/server-words.ts';
import { useTranslation } from '../../shared/i18n/use-translation.ts';
import { DueList } from './due-list.tsx';
import { OperationsPlot } from './operations-plot.tsx';
import { type KeyOverview, overviewQueries } from './overview-queries.ts';

/** Overview: what is there, what happens, and what becomes due. */
export function OverviewPage() {
  const { t } = useTranslation();
  const api = useProjectApi();
  const keys = useQuery(overviewQueries(api).keys());
  const permitted = api.session.permitted;
  return (
    <>
      <PageHeader title={t('navigation.overview')} explanation={t('overview.explanation')} />
      <Box
        sx={{
          display: 'grid',
          gap: 2.5,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
          alignItems: 'start',
        }}
      >
        {keys.data ? (
          <>
            <States overview={keys.data}>
              {permitted.includes('kms.keyQuota') && <KeyQuota />}
              {permitted.includes('csms.secretQuota') && <SecretQuota />}
            </States>
            <RootOfTrust overview={keys.data} />
            {permitted.includes('cts.operationsPerHour') && <OperationsPlot />}
            <Due keys={keys.data.due} withSecrets={permitted.includes('csms.secretOverview')} />
          </>
        ) : keys.error ? (
          <RefusalPanel error={keys.error} onRetry={() => void keys.refetch()} />
        ) : (
          <LoadingRegion>
            <Skeleton variant="rounded" height={220} />
          </LoadingRegion>
        )}
      </Box>
    </>
  );
}

/** Keys alone for who may see no secrets; while those of the secrets are on their way, the keys' wait for them. */
function Due({ keys, withSecrets }: { readonly keys: KeyOverview['due']; readonly withSecrets: boolean }) {
  const api = useProjectApi();
  const secrets = useQuery({ ...overviewQueries(api).secrets(), enabled: withSecrets });
  if (!withSecrets) return <DueList keys={keys} secrets={[]} />;
  if (secrets.error) return <RefusalPanel error={secrets.error} onRetry={() => void secrets.refetch()} />;
  if (secrets.data) return <DueList keys={keys} secrets={secrets.data.due} />;
  return (
    <LoadingRegion>
      <Skeleton variant="rounded" height={220} />
    </LoadingRegion>
  );
}

function States({ overview, children }: PropsWithChildren<{ readonly overview: KeyOverview }>) {
  const { t, language } = useTranslation();
  const number = new Intl.NumberFormat(tagOf(language));
  return (
    <Section title={t('overview.states')}>
      <Facts>
        {overview.states.map(({ state, keys }) => (
          <Fact key={state} name={t(`keys.state.${state}`)}>
            <Link component={RouterLink} to={`/keys?status=${state}`} underline="hover">
              {number.format(keys)}
            </Link>
          </Fact>
        ))}
      </Facts>
      {children}
    </Section>
  );
}

function KeyQuota() {
  const { t } = useTranslation();
  const { data } = useQuery(overviewQueries(useProjectApi()).quota());
  return data && <QuotaBar name={t('overview.quota')} words="overview.quotaUsed" {...data} />;
}

function SecretQuota() {
  const { t } = useTranslation();
  const { data } = useQuery(overviewQueries(useProjectApi()).secretQuota());
  return (
    data && <QuotaBar name={t('overview.secretQuota')} words="overview.secretQuotaUsed" {...data.secrets} />
  );
}

interface QuotaBarProps {
  readonly name: string;
  readonly words: 'overview.quotaUsed' | 'overview.secretQuotaUsed';
  readonly used: number;
  readonly quota: number;
}

function QuotaBar({ name, words, used, quota }: QuotaBarProps) {
  const { t, language } = useTranslation();
  const number = new Intl.NumberFormat(tagOf(language));
  const percent = quota === 0 ? 100 : Math.min(100, (used / quota) * 100);
  return (
    <Box sx={{ p: 2, borderTop: 1, borderColor: 'hairline' }}>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 0.75 }}>
        {t(words, { used: number.format(used), quota: number.format(quota) })}
      </Typography>
      <LinearProgress
        variant="determinate"
        value={percent}
        color={percent >= 90 ? 'warning' : 'primary'}
        aria-label={name}
      />
    </Box>
  );
}

function RootOfTrust({ overview: { protection, healthy, tokens } }: { readonly overview: KeyOverview }) {
  const { t } = useTranslation();
  const health = (ok: boolean) => t(ok ? 'overview.healthy' : 'overview.unhealthy');
  return (
    <Section title={t('overview.protection')}>
      <Facts>
        <Fact name={t(`protection.${protection.kind}`)}>
          {inLanguage(protection.detail)} · {health(healthy)}
        </Fact>
        {tokens.map(({ label, ok, detail }) => (
          <Fact key={label} name={label}>
            {health(ok)} · {detail}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

import '../secret-texts.ts';
import RefreshOutlined from '@mui/icons-material/RefreshOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Skeleton from '@mui/material/Skeleton';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link, useParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { LoadingRegion } from '../../../shared/components/loading-region.tsx';
import { PageHeader } from '../../../shared/components/page-header.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { WhyNotButton } from '../../../shared/components/why-not-button.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { allows, mayDo, operationOf, secretActionNames } from '../actions/secret-action.ts';
import { useSecretAction } from '../actions/use-secret-action.ts';
import { invalidateSecrets, type SecretDetails, secretQueries } from '../api/secret-queries.ts';
import { SECRETS_PATH, type SecretTabName, secretPath, secretTabNames } from '../paths.ts';
import { SecretDialogs } from '../secret-dialogs.tsx';
import { SecretStateChip } from '../secret-state-chip.tsx';

const tabs = {
  overview: lazy(async () => ({ default: (await import('./overview-tab.tsx')).OverviewTab })),
  versions: lazy(async () => ({ default: (await import('../versions/versions-tab.tsx')).VersionsTab })),
  rotation: lazy(async () => ({ default: (await import('../rotation/rotation-tab.tsx')).RotationTab })),
  tags: lazy(async () => ({ default: (await import('./secret-tags-tab.tsx')).SecretTagsTab })),
  events: lazy(async () => ({ default: (await import('../events/events-tab.tsx')).EventsTab })),
} as const;

/** Everything about one secret but its values (SEC-05); each tab has its own address. */
export function SecretDetailsPage() {
  const { secretName = '', tab } = useParams();
  const { t } = useTranslation();
  const secret = useQuery(secretQueries(useProjectApi()).view(secretName));
  if (secret.data) {
    return (
      <SecretDetailsView
        // What is typed or revealed belongs to this secret only.
        key={secretName}
        item={secret.data}
        tab={secretTabNames.find((name) => name === tab) ?? 'overview'}
      />
    );
  }
  if (secret.error) {
    return (
      <>
        <PageHeader above={[{ label: t('secrets.title'), to: SECRETS_PATH }]} title={secretName} />
        <RefusalPanel error={secret.error} onRetry={() => void secret.refetch()} />
      </>
    );
  }
  return (
    <LoadingRegion>
      <Skeleton width={320} height={40} />
      <Skeleton height={48} sx={{ mt: 2 }} />
      <Skeleton variant="rounded" height={280} sx={{ mt: 2 }} />
    </LoadingRegion>
  );
}

function SecretDetailsView({ item, tab }: { readonly item: SecretDetails; readonly tab: SecretTabName }) {
  const { t } = useTranslation();
  const act = useSecretAction();
  const Content = tabs[tab];
  return (
    <>
      <PageHeader
        above={[{ label: t('secrets.title'), to: SECRETS_PATH }]}
        title={item.secretName}
        badge={<SecretStateChip state={item.state} />}
        explanation={<CopyableId value={item.secretId} />}
        actions={
          <>
            <RefreshButton />
            {secretActionNames
              .filter((name) => allows(item, name))
              .map((name) => (
                <WhyNotButton
                  key={name}
                  variant="outlined"
                  color={name === 'delete' ? 'error' : 'primary'}
                  whyNot={
                    mayDo(item.permitted, name)
                      ? null
                      : t('keys.notPermitted', { operation: operationOf(name) })
                  }
                  onClick={() => act(name, [item.secretName])}
                >
                  {t(`secrets.action.${name}.name`)}
                </WhyNotButton>
              ))}
          </>
        }
      />
      {item.deletionAt !== null && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 2 }}>
          {t('secrets.details.willBeDeleted')} <TimeText at={item.deletionAt} />
        </Alert>
      )}
      <Tabs value={tab} variant="scrollable" scrollButtons="auto" aria-label={t('secrets.details.tabs')}>
        {secretTabNames.map((name) => (
          <Tab
            key={name}
            value={name}
            id={`tab-${name}`}
            aria-controls={`panel-${name}`}
            label={t(`secrets.tab.${name}`)}
            component={Link}
            to={secretPath(item.secretName, name)}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`} sx={{ pt: 2.5 }}>
        <Suspense>
          <Content item={item} />
        </Suspense>
      </Box>
      <SecretDialogs known={[item]} />
    </>
  );
}

/** Asks again for everything on screen [G 2.2.2.1]. */
function RefreshButton() {
  const { t } = useTranslation();
  const api = useProjectApi();
  const queryClient = useQueryClient();
  return (
    <IconButton
      title={t('list.tools.refresh')}
      aria-label={t('list.tools.refresh')}
      onClick={() => void invalidateSecrets(queryClient, api)}
    >
      <RefreshOutlined fontSize="small" />
    </IconButton>
  );
}

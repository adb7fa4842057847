import '../key-texts.ts';
import AddOutlined from '@mui/icons-material/AddOutlined';
import HandshakeOutlined from '@mui/icons-material/HandshakeOutlined';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { LoadingRegion } from '../../../shared/components/loading-region.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { WhyNotButton } from '../../../shared/components/why-not-button.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { GRANTS_PER_PAGE, type KeyDetails, keyQueries } from '../api/key-queries.ts';
import { CreateGrantDialog } from './create-grant-dialog.tsx';
import { GrantPages } from './grant-pages.tsx';
import { GrantTable } from './grant-table.tsx';
import { RevokeGrantDialog } from './revoke-grant-dialog.tsx';

const MAX_GRANTS = 100;

/** Grants on a key (GRT-01, GRT-03) [G 2.1.9]. */
export function GrantsTab({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  if (item.defaultService === null) return <Grants item={item} />;
  return (
    <Paper variant="outlined">
      <Panel role="status" icon={<HandshakeOutlined />} title={t('keyTabs.grants.impossible')}>
        {t('keyTabs.grants.why.defaultKey')}
      </Panel>
    </Paper>
  );
}

function Grants({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const api = useProjectApi();
  const { page, setPage } = usePage();
  const answer = useQuery(keyQueries(api).grants(item.keyId, page));
  const { dialog, open, close } = useDialogParam(['grant']);
  const [params] = useSearchParams();
  const whyNotCreate = useWhyNotCreate(item, answer.data?.total ?? 0);
  if (!answer.data) {
    if (answer.error) return <RefusalPanel error={answer.error} onRetry={() => void answer.refetch()} />;
    return (
      <LoadingRegion>
        <Skeleton width={320} />
        <Skeleton variant="rounded" height={200} sx={{ mt: 2 }} />
      </LoadingRegion>
    );
  }
  const { grants, total } = answer.data;
  const createButton = (
    <WhyNotButton
      variant="contained"
      startIcon={<AddOutlined />}
      whyNot={whyNotCreate}
      onClick={() => open('createGrant')}
    >
      {t('keyTabs.grants.create')}
    </WhyNotButton>
  );
  return (
    <>
      {total > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, mb: 1.5 }}>
          <Typography color="textSecondary" sx={{ flex: '1 1 240px' }}>
            {item.state === 'enabled' ? t('keyTabs.grants.note') : t(`keyTabs.grants.why.${item.state}`)}{' '}
            {t('keyTabs.grants.count', { total, max: MAX_GRANTS })}
          </Typography>
          {createButton}
        </Box>
      )}
      <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
        {total === 0 ? (
          <Panel
            role="status"
            icon={<HandshakeOutlined />}
            title={t('keyTabs.grants.none.title')}
            actions={createButton}
          >
            {t('keyTabs.grants.none.why')} {t('keyTabs.grants.note')}
          </Panel>
        ) : (
          <>
            <GrantTable
              grants={grants}
              mayRevoke={item.permitted.includes('kms.revokeGrant')}
              onRevoke={(grant) => open('revokeGrant', { grant: [grant.grantId] })}
            />
            <GrantPages page={page} pages={Math.ceil(total / GRANTS_PER_PAGE)} onPage={setPage} />
          </>
        )}
      </Paper>
      {dialog === 'createGrant' && whyNotCreate === null && <CreateGrantDialog item={item} onClose={close} />}
      {dialog === 'revokeGrant' && (
        <RevokeGrantDialog
          item={item}
          grant={grants.find(({ grantId }) => grantId === params.get('grant')) ?? null}
          onClose={close}
        />
      )}
    </>
  );
}

/** Why no grant can be created now; null when one can. */
function useWhyNotCreate(item: KeyDetails, total: number): string | null {
  const { t } = useTranslation();
  if (item.state !== 'enabled') return t(`keyTabs.grants.why.${item.state}`);
  const operation = 'kms.createGrant';
  if (!item.permitted.includes(operation)) return t('keys.notPermitted', { operation });
  return total >= MAX_GRANTS ? t('keyTabs.grants.full', { max: MAX_GRANTS }) : null;
}

/** The page of the list that the URL names, from 1. */
function usePage() {
  const [params, setParams] = useSearchParams();
  const named = Number(params.get('page'));
  const page = Number.isInteger(named) && named >= 1 && named <= MAX_GRANTS ? named : 1;
  function setPage(next: number): void {
    setParams((now) => {
      const changed = new URLSearchParams(now);
      if (next === 1) changed.delete('page');
      else changed.set('page', String(next));
      return changed;
    });
  }
  return { page, setPage };
}

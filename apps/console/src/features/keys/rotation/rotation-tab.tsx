import '../key-texts.ts';
import AutorenewOutlined from '@mui/icons-material/AutorenewOutlined';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import { useQuery } from '@tanstack/react-query';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { LoadingRegion } from '../../../shared/components/loading-region.tsx';
import { Panel } from '../../../shared/components/panel.tsx';
import { RefusalPanel } from '../../../shared/components/refusal-panel.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { useDialogParam } from '../../../shared/components/use-dialog-param.ts';
import { WhyNotButton } from '../../../shared/components/why-not-button.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { type KeyDetails, keyQueries } from '../api/key-queries.ts';
import { VersionsTable } from '../versions/versions-table.tsx';
import { ReplaceKeyDialog } from './replace-key-dialog.tsx';
import { RotationDialogs } from './rotation-dialogs.tsx';
import { RotationPolicy } from './rotation-policy.tsx';
import { type RotationMisfit, rotationMisfit } from './rotation-rules.ts';

/** Rotation Policy [G 2.1.8]: the policy of a key that can be rotated, the way out for one that cannot. */
export function RotationTab({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const misfit = rotationMisfit(item);
  if (misfit !== null) return <NeverRotated item={item} misfit={misfit} />;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, maxWidth: 880 }}>
      <Section title={t('keyTabs.rotation.title')} explanation={t('keyTabs.rotation.explanation')}>
        <Policy item={item} />
      </Section>
      <Section title={t('keyTabs.versions.label')} explanation={t('keyTabs.versions.explanation')}>
        <VersionsTable item={item} />
      </Section>
    </Box>
  );
}

function Policy({ item }: { readonly item: KeyDetails }) {
  const api = useProjectApi();
  const rotation = useQuery(keyQueries(api).rotation(item.keyId));
  if (rotation.data) {
    return (
      <>
        <RotationPolicy item={item} rotation={rotation.data} />
        <RotationDialogs item={item} rotation={rotation.data} />
      </>
    );
  }
  if (rotation.error) return <RefusalPanel error={rotation.error} onRetry={() => void rotation.refetch()} />;
  return (
    <LoadingRegion>
      {['a', 'b', 'c', 'd', 'e'].map((row) => (
        <Skeleton key={row} height={42} sx={{ mx: 2 }} />
      ))}
    </LoadingRegion>
  );
}

interface NeverRotatedProps {
  readonly item: KeyDetails;
  readonly misfit: RotationMisfit;
}

function NeverRotated({ item, misfit }: NeverRotatedProps) {
  const { t } = useTranslation();
  const { session } = useProjectApi();
  const { dialog, open, close } = useDialogParam();
  const replaceable = misfit !== 'defaultKey';
  const mayCreate = session.permitted.includes('kms.createKey');
  return (
    <Paper variant="outlined">
      <Panel
        role="status"
        icon={<AutorenewOutlined />}
        title={t('keyTabs.rotation.impossible')}
        actions={
          replaceable && (
            <WhyNotButton
              variant="outlined"
              whyNot={mayCreate ? null : t('keys.notPermitted', { operation: 'kms.createKey' })}
              onClick={() => open('replaceKey')}
            >
              {t('keyTabs.replace.name')}
            </WhyNotButton>
          )
        }
      >
        {t(`keyTabs.rotation.why.${misfit}`)}
      </Panel>
      {replaceable && dialog === 'replaceKey' && <ReplaceKeyDialog item={item} onClose={close} />}
    </Paper>
  );
}

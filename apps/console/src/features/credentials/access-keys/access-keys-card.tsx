import '../credential-texts.ts';
import { MAX_ACCESS_KEYS_PER_USER } from '@dewpoint/contract';
import AddOutlined from '@mui/icons-material/AddOutlined';
import VpnKeyOutlined from '@mui/icons-material/VpnKeyOutlined';
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
import { AccessKeyDialogs } from './access-key-dialogs.tsx';
import { accessKeysQuery } from './access-key-queries.ts';
import { AccessKeyTable } from './access-key-table.tsx';

/** With what programs sign their requests (IAM-05). */
export function AccessKeysCard() {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const { open } = useDialogParam(['accessKey']);
  const answer = useQuery(accessKeysQuery(client));
  const keys = answer.data?.credentials;
  const max = MAX_ACCESS_KEYS_PER_USER;
  const full = (keys?.length ?? 0) >= max;
  return (
    <Section
      title={t('accessKeys.title')}
      explanation={t('accessKeys.why', { max })}
      action={
        <WhyNotButton
          variant="outlined"
          startIcon={<AddOutlined />}
          disabled={!keys}
          whyNot={full ? t('accessKeys.full', { max }) : null}
          onClick={() => open('createAccessKey')}
        >
          {t('accessKeys.create')}
        </WhyNotButton>
      }
    >
      {answer.error ? (
        <RefusalPanel error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !keys ? (
        <LoadingRegion>
          <Skeleton height={56} sx={{ mx: 2 }} />
        </LoadingRegion>
      ) : keys.length === 0 ? (
        <Panel role="status" icon={<VpnKeyOutlined />} title={t('accessKeys.none.title')}>
          {t('accessKeys.none.why')}
        </Panel>
      ) : (
        <AccessKeyTable keys={keys} />
      )}
      {keys && <AccessKeyDialogs keys={keys} />}
    </Section>
  );
}

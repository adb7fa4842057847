import Paper from '@mui/material/Paper';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { EnterpriseProject } from '../../../shared/enterprise-projects/enterprise-project.tsx';
import { inLanguage } from '../../../shared/i18n/server-words.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import { isDefaultKey } from '../actions/key-action.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { AliasFact, DescriptionFact } from './editable-facts.tsx';

export function DetailsTab({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const time = (at: number | null, none: string) => (at === null ? none : <TimeText at={at} />);
  return (
    <Paper variant="outlined" sx={{ maxWidth: 880 }}>
      <Facts>
        <Fact name={t('keys.create.alias')}>
          <AliasFact item={item} />
        </Fact>
        <Fact name={t('keys.create.description')}>
          <DescriptionFact item={item} />
        </Fact>
        <Fact name={t('keys.details.id')}>
          <CopyableId value={item.keyId} />
        </Fact>
        <Fact name={t('keys.create.algorithm')}>{item.keySpec}</Fact>
        <Fact name={t('keys.create.usage')}>{item.keyUsage}</Fact>
        <Fact name={t('keys.column.origin')}>{t(`keys.origin.${item.origin}`)}</Fact>
        <Fact name={t('keys.details.version')}>{item.currentVersion}</Fact>
        <Fact name={t('keys.column.created')}>
          <TimeText at={item.createdAt} />
        </Fact>
        <Fact name={t('keys.column.expires')}>{time(item.materialExpiresAt, t('keys.neverExpires'))}</Fact>
        {item.deletionAt !== null && (
          <Fact name={t('keys.details.deletion')}>
            <TimeText at={item.deletionAt} />
          </Fact>
        )}
        {isDefaultKey(item) && <Fact name={t('keys.details.service')}>{item.defaultService}</Fact>}
        <Fact name={t('enterpriseProjects.label')}>
          <EnterpriseProject id={item.enterpriseProjectId} />
        </Fact>
        <Fact name={t('keys.details.region')}>{item.region}</Fact>
        <Fact name={t('keys.details.project')}>
          <CopyableId value={item.projectId} />
        </Fact>
        <Fact name={t('protection.label')}>
          {t(`protection.${item.protection.kind}`)} · {inLanguage(item.protection.detail)}
        </Fact>
      </Facts>
    </Paper>
  );
}

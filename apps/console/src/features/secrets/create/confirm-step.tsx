import '../rotation/rotation-texts.ts';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { EnterpriseProject } from '../../../shared/enterprise-projects/enterprise-project.tsx';
import { enterpriseProjectIn } from '../../../shared/enterprise-projects/enterprise-project-field.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { SecretDraft } from './secret-draft.ts';

interface ConfirmStepProps {
  readonly draft: SecretDraft;
  /** How many. */
  readonly tags: number;
}

/** What will be created; of the value only what kind it is. */
export function ConfirmStep({ draft, tags }: ConfirmStepProps) {
  const { t } = useTranslation();
  const { value, rotation } = draft;
  const period = t(`secretRotation.periodOf.${rotation.unit}`, { count: Number(rotation.period) });
  return (
    <Facts>
      <Fact name={t('secrets.create.type')}>{t(`secrets.type.${draft.type}`)}</Fact>
      <Fact name={t('secrets.create.name')}>{draft.name}</Fact>
      <Fact name={t('secrets.value.label')}>
        {value.kind === 'pairs'
          ? t('secrets.create.pairsOf', { keys: value.pairs.map(({ key }) => key).join(', ') })
          : t('secrets.value.text')}
      </Fact>
      <Fact name={t('secrets.create.description')}>{draft.description || t('secrets.none.description')}</Fact>
      <Fact name={t('secrets.create.key')}>{draft.kmsKeyId}</Fact>
      <Fact name={t('enterpriseProjects.label')}>
        <EnterpriseProject id={enterpriseProjectIn(draft.enterpriseProject) ?? draft.enterpriseProject} />
      </Fact>
      <Fact name={t('secrets.events.associated')}>{draft.event || t('secrets.events.noEvent')}</Fact>
      <Fact name={t('secretRotation.schedule')}>
        {rotation.automatic ? t('secretRotation.every', { period }) : t('secretRotation.off')}
      </Fact>
      <Fact name={t('tags.label')}>{tags}</Fact>
    </Facts>
  );
}

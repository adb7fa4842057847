import '../key-texts.ts';
import { Section } from '../../../shared/components/section.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { rotationMisfit } from '../rotation/rotation-rules.ts';
import { VersionsTable } from './versions-table.tsx';

/** All versions that the key has had (ROT-02, ROT-04). */
export function VersionsTab({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const onlyOne = rotationMisfit(item) !== null && item.defaultService === null;
  return (
    <Section
      title={t('keyTabs.versions.label')}
      explanation={t(onlyOne ? 'keyTabs.versions.explanationOne' : 'keyTabs.versions.explanation')}
    >
      <VersionsTable item={item} />
    </Section>
  );
}

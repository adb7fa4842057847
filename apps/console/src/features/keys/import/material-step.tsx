import Typography from '@mui/material/Typography';
import { useNavigate, useSearchParams } from 'react-router';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { importPath } from '../paths.ts';
import { ModeSwitch } from '../tool/mode-switch.tsx';
import type { ImportWizard } from './import-wizard.ts';
import { UploadMaterial } from './upload-material.tsx';
import { WrapHere } from './wrap-here.tsx';
import type { WrappedMaterial } from './wrap-material.ts';

const ways = ['files', 'here'] as const;
const PARAM = 'how';

interface MaterialStepProps {
  readonly item: KeyDetails;
  readonly wizard: ImportWizard;
}

/** Step 8 of the documents: files that were wrapped elsewhere, or material that is wrapped here (IMP-07). */
export function MaterialStep({ item, wizard }: MaterialStepProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const way = params.get(PARAM) === 'here' ? 'here' : 'files';
  const Way = way === 'here' ? WrapHere : UploadMaterial;
  function goOn(wrapped: WrappedMaterial): void {
    wizard.forgetRefusal();
    wizard.setWrapped(wrapped);
    void navigate(importPath(item.keyId, 'token'));
  }
  return (
    <Way item={item} wizard={wizard} onWrapped={goOn}>
      <ModeSwitch
        label={t('keyImport.material.how')}
        modes={ways.map((name) => ({ name, label: t(`keyImport.material.${name}`) }))}
        mode={way}
        onChoose={(chosen) => {
          wizard.forgetRefusal();
          setParams(chosen === 'here' ? { [PARAM]: chosen } : {}, { replace: true });
        }}
      />
      <Typography variant="body2" color="textSecondary">
        {t(`keyImport.material.${way}Help`)}
      </Typography>
    </Way>
  );
}

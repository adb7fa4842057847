import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { Link } from 'react-router';
import { refusalOf } from '../../../shared/api/refusal.ts';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { isAsymmetric } from '../details/key-tabs.ts';
import { keyPath } from '../paths.ts';
import type { Replacement } from './use-replace.ts';

interface ReplacedStepProps {
  readonly titleId: string;
  readonly item: KeyDetails;
  readonly replacement: Replacement;
  readonly onClose: () => void;
}

/** What is left to do by hand once the new key is there. */
export function ReplacedStep({ titleId, item, replacement, onClose }: ReplacedStepProps) {
  const { t } = useTranslation();
  const { keyId, keyAlias, tagsRefused } = replacement;
  return (
    <>
      <DialogTitle id={titleId}>{t('keyTabs.replace.title')}</DialogTitle>
      <DialogContent>
        <Alert severity="success" variant="outlined" role="status">
          {t('keyTabs.replace.created', { alias: keyAlias })}
        </Alert>
        {tagsRefused !== null && (
          <Alert severity="warning" variant="outlined" sx={{ mt: 1.5 }}>
            {t('keyTabs.replace.tagsRefused', { why: refusalOf(tagsRefused).message })}
          </Alert>
        )}
        <Box component="ol" sx={{ pl: 3, mb: 0, '& > li': { mt: 1 } }}>
          {item.origin === 'external' && <li>{t('keyTabs.replace.stepImport')}</li>}
          <li>
            {t('keyTabs.replace.stepUse')} <CopyableId value={keyId} />
          </li>
          {isAsymmetric(item) && <li>{t('keyTabs.replace.stepPublicKey')}</li>}
          <li>{t('keyTabs.replace.stepGrants')}</li>
          <li>{t(`keyTabs.replace.stepKeep.${item.keyUsage}`)}</li>
          <li>{t('keyTabs.replace.stepEnd')}</li>
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('dialog.close')}</Button>
        <Button variant="contained" autoFocus component={Link} to={keyPath(keyId)}>
          {t('keyTabs.replace.open')}
        </Button>
      </DialogActions>
    </>
  );
}

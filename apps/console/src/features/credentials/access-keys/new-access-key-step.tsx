import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Paper from '@mui/material/Paper';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { download } from '../../../shared/components/download.ts';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { SecretText } from '../../../shared/components/secret-text.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { NewAccessKey } from './access-key-queries.ts';
import { csvOf } from './csv.ts';

interface NewAccessKeyStepProps {
  readonly titleId: string;
  readonly accessKey: NewAccessKey;
  readonly onClose: () => void;
}

/** The secret of a new access key, once. */
export function NewAccessKeyStep({ titleId, accessKey, onClose }: NewAccessKeyStepProps) {
  const { t } = useTranslation();
  const { session } = useProjectApi();
  const [kept, setKept] = useState(false);
  const { access, secret } = accessKey;
  function save(): void {
    const csv = csvOf([
      ['User Name', 'Access Key Id', 'Secret Access Key'],
      [session.user.name, access, secret],
    ]);
    download(`credentials-${access}.csv`, csv, 'text/csv');
  }
  return (
    <>
      <DialogTitle id={titleId}>{t('accessKeys.dialog.made')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Alert severity="warning" variant="outlined">
          {t('accessKeys.dialog.once')}
        </Alert>
        <Paper variant="outlined">
          <Facts>
            <Fact name={t('accessKeys.id')}>
              <CopyableId value={access} label={t('accessKeys.copyId')} />
            </Fact>
            <Fact name={t('accessKeys.dialog.secret')}>
              <SecretText value={secret} copyLabel={t('accessKeys.dialog.copySecret')} />
            </Fact>
          </Facts>
        </Paper>
        <div>
          <Button variant="outlined" startIcon={<DownloadOutlined />} onClick={save} autoFocus>
            {t('accessKeys.dialog.download')}
          </Button>
        </div>
        <FormControlLabel
          control={<Checkbox checked={kept} onChange={(_event, checked) => setKept(checked)} />}
          label={t('accessKeys.dialog.kept')}
        />
      </DialogContent>
      <DialogActions>
        <Button variant="contained" disabled={!kept} onClick={onClose}>
          {t('accessKeys.dialog.done')}
        </Button>
      </DialogActions>
    </>
  );
}

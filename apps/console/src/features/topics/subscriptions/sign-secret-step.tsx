import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Paper from '@mui/material/Paper';
import { useState } from 'react';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { SecretText } from '../../../shared/components/secret-text.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';

interface SignSecretStepProps {
  readonly titleId: string;
  readonly secret: string;
  readonly endpoint: string;
  readonly onClose: () => void;
}

/** The secret that signs what is sent to a webhook, once. */
export function SignSecretStep({ titleId, secret, endpoint, onClose }: SignSecretStepProps) {
  const { t } = useTranslation();
  const [kept, setKept] = useState(false);
  return (
    <>
      <DialogTitle id={titleId}>{t('topics.secretMade')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Alert severity="warning" variant="outlined">
          {t('topics.secretOnce')}
        </Alert>
        <Paper variant="outlined">
          <Facts>
            <Fact name={t('topics.endpoint')}>{endpoint}</Fact>
            <Fact name={t('topics.signSecret')}>
              <SecretText value={secret} copyLabel={t('topics.copySecret')} />
            </Fact>
          </Facts>
        </Paper>
        <FormControlLabel
          control={<Checkbox checked={kept} onChange={(_event, checked) => setKept(checked)} />}
          label={t('topics.secretKept')}
        />
      </DialogContent>
      <DialogActions>
        <Button variant="contained" disabled={!kept} onClick={onClose}>
          {t('dialog.close')}
        </Button>
      </DialogActions>
    </>
  );
}

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { useCopy } from '../../../shared/components/copy-button.tsx';
import { FormDialog } from '../../../shared/components/form-dialog.tsx';
import { useSecretAct } from '../../../shared/components/use-secret-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { SecretDetails, SecretVersion } from '../api/secret-queries.ts';
import type { SecretValue } from '../values/difference.ts';
import { readValue } from '../values/read-value.ts';
import { ShownValue } from '../values/shown-value.tsx';
import { SHOWN_SECONDS, useRevealed } from '../values/use-revealed.ts';

interface ViewSecretDialogProps {
  readonly item: SecretDetails;
  readonly version: SecretVersion;
  readonly onClose: () => void;
}

/** View Secret [G 2.2.3.1]: masked; shown on purpose for 30 seconds, or copied without showing. Each reading is traced. */
export function ViewSecretDialog({ item, version, onClose }: ViewSecretDialogProps) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const shown = useRevealed<SecretValue>();
  const { copied, copy } = useCopy();
  const read = useSecretAct({
    act: async (purpose: 'show' | 'copy', signal) => {
      const value = await readValue(client, item.secretName, version.versionId, signal);
      if (purpose === 'copy') await copy(value.kind === 'text' ? value.text : value.base64);
      return value;
    },
    onDone: (value, purpose) => {
      if (purpose === 'show') shown.reveal(value);
    },
  });
  return (
    <FormDialog
      title={t('secrets.versions.viewSecretOf', { version: version.versionId })}
      error={read.error}
      busy={false}
      onSubmit={onClose}
      onClose={onClose}
    >
      <Typography variant="body2" color="textSecondary">
        {t('secrets.view.traced')}
      </Typography>
      {shown.value ? (
        <ShownValue label={t('secrets.value.label')} value={shown.value} />
      ) : (
        <Typography variant="mono" role="img" aria-label={t('secret.hidden')}>
          ••••••••••••
        </Typography>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button
          variant="outlined"
          disabled={read.busy}
          onClick={() => (shown.value ? shown.hide() : void read.run('show'))}
        >
          {shown.value ? t('secret.hide') : t('secret.reveal', { seconds: SHOWN_SECONDS })}
        </Button>
        <Button variant="outlined" disabled={read.busy} onClick={() => void read.run('copy')}>
          {copied ? t('copy.done') : t('secrets.view.copy')}
        </Button>
      </Box>
    </FormDialog>
  );
}

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { FileField } from '../../../shared/components/file-field.tsx';
import { useNotify } from '../../../shared/components/notices.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { inLanguage } from '../../../shared/i18n/server-words.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { clockAt, timeOfClock } from '../../../shared/time/start-of-day.ts';
import { useTimeZone } from '../../../shared/time/time-zone.tsx';
import type { KeyDetails } from '../api/key-queries.ts';
import { importPath, keyPath } from '../paths.ts';
import { tokenOf } from './import-files.ts';
import { fieldOf, type ImportField, type ImportWizard } from './import-wizard.ts';
import { StepSection } from './step-section.tsx';
import type { WrappedMaterial } from './wrap-material.ts';

/** How far ahead the expiry is at first [G 2.1.3.2, step 9]. */
const DEFAULT_LIFE_IN_MS = 24 * 3_600_000;

interface TokenStepProps {
  readonly item: KeyDetails;
  readonly wizard: ImportWizard;
  readonly wrapped: WrappedMaterial;
}

interface TokenFile {
  readonly name: string;
  readonly size: number;
  /** Null when the file holds none. */
  readonly token: string | null;
}

/** Steps 9 and 10 of the documents: the token, how long the material lives, and the import itself. */
export function TokenStep({ item, wizard, wrapped }: TokenStepProps) {
  const { t } = useTranslation();
  const notify = useNotify();
  const navigate = useNavigate();
  const { timeZone } = useTimeZone();
  const { keyId } = item;
  const { refusal, importing } = wizard;
  const carried = wizard.parameters?.importToken ?? null;
  const [byFile, setByFile] = useState(carried === null);
  const [file, setFile] = useState<TokenFile | null>(null);
  const [mode, setMode] = useState<'never' | 'expires'>('never');
  const [clock, setClock] = useState(() => clockAt(Date.now() + DEFAULT_LIFE_IN_MS, timeZone));
  const [tried, setTried] = useState(false);
  const named = fieldOf(refusal);
  const token = byFile ? (file?.token ?? null) : carried;
  const expiresAt = mode === 'never' ? null : timeOfClock(clock, timeZone);
  const timeIsWrong = mode === 'expires' && (expiresAt === null || expiresAt <= Date.now());

  const said = (field: ImportField) => (refusal && named === field ? inLanguage(refusal.message) : null);
  const tokenError =
    said('importToken') ??
    (byFile && file && file.token === null ? t('keyImport.token.invalid') : null) ??
    (byFile && tried && !file ? t('keyImport.material.missing') : null);
  const timeError = said('expirationTime') ?? (tried && timeIsWrong ? t('keyImport.token.atInvalid') : null);

  async function chooseToken(chosen: File): Promise<void> {
    wizard.forgetRefusal();
    const { name, size } = chosen;
    setFile({ name, size, token: tokenOf(new Uint8Array(await chosen.arrayBuffer())) });
  }

  function importNow(): void {
    setTried(true);
    if (token === null || timeIsWrong) return;
    void wizard.importMaterial(
      { importToken: token, wrapped, expiresAt },
      {
        done() {
          notify({ severity: 'success', message: t('keyImport.token.done') });
          void navigate(keyPath(keyId, 'details'), { replace: true });
        },
        refused(field) {
          // What is wrong with the material is told where it is chosen.
          if (field === 'encryptedKeyMaterial' || field === 'encryptedPrivatekey') void navigate(-1);
        },
      },
    );
  }

  return (
    <StepSection
      title={t('keyImport.token.title')}
      explanation={t('keyImport.token.explanation')}
      onSubmit={importNow}
      actions={(formId) => (
        <>
          <BusyButton type="submit" form={formId} variant="contained" busy={importing}>
            {t('dialog.ok')}
          </BusyButton>
          <Button disabled={importing} onClick={() => void navigate(-1)}>
            {t('keyImport.back')}
          </Button>
        </>
      )}
    >
      <Box>
        <Typography variant="body2" color="textSecondary">
          {t('keys.details.id')}
        </Typography>
        <Typography variant="mono" sx={{ overflowWrap: 'anywhere' }}>
          {keyId}
        </Typography>
      </Box>
      {byFile ? (
        <FileField
          label={t('keyImport.token.token')}
          chosen={file}
          onChoose={(chosen) => void chooseToken(chosen)}
          help={t('keyImport.token.choose', { keyId })}
          error={tokenError}
        />
      ) : (
        <Box role="group" aria-label={t('keyImport.token.token')}>
          <Typography variant="body2" sx={{ fontWeight: 600 }}>
            {t('keyImport.token.token')}
          </Typography>
          <Typography
            variant="body2"
            color={tokenError ? 'error' : 'textSecondary'}
            role={tokenError ? 'alert' : undefined}
          >
            {tokenError ?? t('keyImport.token.carried')}
          </Typography>
        </Box>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: -1.5 }}>
        {carried !== null && (
          <Button
            size="small"
            sx={{ ml: -1.25 }}
            onClick={() => {
              wizard.forgetRefusal();
              setByFile(!byFile);
            }}
          >
            {t(byFile ? 'keyImport.token.carriedAgain' : 'keyImport.token.another')}
          </Button>
        )}
        {tokenError !== null && (
          <Button size="small" component={Link} to={importPath(keyId, 'download')}>
            {t('keyImport.material.toDownload')}
          </Button>
        )}
      </Box>
      <FormControl>
        <FormLabel id="expiry-mode">{t('keyImport.token.mode')}</FormLabel>
        <RadioGroup
          aria-labelledby="expiry-mode"
          value={mode}
          onChange={(_event, value) => setMode(value === 'expires' ? 'expires' : 'never')}
        >
          <FormControlLabel value="never" control={<Radio />} label={t('keyImport.token.never')} />
          <FormControlLabel value="expires" control={<Radio />} label={t('keyImport.token.expires')} />
        </RadioGroup>
      </FormControl>
      {mode === 'expires' && (
        <TextField
          type="datetime-local"
          label={t('keyImport.token.at')}
          required
          value={clock}
          onChange={(event) => {
            wizard.forgetRefusal();
            setClock(event.target.value);
          }}
          error={timeError !== null}
          helperText={timeError ?? t('keyImport.token.atHelp', { zone: timeZone })}
          slotProps={{ inputLabel: { shrink: true } }}
          sx={{ maxWidth: 320 }}
        />
      )}
      {refusal && named === null && <RefusalAlert error={refusal} />}
    </StepSection>
  );
}

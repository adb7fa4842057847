import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { tagOf } from '../../../shared/i18n/i18n.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { forgetWitness, readWitness } from './kept-witness.ts';
import { SignerSection } from './signer-section.tsx';
import { useVerification, type VerificationState } from './use-verification.ts';
import { VerificationReport } from './verification-report.tsx';
import type { Witness } from './verify-chain.ts';

/** Verifies all traces of the account in the browser, believing nothing that the server says (TRC-04). */
export function ChainVerification() {
  const { t } = useTranslation();
  const { session } = useProjectApi();
  const [pasted, setPasted] = useState('');
  const [kept, setKept] = useState(() => readWitness(session.account.id));
  const { state, start, cancel } = useVerification();
  const witnesses: Witness[] = kept ? [kept] : [];
  if (pasted.trim() !== '') witnesses.push({ checkpoint: `${pasted.trim()}\n`, key: null });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, maxWidth: 880 }}>
      <Section title={t('traces.verify.title')} explanation={t('traces.verify.why')}>
        <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2, p: 2 }}>
          <TextField
            label={t('traces.verify.witness')}
            helperText={t('traces.verify.witnessHelp')}
            value={pasted}
            onChange={({ target }) => setPasted(target.value)}
            multiline
            minRows={2}
            maxRows={6}
            slotProps={{ htmlInput: { spellCheck: false }, input: { sx: { typography: 'mono' } } }}
          />
          {kept && (
            <Remembered
              size={kept.size}
              onForget={() => {
                forgetWitness(session.account.id);
                setKept(null);
              }}
            />
          )}
          <Running
            state={state}
            onStart={() => void start(witnesses)}
            onCancel={cancel}
            supported={crypto.subtle !== undefined}
          />
        </Box>
        {state.kind === 'done' && <VerificationReport verification={state.verification} />}
      </Section>
      {session.permitted.includes('cts.rotateTraceSigner') && <SignerSection />}
    </Box>
  );
}

function Remembered({ size, onForget }: { readonly size: number; readonly onForget: () => void }) {
  const { t, language } = useTranslation();
  const shown = new Intl.NumberFormat(tagOf(language)).format(size);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
      <Typography variant="body2" color="textSecondary">
        {t('traces.verify.remembered', { size: shown })}
      </Typography>
      <Button size="small" onClick={onForget}>
        {t('traces.verify.forget')}
      </Button>
    </Box>
  );
}

interface RunningProps {
  readonly state: VerificationState;
  readonly supported: boolean;
  readonly onStart: () => void;
  readonly onCancel: () => void;
}

function Running({ state, supported, onStart, onCancel }: RunningProps) {
  const { t, language } = useTranslation();
  if (state.kind === 'running') {
    const number = new Intl.NumberFormat(tagOf(language));
    const percent = state.of === 0 ? 0 : Math.floor((state.done / state.of) * 100);
    return (
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1.5 }}>
        <Box sx={{ flex: '1 1 200px' }}>
          <LinearProgress variant="determinate" value={percent} aria-label={t('traces.verify.progress')} />
          <Typography variant="caption" color="textSecondary">
            {t('traces.verify.done', { done: number.format(state.done), of: number.format(state.of) })}
          </Typography>
        </Box>
        <Button onClick={onCancel}>{t('traces.verify.cancel')}</Button>
      </Box>
    );
  }
  const unsupported = !supported || (state.kind === 'failed' && state.error.name === 'NotSupportedError');
  return (
    <>
      {unsupported ? (
        <Alert severity="warning" variant="outlined">
          {t('traces.verify.unsupported')}
        </Alert>
      ) : (
        state.kind === 'failed' && <RefusalAlert error={state.error} />
      )}
      <div>
        <Button variant="contained" disabled={!supported} onClick={onStart}>
          {t('traces.verify.start')}
        </Button>
      </div>
    </>
  );
}

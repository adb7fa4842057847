import '../key-texts.ts';
import PlayArrowOutlined from '@mui/icons-material/PlayArrowOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { CopyResult } from './copy-result.tsx';
import { MessageNote } from './message-note.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { ProofChoices } from './proof-choices.tsx';
import { ToolArea } from './tool-area.tsx';
import { type ProofKind, proofModes, useProofTool } from './use-proof-tool.ts';

interface ProofToolProps {
  readonly item: KeyDetails;
  readonly kind: ProofKind;
}

/** Signs and verifies, or makes and checks message authentication codes, of small messages in the browser window. */
export function ProofTool({ item, kind }: ProofToolProps) {
  const { t } = useTranslation();
  const tool = useProofTool(item, kind);
  const { state, trouble, proofBroken, complete, busy } = tool;
  const { mode, message, proof, error } = state;
  const makes = mode === 'make';
  const noteId = useId();
  return (
    <Paper variant="outlined" sx={{ p: 2 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, mb: 2.5 }}>
        <ModeSwitch
          label={t(`keyTabs.proof.${kind}.mode`)}
          modes={proofModes.map((name) => ({ name, label: t(`keyTabs.proof.${kind}.${name}`) }))}
          mode={mode}
          onChoose={tool.choose}
        />
        <Typography variant="body2" color="textSecondary" sx={{ flex: '1 1 240px' }}>
          {t(`keyTabs.proof.${kind}.${mode}Help`)}
        </Typography>
      </Box>
      <ProofChoices item={item} kind={kind} state={state} onChange={tool.ask} />
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' }, gap: 2 }}>
        <ToolArea
          label={t(state.messageType === 'DIGEST' ? 'keyTabs.proof.digest' : 'keyTabs.proof.message')}
          value={message}
          onChange={(typed) => tool.ask({ message: typed })}
          mono={state.format !== 'text'}
          invalid={trouble !== null}
          describedBy={noteId}
          note={<MessageNote id={noteId} kind={kind} state={state} trouble={trouble} length={tool.length} />}
        />
        <ToolArea
          label={t(`keyTabs.proof.${kind}.proof`)}
          value={proof}
          {...(makes ? {} : { onChange: (typed: string) => tool.ask({ proof: typed }) })}
          mono
          invalid={proofBroken}
          note={proofBroken && t(`keyTabs.proof.${kind}.broken`)}
        />
      </Box>
      <Box aria-live="polite">
        {state.valid !== null && (
          <Alert severity={state.valid ? 'success' : 'error'} variant="outlined" sx={{ mt: 2 }}>
            {t(`keyTabs.proof.${kind}.${state.valid ? 'valid' : 'invalid'}`)}
          </Alert>
        )}
        {error && (
          <Box sx={{ mt: 2 }}>
            <RefusalAlert error={error} />
          </Box>
        )}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 2 }}>
        <BusyButton
          variant="contained"
          startIcon={<PlayArrowOutlined />}
          busy={busy}
          disabled={!complete}
          aria-describedby={noteId}
          onClick={() => void tool.execute()}
        >
          {t('keyTool.execute')}
        </BusyButton>
        <Button
          variant="outlined"
          onClick={tool.clear}
          disabled={busy || (message === '' && proof === '' && !error)}
        >
          {t('keyTool.clear')}
        </Button>
        <Box sx={{ flex: 1 }} />
        <CopyResult text={makes && proof !== '' ? proof : null} />
      </Box>
    </Paper>
  );
}

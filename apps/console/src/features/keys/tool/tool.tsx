import { MAX_PLAINTEXT_IN_BYTES, utf8LengthInBytes } from '@dewpoint/contract';
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
import { CiphertextInspector } from './ciphertext-inspector.tsx';
import { CopyResult } from './copy-result.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { ToolArea } from './tool-area.tsx';
import { type ToolMode, type ToolResult, toolModes, useTool, withoutSpace } from './use-tool.ts';

/** Encrypts and decrypts small data in the browser window (TOOL-01 … TOOL-06). */
export function Tool({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const { state, busy, execute, type, choose, clear } = useTool(item);
  const { mode, input, result, error } = state;
  const encrypts = mode === 'encrypt';
  const bytes = utf8LengthInBytes(input);
  const tooLong = encrypts && bytes > MAX_PLAINTEXT_IN_BYTES;
  const isEmpty = encrypts ? bytes === 0 : withoutSpace(input) === '';
  const whyOffId = useId();
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Paper variant="outlined" sx={{ p: 2 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5, mb: 2 }}>
          <ModeSwitch
            label={t('keyTool.mode')}
            modes={toolModes.map((name) => ({ name, label: t(`keyTool.${name}`) }))}
            mode={mode}
            onChoose={choose}
          />
          <Typography variant="body2" color="textSecondary" sx={{ flex: '1 1 240px' }}>
            {t(`keyTool.${mode}Help`)}
          </Typography>
        </Box>
        <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' }, gap: 2 }}>
          <ToolArea
            label={t(encrypts ? 'keyTool.plaintext' : 'keyTool.ciphertext')}
            value={input}
            onChange={type}
            mono={!encrypts}
            invalid={tooLong}
            describedBy={whyOffId}
            note={
              <Box
                component="span"
                id={whyOffId}
                role="status"
                sx={{ color: tooLong ? 'error.main' : 'inherit' }}
              >
                {encrypts &&
                  t(tooLong ? 'keyTool.tooLong' : 'keyTool.bytes', {
                    bytes,
                    max: MAX_PLAINTEXT_IN_BYTES,
                    over: bytes - MAX_PLAINTEXT_IN_BYTES,
                  })}
              </Box>
            }
          />
          <ToolArea
            label={t(encrypts ? 'keyTool.ciphertext' : 'keyTool.plaintext')}
            value={result?.text ?? ''}
            mono={encrypts || result?.isBase64 === true}
            note={result && <ResultNote result={result} item={item} mode={mode} />}
          />
        </Box>
        {error && (
          <Box sx={{ mt: 2 }}>
            <RefusalAlert error={error} />
          </Box>
        )}
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 2 }}>
          <BusyButton
            variant="contained"
            startIcon={<PlayArrowOutlined />}
            busy={busy}
            disabled={isEmpty || tooLong}
            aria-describedby={whyOffId}
            onClick={() => void execute()}
          >
            {t('keyTool.execute')}
          </BusyButton>
          <Button variant="outlined" onClick={clear} disabled={busy || (input === '' && !result && !error)}>
            {t('keyTool.clear')}
          </Button>
          <Box sx={{ flex: 1 }} />
          <CopyResult text={result?.text ?? null} />
        </Box>
      </Paper>
      <CiphertextInspector />
    </Box>
  );
}

interface ResultNoteProps {
  readonly result: ToolResult;
  readonly item: KeyDetails;
  readonly mode: ToolMode;
}

/** With which key, where that is not plain (TOOL-02), and in what form the plaintext is. */
function ResultNote({ result, item, mode }: ResultNoteProps) {
  const { t } = useTranslation();
  const other = mode === 'decrypt' && result.keyId !== item.keyId;
  return (
    <Box role="status">
      {other ? (
        <Alert severity="info" variant="outlined" sx={{ mt: 0.5 }}>
          {t('keyTool.otherKey', {
            alias: result.keyAlias,
            keyId: result.keyId,
            version: result.keyVersion,
          })}
        </Alert>
      ) : (
        t('keyTool.sameKey', { version: result.keyVersion })
      )}
      {result.isBase64 && <div>{t('keyTool.isBase64')}</div>}
    </Box>
  );
}

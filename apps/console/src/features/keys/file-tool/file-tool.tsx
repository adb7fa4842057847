import '../file-tool-texts.ts';
import { DamagedFileError, ENCRYPTED_FILE_EXTENSION, ForeignFileError } from '@dewpoint/contract/file';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import LockOutlined from '@mui/icons-material/LockOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { FileField } from '../../../shared/components/file-field.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { Section } from '../../../shared/components/section.tsx';
import { inLanguage } from '../../../shared/i18n/server-words.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { ModeSwitch } from '../tool/mode-switch.tsx';
import { type ToolMode, toolModes } from '../tool/use-tool.ts';
import { type FileOutcome, OtherProjectError } from './file-cipher.ts';
import { useFileTool } from './use-file-tool.ts';

const operations = { encrypt: 'kms.createDatakey', decrypt: 'kms.decryptDatakey' } as const;

/** Encrypts and decrypts files of any size in the browser (TOOL-07). */
export function FileTool({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const { state, busy, execute, cancel, choose, setMode } = useFileTool(item.keyId);
  const { mode, file, percent, outcome, cancelled, error } = state;
  const operation = operations[mode];
  const permitted = item.permitted.includes(operation);
  return (
    <Section title={t('fileTool.title')} explanation={t('fileTool.explanation')}>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2, p: 2 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1.5 }}>
          <ModeSwitch
            label={t('fileTool.mode')}
            modes={toolModes.map((name) => ({ name, label: t(`keyTool.${name}`) }))}
            mode={mode}
            onChoose={(chosen) => {
              if (!busy) setMode(chosen);
            }}
          />
          <Typography variant="body2" color="textSecondary" sx={{ flex: '1 1 240px' }}>
            {t(`fileTool.${mode}Help`, { extension: ENCRYPTED_FILE_EXTENSION })}
          </Typography>
        </Box>
        <FileField
          label={t(`fileTool.${mode}File`)}
          chosen={file}
          onChoose={choose}
          disabled={busy || !permitted}
          {...(permitted ? {} : { help: t('keys.notPermitted', { operation }) })}
        />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <BusyButton
            variant="contained"
            startIcon={<LockOutlined />}
            busy={busy}
            disabled={!file || !permitted}
            onClick={() => void execute()}
          >
            {t(`fileTool.${mode}`)}
          </BusyButton>
          {busy && (
            <Button variant="outlined" startIcon={<CloseOutlined />} onClick={cancel}>
              {t('dialog.cancel')}
            </Button>
          )}
        </Box>
        {busy && <Progress percent={percent} />}
        {outcome && <Outcome outcome={outcome} mode={mode} item={item} />}
        {cancelled && (
          <Alert severity="info" variant="outlined" role="status">
            {t('fileTool.cancelled')}
          </Alert>
        )}
        {error && <Failure error={error} />}
      </Box>
    </Section>
  );
}

function Progress({ percent }: { readonly percent: number }) {
  const { t } = useTranslation();
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
      <LinearProgress
        variant="determinate"
        value={percent}
        aria-label={t('fileTool.progress')}
        sx={{ flex: 1 }}
      />
      <Typography variant="body2" sx={{ minWidth: '5ch', textAlign: 'right' }}>
        {t('fileTool.percent', { percent })}
      </Typography>
    </Box>
  );
}

interface OutcomeProps {
  readonly outcome: FileOutcome;
  readonly mode: ToolMode;
  readonly item: KeyDetails;
}

function Outcome({ outcome: { name, keyId }, mode, item }: OutcomeProps) {
  const { t } = useTranslation();
  return (
    <Alert severity="success" variant="outlined" role="status">
      {t(`fileTool.${mode}Done`, { name })}
      {mode === 'encrypt' && (
        <Box component="div" sx={{ mt: 0.5 }}>
          {t('fileTool.command')}{' '}
          <Typography component="code" variant="mono">
            {`dewpoint decrypt-file ${quoted(name)}`}
          </Typography>
        </Box>
      )}
      {keyId !== item.keyId && <div>{t('fileTool.otherKey', { keyId })}</div>}
    </Alert>
  );
}

function Failure({ error }: { readonly error: Error }) {
  const { t } = useTranslation();
  const words =
    error instanceof DamagedFileError || error instanceof ForeignFileError
      ? inLanguage(error.message)
      : error instanceof OtherProjectError
        ? t('fileTool.otherProject', { projectId: error.projectId })
        : error instanceof DOMException
          ? t('fileTool.notReadable')
          : null;
  if (words === null) return <RefusalAlert error={error} />;
  return (
    <Alert severity="error" variant="outlined">
      {words}
    </Alert>
  );
}

/** A name as a word of a shell. */
function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

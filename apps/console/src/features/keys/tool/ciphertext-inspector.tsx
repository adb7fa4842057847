import type { OperationWireOutput } from '@dewpoint/contract';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import TroubleshootOutlined from '@mui/icons-material/TroubleshootOutlined';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { Fact, Facts } from '../../../shared/components/facts.tsx';
import { RefusalAlert } from '../../../shared/components/refusal-alert.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { KeyLink } from '../key-link.tsx';
import { withoutSpace } from './use-tool.ts';

/** "What is this ciphertext?": reads its header without decrypting it (TOOL-06). */
export function CiphertextInspector() {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const [text, setText] = useState('');
  const inspect = useMutation({
    mutationFn: (cipherText: string) => client.call('kms.inspectCiphertext', { cipherText }),
  });
  const cipherText = withoutSpace(text);
  return (
    <Paper
      component="form"
      variant="outlined"
      aria-labelledby="inspector"
      onSubmit={(event) => {
        event.preventDefault();
        if (cipherText !== '' && !inspect.isPending) inspect.mutate(cipherText);
      }}
      sx={{ p: 2 }}
    >
      <Typography id="inspector" variant="h3" component="h2">
        {t('keyInspect.title')}
      </Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1.5 }}>
        {t('keyInspect.explanation')}
      </Typography>
      <Box
        sx={{
          display: 'flex',
          flexDirection: { xs: 'column', sm: 'row' },
          gap: 1.5,
          alignItems: 'flex-start',
        }}
      >
        <TextField
          label={t('keyInspect.ciphertext')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            inspect.reset();
          }}
          multiline
          maxRows={5}
          autoComplete="off"
          slotProps={{
            htmlInput: { spellCheck: false },
            input: {
              sx: (theme) => ({ '& textarea': { ...theme.typography.mono, overflowWrap: 'anywhere' } }),
            },
          }}
        />
        <BusyButton
          type="submit"
          variant="outlined"
          startIcon={<TroubleshootOutlined />}
          busy={inspect.isPending}
          disabled={cipherText === ''}
          sx={{ minHeight: 38 }}
        >
          {t('keyInspect.inspect')}
        </BusyButton>
      </Box>
      <Box aria-live="polite" sx={{ mt: inspect.data || inspect.error ? 2 : 0 }}>
        {inspect.error && <RefusalAlert error={inspect.error} />}
        {inspect.data && <Findings found={inspect.data} />}
      </Box>
    </Paper>
  );
}

function Findings({ found }: { readonly found: OperationWireOutput<'kms.inspectCiphertext'> }) {
  const { t } = useTranslation();
  const { keyId, keyAlias, keyVersion, algorithm, plaintextSizeInBytes, mayDecrypt, reason } = found;
  const Icon = mayDecrypt ? CheckCircleOutlined : ErrorOutlineOutlined;
  return (
    <Facts>
      <Fact name={t('keyInspect.key')}>
        {keyAlias !== null && <KeyLink item={{ keyId, keyAlias }} />}
        <CopyableId value={keyId} />
      </Fact>
      <Fact name={t('keyInspect.version')}>{keyVersion}</Fact>
      <Fact name={t('keyInspect.algorithm')}>{algorithm}</Fact>
      <Fact name={t('keyInspect.size')}>{t('keyInspect.bytes', { count: plaintextSizeInBytes })}</Fact>
      <Fact name={t('keyInspect.mayDecrypt')}>
        <Box sx={{ display: 'flex', gap: 0.75, alignItems: 'center' }}>
          <Icon fontSize="small" sx={{ color: mayDecrypt ? 'success.main' : 'error.main' }} />
          {mayDecrypt ? t('keyInspect.yes') : t('keyInspect.no', { reason: reason ?? '' })}
        </Box>
      </Fact>
    </Facts>
  );
}

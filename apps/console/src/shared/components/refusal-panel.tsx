import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import LockOutlined from '@mui/icons-material/LockOutlined';
import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type Refusal, refusalOf } from '../api/refusal.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { Panel } from './panel.tsx';

interface RefusalPanelProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** A whole region that could not be loaded: not allowed (with the missing action and the remedy), not there, or failed. */
export function RefusalPanel({ error, onRetry }: RefusalPanelProps) {
  const { t } = useTranslation();
  const refusal = refusalOf(error);
  if (refusal.kind === 'forbidden') {
    return (
      <Panel role="alert" icon={<LockOutlined />} title={t('refusal.forbidden')}>
        <Why refusal={refusal} />
      </Panel>
    );
  }
  return (
    <Panel
      role="alert"
      icon={refusal.kind === 'missing' ? <SearchOffOutlined /> : <ErrorOutlineOutlined />}
      title={refusal.kind === 'missing' ? t('refusal.missing') : t('refusal.failed')}
      actions={
        <Button variant="outlined" onClick={onRetry}>
          {t('refusal.retry')}
        </Button>
      }
    >
      <Why refusal={refusal} />
    </Panel>
  );
}

/** The message, what decided, and what to quote when asking for help. */
export function Why({ refusal }: { readonly refusal: Refusal }) {
  const { t } = useTranslation();
  const { message, explanation, code, requestId } = refusal;
  return (
    <>
      <div>{message}</div>
      {explanation && (
        <>
          <div>{t('refusal.action', { action: explanation.action })}</div>
          <div>{explanation.reason}</div>
          <div>{explanation.remedy}</div>
        </>
      )}
      {requestId && (
        <Typography variant="caption" component="div" sx={{ mt: 1 }}>
          {t('refusal.reference', { code: code ?? '', requestId })}
        </Typography>
      )}
    </>
  );
}

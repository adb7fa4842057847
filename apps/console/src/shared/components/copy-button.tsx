import CheckOutlined from '@mui/icons-material/CheckOutlined';
import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useState } from 'react';
import { useTranslation } from '../i18n/use-translation.ts';
import { useNotify } from './notices.tsx';

const SHOWN_MS = 2000;

interface CopyButtonProps {
  readonly value: string;
  /** What is copied, as the accessible name: "Copy ID". */
  readonly label: string;
}

/** Copies a value that may be seen anyway: IDs, ciphertexts, public keys. */
export function CopyButton({ value, label }: CopyButtonProps) {
  const { copied, copy } = useCopy();
  const { t } = useTranslation();
  return (
    <Tooltip title={copied ? t('copy.done') : label}>
      <IconButton
        aria-label={label}
        onClick={(event) => {
          event.stopPropagation();
          void copy(value);
        }}
        sx={{ p: 0.5, color: copied ? 'success.main' : 'text.secondary' }}
      >
        {copied ? <CheckOutlined sx={{ fontSize: 16 }} /> : <ContentCopyOutlined sx={{ fontSize: 16 }} />}
      </IconButton>
    </Tooltip>
  );
}

/** Writes to the clipboard and remembers for two seconds that it did; says so when the browser refuses. */
export function useCopy() {
  const [copied, setCopied] = useState(false);
  const notify = useNotify();
  const { t } = useTranslation();
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy(value: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      notify({ severity: 'error', message: t('copy.refused') });
    }
  }
  return { copied, copy };
}

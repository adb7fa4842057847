import ContentCopyOutlined from '@mui/icons-material/ContentCopyOutlined';
import Button from '@mui/material/Button';
import { useCopy } from '../../../shared/components/copy-button.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';

/** Copies what the tool made; null while there is nothing. */
export function CopyResult({ text }: { readonly text: string | null }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  return (
    <Button
      variant="outlined"
      startIcon={<ContentCopyOutlined />}
      disabled={text === null}
      onClick={() => text !== null && void copy(text)}
    >
      {copied ? t('copy.done') : t('keyTool.copy')}
    </Button>
  );
}

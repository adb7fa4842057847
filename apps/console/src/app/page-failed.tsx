import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import Button from '@mui/material/Button';
import { Panel } from '../shared/components/panel.tsx';
import { useTranslation } from '../shared/i18n/use-translation.ts';
import { browser } from './session/browser.ts';

/** A page that could not be drawn: its script did not arrive (often after an update of the product), or it has a fault. */
export function PageFailed() {
  const { t } = useTranslation();
  return (
    <Panel
      role="alert"
      icon={<ErrorOutlineOutlined />}
      title={t('pageFailed.title')}
      titleIs="h1"
      actions={
        <Button variant="contained" onClick={() => browser.reload()}>
          {t('pageFailed.reload')}
        </Button>
      }
    >
      {t('pageFailed.why')}
    </Panel>
  );
}

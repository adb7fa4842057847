import { MAX_EXPORTED_TRACES } from '@dewpoint/contract/browser';
import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useProjectApi } from '../../../shared/api/project-api.ts';
import { refusalOf } from '../../../shared/api/refusal.ts';
import { BusyButton } from '../../../shared/components/busy-button.tsx';
import { download } from '../../../shared/components/download.ts';
import { useNotify } from '../../../shared/components/notices.tsx';
import { useAct } from '../../../shared/components/use-act.ts';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { TraceSearch } from '../trace-queries.ts';

const formats = ['csv', 'jsonl'] as const;

/** Exports what the filters find [G 2.3.2]. */
export function ExportMenu({ searchAt }: { readonly searchAt: (now: number) => TraceSearch }) {
  const { t } = useTranslation();
  const { client } = useProjectApi();
  const notify = useNotify();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  const { run, busy } = useAct({
    act: (format: (typeof formats)[number]) =>
      client.download('cts.exportTraces', { ...searchAt(Date.now()), format }),
    onSettled: () => setAnchor(null),
    onDone: ({ fileName, content }) => download(fileName, content, content.type),
    onRefused: (error) => notify({ severity: 'error', message: refusalOf(error).message }),
  });
  return (
    <>
      <BusyButton
        variant="outlined"
        busy={busy}
        startIcon={<FileDownloadOutlined />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? menuId : undefined}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t('traces.export.label')}
      </BusyButton>
      <Menu id={menuId} open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {formats.map((format) => (
          <MenuItem key={format} onClick={() => void run(format)}>
            <span>
              {t(`traces.export.${format}`)}
              <Typography variant="caption" component="span" color="textSecondary" sx={{ display: 'block' }}>
                {t('traces.export.why', { max: MAX_EXPORTED_TRACES })}
              </Typography>
            </span>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

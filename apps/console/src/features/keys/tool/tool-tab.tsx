import '../tool-texts.ts';
import BuildCircleOutlined from '@mui/icons-material/BuildCircleOutlined';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router';
import { Panel } from '../../../shared/components/panel.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { toolKind, toolRefusal } from '../details/key-tabs.ts';
import { ModeSwitch } from './mode-switch.tsx';
import { ProofTool } from './proof-tool.tsx';
import { Tool } from './tool.tsx';

const FileTool = lazy(async () => ({ default: (await import('../file-tool/file-tool.tsx')).FileTool }));

/** The online tool [G 2.1.6], or why it does not work with this key. */
export function ToolTab({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const refusal = toolRefusal(item);
  const kind = toolKind(item);
  if (refusal === null) {
    if (kind !== 'data') return <ProofTool item={item} kind={kind} />;
    return <DataTool item={item} />;
  }
  return (
    <Paper variant="outlined">
      <Panel role="status" icon={<BuildCircleOutlined />} title={t('keyTool.unavailable')}>
        {t(`keyTool.why.${refusal}`)}
      </Panel>
    </Paper>
  );
}

const subjects = ['text', 'files'] as const;
const PARAM = 'of';

/** Text that is typed, or files; which, is in the address. */
function DataTool({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const subject = params.get(PARAM) === 'files' ? 'files' : 'text';
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <ModeSwitch
        label={t('keyTool.subject')}
        modes={subjects.map((name) => ({ name, label: t(`keyTool.subjects.${name}`) }))}
        mode={subject}
        onChoose={(chosen) => setParams(chosen === 'files' ? { [PARAM]: chosen } : {}, { replace: true })}
      />
      {subject === 'text' ? (
        <Tool item={item} />
      ) : (
        <Suspense>
          <FileTool item={item} />
        </Suspense>
      )}
    </Box>
  );
}

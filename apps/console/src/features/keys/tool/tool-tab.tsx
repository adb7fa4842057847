import BuildCircleOutlined from '@mui/icons-material/BuildCircleOutlined';
import Paper from '@mui/material/Paper';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../../shared/components/panel.tsx';
import type { KeyDetails } from '../api/key-queries.ts';
import { toolKind, toolRefusal } from '../details/key-tabs.ts';
import { ProofTool } from './proof-tool.tsx';
import { Tool } from './tool.tsx';

/** The online tool [G 2.1.6], or why it does not work with this key. */
export function ToolTab({ item }: { readonly item: KeyDetails }) {
  const { t } = useTranslation();
  const refusal = toolRefusal(item);
  const kind = toolKind(item);
  if (refusal === null) return kind === 'data' ? <Tool item={item} /> : <ProofTool item={item} kind={kind} />;
  return (
    <Paper variant="outlined">
      <Panel role="status" icon={<BuildCircleOutlined />} title={t('keys.tool.unavailable')}>
        {t(`keys.tool.why.${refusal}`)}
      </Panel>
    </Paper>
  );
}

import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { CopyableId } from '../../../shared/components/copyable-id.tsx';
import { PageHeader } from '../../../shared/components/page-header.tsx';
import { useTranslation } from '../../../shared/i18n/use-translation.ts';
import { TimeText } from '../../../shared/time/time-text.tsx';
import type { KeyDialogName } from '../actions/key-action.ts';
import type { KeyDetails } from '../api/key-queries.ts';
import { KeyStateChip } from '../key-state-chip.tsx';
import { type KeyTabName, keyListPath, keyPath } from '../paths.ts';
import { KeyActions } from './key-actions.tsx';
import { tabsOf } from './key-tabs.ts';

const tabs = {
  tool: lazy(async () => ({ default: (await import('../tool/tool-tab.tsx')).ToolTab })),
  details: lazy(async () => ({ default: (await import('./details-tab.tsx')).DetailsTab })),
  tags: lazy(async () => ({ default: (await import('../tags/tags-tab.tsx')).KeyTagsTab })),
  rotation: lazy(async () => ({ default: (await import('../rotation/rotation-tab.tsx')).RotationTab })),
  grants: lazy(async () => ({ default: (await import('../grants/grants-tab.tsx')).GrantsTab })),
  versions: lazy(async () => ({ default: (await import('../versions/versions-tab.tsx')).VersionsTab })),
  'public-key': lazy(async () => ({ default: (await import('./public-key-tab.tsx')).PublicKeyTab })),
  usage: lazy(async () => ({ default: (await import('./usage-tab.tsx')).UsageTab })),
} as const;

interface KeyDetailsViewProps {
  readonly item: KeyDetails;
  readonly tab: KeyTabName;
  readonly onAction: (name: KeyDialogName) => void;
}

export function KeyDetailsView({ item, tab, onAction }: KeyDetailsViewProps) {
  const { t } = useTranslation();
  const Content = tabs[tab];
  return (
    <>
      <PageHeader
        above={[{ label: t('keys.title'), to: keyListPath() }]}
        title={item.keyAlias}
        badge={<KeyStateChip state={item.state} />}
        explanation={<CopyableId value={item.keyId} />}
        actions={<KeyActions item={item} onAction={onAction} />}
      />
      {item.deletionAt !== null && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 2 }}>
          {t('keys.details.willBeDestroyed')} <TimeText at={item.deletionAt} />
        </Alert>
      )}
      <Tabs value={tab} variant="scrollable" scrollButtons="auto" aria-label={t('keys.details.tabs')}>
        {tabsOf(item).map((name) => (
          <Tab
            key={name}
            value={name}
            id={tabId(name)}
            aria-controls={panelId(name)}
            label={t(`keys.tab.${name}`)}
            component={Link}
            to={keyPath(item.keyId, name)}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={panelId(tab)} aria-labelledby={tabId(tab)} sx={{ pt: 2.5 }}>
        <Suspense>
          <Content item={item} />
        </Suspense>
      </Box>
    </>
  );
}

const tabId = (name: KeyTabName) => `tab-${name}`;
const panelId = (name: KeyTabName) => `panel-${name}`;
